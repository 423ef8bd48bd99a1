/**
 * Taboola Pixel. It hears consent by IAB frameworks alone, so its script is held, and after a withdrawal it stays in
 * the page with its cookies erased (Taboola Developers: "Pixel").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface TaboolaSettings {
  /** Account id. */
  id: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

export const taboolaVendor = {
  id: 'taboola',
  name: 'Taboola.com Ltd.',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures our advertisements on news sites.',
  policy: 'https://www.taboola.com/policies/privacy-policy',
  hosts: ['taboola.com'],
  cookies: [
    { name: 't_gid', purpose: 'Recognises this browser on other sites.', duration: 'P13M', party: 'third' },
    {
      name: 'taboola_fp_td_user_id',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P1Y',
      party: 'first',
    },
  ],
  storage: ['taboola global:*'],
} as const satisfies Vendor;

export function taboola({ id, category = 'targeting' }: TaboolaSettings): Tag<'taboola'> {
  return defineTag(
    {
      ...taboolaVendor,
      category,
      load(page) {
        const site = window as { _tfa?: { name?: string }[] };
        site._tfa ??= [];
        const queue = site._tfa;
        const visit = { notify: 'event', name: 'page_view', id };
        page.whenParsed(() => {
          // Pasted in the page as well, Taboola's snippet counts the visit.
          if (!queue.some?.(({ name }) => name === visit.name)) queue.push(visit);
        });
        page.script(`https://cdn.taboola.com/libtrc/unip/${encodeURIComponent(id)}/tfa.js`);
      },
    },
    { id },
  );
}
