/**
 * Snap Pixel. Its vendor documents no consent call and no restricted mode for a page, so its script is held, and after
 * a withdrawal it stays in the page with its cookies erased.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface SnapPixelSettings {
  /** Pixel id. */
  id: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

interface Pixel {
  (...call: unknown[]): void;
  handleRequest?(...call: unknown[]): void;
  queue: unknown[][];
  counted?: boolean;
}

export const snapPixelVendor = {
  id: 'snap-pixel',
  name: 'Snap Group Limited',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures our advertisements on Snapchat.',
  policy: 'https://values.snap.com/privacy/privacy-policy',
  hosts: ['sc-static.net', 'snapchat.com'],
  cookies: [
    { name: '_scid', purpose: 'Gives this browser a number.', duration: 'P13M', party: 'first' },
    { name: '_scid_r', purpose: 'Gives this browser a number.', duration: 'P13M', party: 'first' },
    { name: '_sctr', purpose: 'Limits how often data is sent.', duration: 'P13M', party: 'first' },
    { name: '_schn', purpose: 'Keeps the state of the visit.', duration: 'P1D', party: 'first' },
    { name: '_ScCbts', purpose: 'Notes which data was sent.', duration: 'P14D', party: 'first' },
    { name: 'sc_at', purpose: 'Recognises this browser on other sites.', duration: 'P1Y', party: 'third' },
  ],
} as const satisfies Vendor;

export function snapPixel({ id, category = 'targeting' }: SnapPixelSettings): Tag<'snap-pixel'> {
  return defineTag(
    {
      ...snapPixelVendor,
      category,
      load(page) {
        const site = window as { snaptr?: Pixel };
        const stub = ((...call: unknown[]) => {
          stub.counted ||= call[0] === 'init';
          if (stub.handleRequest) stub.handleRequest(...call);
          else stub.queue.push(call);
        }) as Pixel;
        stub.queue = [];
        site.snaptr ??= stub;
        const snaptr = site.snaptr;
        page.whenParsed(() => {
          // Pasted in the page as well, Snap's snippet counts the visit.
          if (snaptr.counted || snaptr.queue?.some(([name]) => name === 'init')) return;
          snaptr('init', id);
          snaptr('track', 'PAGE_VIEW');
        });
        page.script('https://sc-static.net/scevent.min.js');
      },
    },
    { id },
  );
}
