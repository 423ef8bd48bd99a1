/**
 * The first layer: what is asked, and three buttons. It never takes focus, never moves the page, and leaves room
 * so that nothing focused hides behind it. Escape puts it away and decides nothing.
 */
import { h, render } from 'preact';
import {
  accept,
  bannerText,
  bannerTitle,
  changed,
  choose,
  policy,
  reject,
  saved,
} from '../../locales/en.json';
import type { Surroundings } from '../ask.ts';
import type { Answer } from '../types.ts';
import bannerCss from './banner.css';
import baseCss from './base.css';
import { makeRoom } from './room.ts';
import { adopt } from './style.ts';
import { language, linked, list, speaker } from './text.ts';

export function draw(root: ShadowRoot, around: Surroundings): () => void {
  const { consent, settings, texts, vendors, fresh = [] } = around;
  adopt(root, baseCss);
  adopt(root, bannerCss);
  const t = speaker(texts, { accept, bannerText, bannerTitle, changed, choose, policy, reject, saved });
  const names = fresh.map((id) => vendors.get(id)?.name ?? id);
  // A legal name may end in a full stop, as the sentence does.
  const what = list(names, texts).replace(/\.$/, '');
  const place = document.createElement('div');
  root.prepend(place);

  const decide = (answer: Answer) => () => {
    // What still has its answer keeps it: only the rest is asked.
    const { answers = {} } = consent.state.decision ?? {};
    const asked = [...settings.categories, ...vendors.keys()].filter(
      (name) => fresh.includes(name) || !Object.hasOwn(answers, vendors.get(name)?.category ?? name),
    );
    consent.decide(Object.fromEntries(asked.map((name) => [name, answer])), { by: 'banner' });
    afterPaint(() => around.say(t('saved')));
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
      <div class="asked">
        <h2 id="asked">{t('bannerTitle')}</h2>
        <p>
          {what && t('changed', { what })} {linked(t('bannerText'))}{' '}
          {settings.policy && <a href={settings.policy}>{t('policy')}</a>}
        </p>
        {texts.finePrint && <p class="fine">{linked(texts.finePrint)}</p>}
        <div
          class="unseen"
          role="status"
          ref={(box) => {
            if (box) announce(box, t('bannerTitle'));
          }}
        />
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
  const stop = fetchWhenIdle(around.door.dialog);
  return () => {
    stop();
    // Out of sight at once. Taking it apart costs more than all the rest of an answer, and waits until that is drawn.
    place.hidden = true;
    afterPaint(() => {
      render(null, place);
      place.remove();
    });
  };
}

function afterPaint(then: () => void): void {
  requestAnimationFrame(() => setTimeout(then));
}

/**
 * Says once that something is asked here (WCAG 2.2, 4.1.3). A live region is read when it changes, so it has to be there
 * before its words are; later the heading alone says it.
 */
function announce(box: HTMLElement, words: string): void {
  requestAnimationFrame(() => {
    box.textContent = words;
    setTimeout(() => box.replaceChildren(), 4000);
  });
}

/** Brings the dialog in after the page's own load, when the browser has nothing else to do. */
function fetchWhenIdle(bring: () => Promise<unknown>): () => void {
  let wanted = true;
  // Safari has no idle callback: there the dialog waits for a second after the page's load.
  const idle = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 1000));
  // What fails here is said when the visitor asks for it.
  const onLoad = () => idle(() => wanted && bring().catch(() => {}));
  if (document.readyState === 'complete') onLoad();
  else addEventListener('load', onLoad, { once: true });
  return () => {
    wanted = false;
  };
}
