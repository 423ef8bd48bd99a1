/**
 * What the core fills in beside a framework: the placeholder of something held, and the words and icon of an opt-out
 * link. Both are marked once the framework has hydrated, so that nobody else writes into what it still has to read.
 */
import { dialogTitle, optOut } from '../../locales/en.json';
import type { Category } from '../types.ts';

/** Which of the two links a law asks for: to the choices (11 CCR 7015), or to the opt-out itself (11 CCR 7013). */
export type Link = 'choices' | 'opt-out';

/** What stands in a link until the core says it in the visitor's language: what a visitor without JavaScript reads. */
export const linkWords: Readonly<Record<Link, string>> = { choices: dialogTitle, 'opt-out': optOut };

/** Who would receive data, and what of the held element a placeholder can say. */
export interface Placed {
  category: Category;
  vendor?: string | undefined;
  src?: string | undefined;
  title?: string | undefined;
  width?: number | string | undefined;
  height?: number | string | undefined;
}

/** What a site may put between the tags of `<Held>`: of a single element these are read. */
export function readHeld({ category, vendor }: Pick<Placed, 'category' | 'vendor'>, props: unknown): Placed {
  const { src, title, width, height } = (props ?? {}) as Partial<Placed>;
  return { category, vendor, src, title, width, height };
}

/** The room a placeholder will take, so that nothing moves when it comes. */
export function roomFor({ width, height }: Placed): {
  maxWidth: string;
  width?: string;
  aspectRatio: string;
} {
  const sized = Number(width) > 0 && Number(height) > 0;
  return sized
    ? { maxWidth: '100%', width: `${width}px`, aspectRatio: `${width} / ${height}` }
    : { maxWidth: '100%', aspectRatio: '16 / 9' };
}

/**
 * Lets the core draw its placeholder into `room`, beside a frame that never loads: where the core would load it,
 * `release` is called in its stead, and the framework shows what it held. It goes with its room.
 */
export function drawPlaceholder(room: HTMLElement, held: Placed, release: () => void): void {
  const frame = document.createElement('iframe');
  const set = frame.setAttribute.bind(frame);
  const { category, vendor, src = location.href, title, width, height } = held;
  const said = {
    'data-consent': category,
    'data-consent-vendor': vendor,
    'data-src': src,
    title,
    width,
    height,
  };
  for (const [name, value] of Object.entries(said)) if (value !== undefined) set(name, String(value));
  // Not `display: none`: of a frame that the page itself hides nobody is told.
  Object.assign(frame.style, { position: 'absolute', visibility: 'hidden' });
  frame.setAttribute = (name, value) => (name === 'src' ? release() : set(name, value));
  // Whoever pressed its button goes on in what comes in its place.
  frame.focus = () => {
    const { parentElement, previousElementSibling } = room;
    requestAnimationFrame(() => {
      const shown = previousElementSibling?.nextElementSibling ?? parentElement?.firstElementChild;
      const first = shown?.matches(focusable) ? shown : shown?.querySelector(focusable);
      (first as HTMLElement | null | undefined)?.focus();
    });
  };
  room.replaceChildren(frame);
}

const focusable = 'iframe,video[controls],audio[controls],a[href],button,input,[tabindex]';

/** Hands a link over to the core, which adds words and icon, and presses it. */
export function markLink(link: HTMLElement, kind: Link): void {
  if (link.dataset.consentLink === kind) return;
  link.dataset.consentLink = kind;
  // The core looks at what comes into the page: this comes once more. Its focus is given back.
  const focused = link.matches(':focus');
  link.parentNode?.insertBefore(link, link.nextSibling);
  if (focused) link.focus();
}
