/**
 * The floating settings button: a small one in the corner of every page, for sites that want it. It opens the dialog,
 * leaves room so that nothing focused hides behind it, and waits out of sight while the banner asks.
 */
import { h, render } from 'preact';
import { dialogTitle } from '../../locales/en.json';
import type { Surroundings } from '../ask.ts';
import baseCss from './base.css';
import buttonCss from './button.css';
import { makeRoom } from './room.ts';
import { adopt } from './style.ts';
import { language, speaker } from './text.ts';

export function draw(root: ShadowRoot, { consent, settings, texts }: Surroundings): () => void {
  adopt(root, baseCss);
  adopt(root, buttonCss);
  const t = speaker(texts, { dialogTitle });
  const place = document.createElement('div');
  root.append(place);
  let room: (() => void) | undefined;
  render(
    <button
      type="button"
      class="assent settings"
      part="settings"
      popover="manual"
      aria-haspopup="dialog"
      data-theme={settings.ui.theme}
      onClick={() => consent.open('dialog')}
      ref={(button) => {
        button?.showPopover();
        room?.();
        room = button ? makeRoom(button) : undefined;
      }}
      {...language(texts)}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M3 6h7m4 0h3M3 14h3m4 0h7" />
        <circle cx="12" cy="6" r="2" />
        <circle cx="8" cy="14" r="2" />
      </svg>
      <span>{t('dialogTitle')}</span>
    </button>,
    place,
  );
  return () => {
    render(null, place);
    place.remove();
  };
}
