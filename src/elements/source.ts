/** Held images, media, stylesheets and objects: they only need their address back, if it is one that may load. */

import { inherited } from '../patch.ts';

/** The attributes that make a browser ask for an address. While held, each waits as `data-<name>`. */
export const addressNames = ['src', 'srcset', 'href', 'poster', 'ping'] as const;

let releasing: Element | undefined;

/** Tells whether the gate is giving this element its address at this moment: then the guard lets it through. */
export function isReleasing(element: unknown): boolean {
  return element === releasing;
}

export function setAddress(element: Element, name: string, address: string): void {
  releasing = element;
  try {
    element.setAttribute(name, address);
  } finally {
    releasing = undefined;
  }
}

/** Tells whether an address is one that a held element may load: http or https, and nothing that runs in place. */
export function isLoadable(address: string): boolean {
  try {
    return /^https?:$/.test(new URL(address, inherited(document, 'baseURI')).protocol);
  } catch {
    return false;
  }
}

export function releaseSource(held: Element): void {
  for (const name of addressNames) {
    const address = held.getAttribute(`data-${name}`);
    if (address === null || !isLoadable(address)) continue;
    setAddress(held, held.localName === 'object' ? 'data' : name, address);
    held.removeAttribute(`data-${name}`);
  }
  held.removeAttribute('data-consent-held');
  // A player looks at its sources once (HTML, "resource selection algorithm").
  if (held.localName === 'source') (held.parentElement as Partial<HTMLMediaElement> | null)?.load?.();
}

/** Holds what a released link would still tell of every press. */
export function holdPing(link: Element): void {
  link.setAttribute('data-ping', link.getAttribute('ping') ?? '');
  link.setAttribute('data-consent-held', '');
  link.removeAttribute('ping');
}
