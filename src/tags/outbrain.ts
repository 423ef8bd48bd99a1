/**
 * Outbrain Pixel. It hears consent by IAB frameworks alone, so its script is held, and after a withdrawal it stays in
 * the page with its cookies erased (Outbrain Developers: "Privacy and consent").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface OutbrainSettings {
  /** Marketer id. */
  id: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

interface Pixel {
  (...call: unknown[]): void;
  dispatch?(...call: unknown[]): void;
  queue: unknown[][];
  marketerId: string;
  version: string;
  loaded: boolean;
  counted?: boolean;
}

export const outbrainVendor = {
  id: 'outbrain',
  name: 'Outbrain Inc.',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures our advertisements on news sites.',
  policy: 'https://www.outbrain.com/privacy/',
  hosts: ['outbrain.com'],
  cookies: [
    {
      name: 'outbrain_dicbo_id',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P1D',
      party: 'first',
    },
    {
      name: 'dicbo_id',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P1D',
      party: 'first',
    },
    {
      name: 'outbrain_cid_fetch',
      purpose: 'Limits how often data is sent.',
      duration: 'PT5M',
      party: 'first',
    },
    { name: 'obuid', purpose: 'Recognises this browser on other sites.', duration: 'P90D', party: 'third' },
  ],
  storage: ['outbrain_dicbo_id', 'outbrain_cid_fetch'],
} as const satisfies Vendor;

export function outbrain({ id, category = 'targeting' }: OutbrainSettings): Tag<'outbrain'> {
  return defineTag(
    {
      ...outbrainVendor,
      category,
      load(page) {
        const site = window as { obApi?: Pixel };
        const stub = ((...call: unknown[]) => {
          stub.counted ||= call[1] === 'PAGE_VIEW';
          if (stub.dispatch) stub.dispatch(...call);
          else stub.queue.push(call);
        }) as Pixel;
        Object.assign(stub, { version: '1.1', loaded: true, marketerId: id, queue: [] });
        site.obApi ??= stub;
        const obApi = site.obApi;
        page.whenParsed(() => {
          // Pasted in the page as well, Outbrain's snippet counts the visit.
          if (obApi.counted || obApi.queue?.some(([, event]) => event === 'PAGE_VIEW')) return;
          obApi('track', 'PAGE_VIEW');
        });
        page.script('https://amplify.outbrain.com/cp/obtp.js');
      },
    },
    { id },
  );
}
