/**
 * AdRoll: retargeting by NextRoll. It has no consent call, so its script is held, and after a withdrawal it
 * stays in the page with its cookies erased. It would raise a consent banner of its own: ours is the only one.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface AdrollSettings {
  /** Advertiser id, `adroll_adv_id` in AdRoll's snippet. */
  advertiser: string;
  /** Pixel id, `adroll_pix_id` in AdRoll's snippet. */
  pixel: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

interface Queue extends Array<unknown> {
  [method: string]: unknown;
  f: string[];
  track(event: string): void;
}

export const adrollVendor = {
  id: 'adroll',
  name: 'NextRoll, Inc. (AdRoll)',
  lang: 'en',
  category: 'targeting',
  purpose: 'Shows you our products again on other sites.',
  policy: 'https://www.nextroll.com/privacy',
  hosts: ['adroll.com', 'dca0.com'],
  cookies: [
    { name: '__adroll_fpc', purpose: 'Gives this browser a number.', duration: 'P1Y', party: 'first' },
    { name: '__ar_v4', purpose: 'Remembers which pages were seen.', duration: 'P1Y', party: 'first' },
    {
      name: '__adroll_consent*',
      purpose: 'Keeps its own copy of your answer.',
      duration: 'P1Y',
      party: 'first',
    },
    {
      name: '__adroll',
      purpose: 'Recognises this browser on other sites.',
      duration: 'P13M',
      party: 'third',
    },
  ],
  storage: ['__adroll_*', 'adroll_tpc', 'adroll_dqs', 'adroll_nrpa_sdk'],
} as const satisfies Vendor;

export function adroll({ advertiser, pixel, category = 'targeting' }: AdrollSettings): Tag<'adroll'> {
  return defineTag(
    {
      ...adrollVendor,
      category,
      load(page) {
        // roundtrip.js skips its own banner where an element of this id already stands.
        const taken = document.createElement('meta');
        taken.id = '__adroll_consent_banner_el';
        document.head.append(taken);

        const site = window as unknown as Record<string, unknown> & { adroll?: Queue };
        const queue = [] as unknown as Queue;
        queue.f = ['setProperties', 'identify', 'track'];
        for (const method of queue.f) {
          queue[method] = (...call: unknown[]) => queue.push([method, call]);
        }
        site.adroll_adv_id = advertiser;
        site.adroll_pix_id = pixel;
        site.adroll_version = '2.0';
        site.__adroll_loaded = true;
        site.adroll ??= queue;
        page.whenParsed(() => {
          // Pasted in the page as well, AdRoll's snippet makes its own list and counts the visit.
          if (site.adroll?.f === queue.f) queue.track('pageView');
        });
        page.script(`https://s.adroll.com/j/${encodeURIComponent(advertiser)}/roundtrip.js`);
      },
    },
    { advertiser, pixel },
  );
}
