/**
 * Marketo Munchkin. It has no consent call, so its script is held, and after a withdrawal it stays in the page with
 * its cookie erased (Adobe Marketo Engage: "Lead tracking").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface MarketoSettings {
  /** Munchkin id, `000-AAA-000`. */
  id: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

export const marketoVendor = {
  id: 'marketo',
  name: 'Adobe Systems Software Ireland Limited (Marketo)',
  lang: 'en',
  category: 'targeting',
  purpose: 'Joins visits to contacts.',
  policy: 'https://www.adobe.com/privacy/policy.html',
  hosts: ['marketo.net', 'marketo.com', 'mktoresp.com'],
  cookies: [{ name: '_mkto_trk', purpose: 'Gives this browser a number.', duration: 'P2Y', party: 'first' }],
} as const satisfies Vendor;

export function marketo({ id, category = 'targeting' }: MarketoSettings): Tag<'marketo'> {
  return defineTag(
    {
      ...marketoVendor,
      category,
      load(page) {
        // It has no queue: it begins when its script has loaded, unless the answer has changed meanwhile.
        page.script('https://munchkin.marketo.net/munchkin.js')?.addEventListener('load', () => {
          const { Munchkin } = window as { Munchkin?: { init(id: string): void } };
          if (page.allows(marketoVendor.id)) Munchkin?.init(id);
        });
      },
    },
    { id },
  );
}
