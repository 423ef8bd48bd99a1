/**
 * The first layer: what is asked, and three buttons. It never takes focus, never moves the page, and leaves room
 * so that nothing focused hides behind it. Escape puts it away and decides nothing.
 */
import { h, render } from 'preact';
import { accept, bannerText, bannerTitle, changed, choose, policy, reject } from '../../locales/en.json';
import type { Surroundings } from '../ask.ts';
import type { Answer } from '../types.ts';
import bannerCss from './banner.css';
import baseCss from './base.css';
import { adopt } from './style.ts';
import { language, speaker } from './text.ts';

export function draw(
  root: ShadowRoot,
  { consent, settings, texts, vendors, fresh }: Surroundings,
): () => void {
  adopt(root, baseCss);
  adopt(root, bannerCss);
  const t = speaker(texts, { accept, bannerText, bannerTitle, changed, choose, policy, reject });
  // A legal name may end in a full stop, as the sentence does.
  const names = fresh.map((id) => vendors.get(id)?.name);
  const what = names.join(', ').replace(/\.$/, '');
  const place = document.createElement('div');
  root.prepend(place);

  const decide = (answer: Answer) => () => {
    // What still has its answer keeps it: only the rest is asked.
    const { answers = {} } = consent.state.decision ?? {};
    const asked = [...settings.categories, ...vendors.keys()].filter(
      (name) => fresh.includes(name) || !Object.hasOwn(answers, vendors.get(name)?.category ?? name),
    );
    consent.decide(Object.fromEntries(asked.map((name) => [name, answer])), { by: 'banner' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') consent.close();
  };
  const { position = 'bottom', theme } = settings.ui;
  let room: (() => void) | undefined;

  render(
    <section
      class="assent banner"
      part="banner"
      popover="manual"
      aria-labelledby="asked"
      data-position={position}
      data-theme={theme}
      onKeyDown={onKeyDown}
      ref={(banner) => {
        banner?.showPopover();
        room?.();
        room = banner ? makeRoom(banner) : undefined;
      }}
      {...language(texts)}
    >
      <div>
        <h2 id="asked">{t('bannerTitle')}</h2>
        <p>
          {what && t('changed', { what })} {t('bannerText')}{' '}
          {settings.policy && <a href={settings.policy}>{t('policy')}</a>}
        </p>
      </div>
      <div class="buttons">
        <button type="button" class="answer" part="accept" onClick={decide('granted')}>
          {t('accept')}
        </button>
        <button type="button" class="answer" part="reject" onClick={decide('denied')}>
          {t('reject')}
        </button>
        <button
          type="button"
          class="wide"
          part="choose"
          aria-haspopup="dialog"
          onClick={() => consent.open('dialog')}
        >
          {t('choose')}
        </button>
      </div>
    </section>,
    place,
  );
  return () => {
    render(null, place);
    place.remove();
  };
}

/**
 * Lets the page scroll as far as the banner is high, so that what has focus can always be seen (WCAG 2.2, 2.4.11).
 * The room is below the page's end: nothing moves.
 */
function makeRoom(banner: HTMLElement): () => void {
  const sheet = new CSSStyleSheet();
  const watch = new ResizeObserver(() => {
    const room = `${banner.offsetHeight + 24}px`;
    sheet.replaceSync(
      `html{scroll-padding-bottom:${room}}html::after{content:"";display:block;height:${room}}`,
    );
  });
  watch.observe(banner);
  document.adoptedStyleSheets.push(sheet);
  return () => {
    watch.disconnect();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
