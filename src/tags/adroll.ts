/**
 * AdRoll: retargeting by NextRoll. It has no consent call, so its script is held, and after a withdrawal it
 * stays in the page with its cookies erased. It would raise a consent banner of its own: ours is the only one.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag } from '../types.ts';

export interface AdrollSettings {
  /** Advertiser id, `adroll_adv_id` in AdRoll's snippet. */
  advertiser: string;
  /** Pixel id, `adroll_pix_id` in AdRoll's snippet. */
  pixel: string;
  /** @default 'targeting' */
  category?: Category;
}

interface Queue extends Array<unknown> {
  [method: string]: unknown;
  f: string[];
}

export function adroll({ advertiser, pixel, category = 'targeting' }: AdrollSettings): Tag {
  return defineTag(
    {
      id: 'adroll',
      name: 'NextRoll, Inc. (AdRoll)',
      category,
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
      storage: ['__adroll_*', 'adroll_*'],
      load(page) {
        // roundtrip.js skips its own banner where an element of this id already stands.
        const taken = document.createElement('meta');
        taken.id = '__adroll_consent_banner_el';
        document.head.append(taken);

        const queue = [] as unknown[] as Queue;
        queue.f = ['setProperties', 'identify', 'track'];
        for (const method of queue.f) {
          queue[method] = (...call: unknown[]) => queue.push([method, call]);
        }
        const site = window as unknown as Record<string, unknown>;
        site.adroll_adv_id = advertiser;
        site.adroll_pix_id = pixel;
        site.adroll_version = '2.0';
        site.__adroll_loaded = true;
        site.adroll ??= queue;
        (site.adroll as { track?(event: string): void }).track?.('pageView');
        page.script(`https://s.adroll.com/j/${encodeURIComponent(advertiser)}/roundtrip.js`);
      },
    },
    { advertiser, pixel },
  );
}
