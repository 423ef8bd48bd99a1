/**
 * Criteo OneTag. It hears consent by IAB frameworks alone, so its script is held, and after a withdrawal it stays in
 * the page with its cookie erased. What the page itself queues in `criteo_q` follows the account (Criteo: "OneTag").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface CriteoSettings {
  /** Account id. */
  account: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

export const criteoVendor = {
  id: 'criteo',
  name: 'Criteo SA',
  lang: 'en',
  category: 'targeting',
  purpose: 'Shows you our products again on other sites.',
  policy: 'https://www.criteo.com/privacy/',
  hosts: ['criteo.com', 'criteo.net'],
  cookies: [
    { name: 'cto_bundle', purpose: 'Gives this browser a number.', duration: 'P13M', party: 'first' },
    { name: 'uid', purpose: 'Recognises this browser on other sites.', duration: 'P13M', party: 'third' },
  ],
  storage: ['cto_bundle', 'cto_bidid', 'cto_dna_bundle'],
} as const satisfies Vendor;

export function criteo({ account, category = 'targeting' }: CriteoSettings): Tag<'criteo'> {
  return defineTag(
    {
      ...criteoVendor,
      category,
      load(page) {
        const site = window as { criteo_q?: { event: string; account?: string; type?: string }[] };
        site.criteo_q ??= [];
        const queue = site.criteo_q;
        const type = /Mobi/.test(globalThis.navigator?.userAgent) ? 'm' : 'd';
        const said = (what: RegExp) => queue.some?.(({ event }) => what.test(event));
        // Pasted in the page as well, Criteo's snippet names the account. What is seen comes after it.
        if (!said(/^setAcc/))
          queue.unshift?.({ event: 'setAccount', account }, { event: 'setSiteType', type });
        page.whenParsed(() => {
          if (!said(/^view|^track/)) queue.push({ event: 'viewPage' });
        });
        page.script(`https://dynamic.criteo.com/js/ld/ld.js?a=${encodeURIComponent(account)}`);
      },
    },
    { account },
  );
}
