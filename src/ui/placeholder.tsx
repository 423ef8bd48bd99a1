/**
 * Stands where a frame is held: says who would receive data, and offers to load this one once, or always. A poster is
 * an image of the site's own: one from the vendor's host would tell the vendor what is held back.
 */
import { h, render } from 'preact';
import { alwaysAllow, held, heldText, loadOnce } from '../../locales/en.json';
import type { Surroundings } from '../ask.ts';
import baseCss from './base.css';
import placeholderCss from './placeholder.css';
import { adopt } from './style.ts';
import { language, speaker } from './text.ts';

export function draw(frame: HTMLIFrameElement, around: Surroundings, load: () => void): () => void {
  const { consent, settings, texts, vendors } = around;
  const { width, height } = frame;
  // A frame that nobody sees, as tags bring them, needs nothing in its place.
  const tiny = [width, height].some((length) => length && Number(length) < 2);
  if (tiny || getComputedStyle(frame).display === 'none') return () => {};
  const host = document.createElement('div');
  host.className = frame.className;
  const root = host.attachShadow({ mode: 'open' });
  adopt(root, baseCss);
  adopt(root, placeholderCss);
  const t = speaker(texts, { alwaysAllow, held, heldText, loadOnce });
  const { consent: categories = '', consentVendor = '' } = frame.dataset;
  const known = vendors.get(consentVendor);
  const vendor = known?.name ?? new URL(frame.dataset.src ?? '', document.baseURI).hostname;
  const names = known ? [known.id] : categories.split(/\s+/).filter(Boolean);
  const always = () => {
    consent.decide(Object.fromEntries(names.map((name) => [name, 'granted'])), { by: 'placeholder' });
  };
  // Neither a signal nor an opt-out is undone from here: sale or share has its own switch in the dialog, which asks
  // once more.
  const { denied, gpc, model } = consent.state;
  const refused = settings.saleOrShare.some(
    (name) =>
      categories.split(/\s+/).includes(name) && (gpc || (model === 'opt-out' && denied.includes(name))),
  );
  const poster = document.createElement('a');
  poster.href = frame.dataset.poster ?? '';
  const shown = frame.dataset.poster && poster.origin === location.origin;
  if (frame.dataset.poster && !shown) around.warn('poster', poster);
  // Keeps the place the frame would have taken, and grows where its words need more.
  const sized = Number(width) > 0 && Number(height) > 0;
  render(
    <section
      class={`assent placeholder${shown ? ' posed' : ''}`}
      part="placeholder"
      aria-label={frame.title || vendor}
      data-theme={settings.ui.theme}
      ref={(section) => {
        section?.style.setProperty('aspect-ratio', sized ? `${width} / ${height}` : '16 / 9');
        if (sized) section?.style.setProperty('width', `${width}px`);
      }}
      {...language(texts)}
    >
      {shown && <img src={poster.href} alt="" decoding="async" />}
      <div class="words">
        <h2>{t('held', { vendor })}</h2>
        <p>{t('heldText', { vendor })}</p>
        <div class="choices">
          <button type="button" part="load-once" onClick={load}>
            {t('loadOnce')}
          </button>
          {!refused && (
            <button type="button" part="always-allow" onClick={always}>
              {t('alwaysAllow', { vendor })}
            </button>
          )}
        </div>
      </div>
    </section>,
    root,
  );
  const { display } = frame.style;
  frame.before(host);
  frame.style.setProperty('display', 'none', 'important');
  return () => {
    const focused = host.matches(':focus-within');
    frame.style.display = display;
    render(null, root);
    host.remove();
    // Who pressed the button goes on inside what it loaded.
    if (focused) frame.focus();
  };
}
