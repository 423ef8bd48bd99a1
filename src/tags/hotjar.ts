/**
 * Hotjar: recordings and surveys. It has no consent call, so its script is held, and after a withdrawal it stays in
 * the page with its cookies erased (Hotjar Help: "Hotjar and consent").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface HotjarSettings {
  /** Site id, `hjid` in Hotjar's snippet. */
  id: string;
  /** @default 'analytics' */
  category?: Category | undefined;
}

interface Queue {
  (...call: unknown[]): void;
  q?: unknown[][];
}

export const hotjarVendor = {
  id: 'hotjar',
  name: 'Hotjar Ltd.',
  lang: 'en',
  category: 'analytics',
  purpose: 'Records how pages are used.',
  policy: 'https://www.hotjar.com/legal/policies/privacy/',
  hosts: ['hotjar.com', 'hotjar.io'],
  cookies: [
    { name: '_hjSessionUser_*', purpose: 'Gives this browser a number.', duration: 'P365D', party: 'first' },
    { name: '_hjSession_*', purpose: 'Keeps the state of the visit.', duration: 'PT30M', party: 'first' },
    { name: '_hj*', purpose: 'Remembers surveys and samples.', duration: 'P365D', party: 'first' },
  ],
  storage: ['_hj*', 'hjViewportId', 'hjActiveViewportIds'],
} as const satisfies Vendor;

export function hotjar({ id, category = 'analytics' }: HotjarSettings): Tag<'hotjar'> {
  return defineTag(
    {
      ...hotjarVendor,
      category,
      load(page) {
        const site = window as { hj?: Queue; _hjSettings?: object };
        const hj: Queue = (...call) => {
          hj.q ??= [];
          hj.q.push(call);
        };
        site.hj ??= hj;
        site._hjSettings = { hjid: Number(id), hjsv: 6 };
        page.script(`https://static.hotjar.com/c/hotjar-${encodeURIComponent(id)}.js?sv=6`);
      },
    },
    { id },
  );
}
