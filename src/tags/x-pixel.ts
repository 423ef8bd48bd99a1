/**
 * X pixel. It has no consent call, so its script is held. Under an opt-out regime a visitor who opted out is marked
 * for Restricted Data Use, should the site keep the pixel in another category; it is said once, with the page view
 * (X Business Help: "Restricted Data Use").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface XPixelSettings {
  /** Pixel id. */
  id: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

interface Pixel {
  (...call: unknown[]): void;
  exe?(...call: unknown[]): void;
  queue: unknown[][];
  version: string;
  counted?: boolean;
}

export const xPixelVendor = {
  id: 'x-pixel',
  name: 'X Internet Unlimited Company',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures our advertisements on X.',
  policy: 'https://x.com/privacy',
  hosts: ['ads-twitter.com', 't.co', 'analytics.twitter.com', 'analytics.x.com'],
  cookies: [
    {
      name: '_twclid',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P90D',
      party: 'first',
    },
    { name: '_twpid', purpose: 'Gives this browser a number.', duration: 'P400D', party: 'first' },
    {
      name: 'personalization_id',
      purpose: 'Recognises this browser on other sites.',
      duration: 'P2Y',
      party: 'third',
    },
    { name: 'muc_ads', purpose: 'Recognises this browser on other sites.', duration: 'P2Y', party: 'third' },
  ],
} as const satisfies Vendor;

export function xPixel({ id, category = 'targeting' }: XPixelSettings): Tag<'x-pixel'> {
  return defineTag(
    {
      ...xPixelVendor,
      category,
      load(page) {
        const site = window as { twq?: Pixel };
        const stub = ((...call: unknown[]) => {
          stub.counted ||= call[0] === 'config';
          if (stub.exe) stub.exe(...call);
          else stub.queue.push(call);
        }) as Pixel;
        stub.version = '1.1';
        stub.queue = [];
        site.twq ??= stub;
        const twq = site.twq;
        page.whenParsed(() => {
          // Pasted in the page as well, X's snippet counts the visit.
          if (twq.counted || twq.queue?.some(([name]) => name === 'config')) return;
          const { model, denied } = page.state;
          const restricted = model === 'opt-out' && denied.includes('targeting');
          twq('config', id, { restricted_data_use: restricted ? 'restrict_optimization' : 'off' });
        });
        page.script('https://static.ads-twitter.com/uwt.js');
      },
    },
    { id },
  );
}
