/** Held images, media, stylesheets and objects: they only need their address back, if it is one that may load. */
import { isLoadable } from './script.ts';

export function releaseSource(held: Element): void {
  for (const name of ['src', 'srcset', 'href']) {
    const address = held.getAttribute(`data-${name}`);
    if (address === null || !isLoadable(address)) continue;
    held.setAttribute(held.localName === 'object' ? 'data' : name, address);
    held.removeAttribute(`data-${name}`);
  }
}
