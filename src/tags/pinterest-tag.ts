/**
 * Pinterest tag. Its consent call is said before it loads and again at every change. Under an opt-out regime a visitor
 * who opted out is marked for Limited Data Processing, should the site keep the tag in another category
 * (Pinterest Developers: "Limited Data Processing").
 */
import { defineTag } from '../define.ts';
import type { Category, State, Tag, Vendor } from '../types.ts';

export interface PinterestTagSettings {
  /** Tag id. */
  id: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

interface Queue {
  (...call: unknown[]): void;
  queue: unknown[][];
  version: string;
  loads?: boolean;
}

export const pinterestTagVendor = {
  id: 'pinterest-tag',
  name: 'Pinterest Europe Ltd.',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures our advertisements on Pinterest.',
  policy: 'https://policy.pinterest.com/privacy-policy',
  hosts: ['ct.pinterest.com', 's.pinimg.com/ct'],
  cookies: [
    { name: '_pin_unauth', purpose: 'Gives this browser a number.', duration: 'P1Y', party: 'first' },
    { name: '_epik', purpose: 'Remembers the advertisement you came from.', duration: 'P1Y', party: 'first' },
    {
      name: '_derived_epik',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P1Y',
      party: 'first',
    },
    { name: '_pinterest_ct', purpose: 'Keeps the state of the visit.', duration: 'P1Y', party: 'first' },
    { name: '_pinterest_ct_rt', purpose: 'Keeps the state of the visit.', duration: 'P1Y', party: 'first' },
    {
      name: '_pinterest_ct_ua',
      purpose: 'Recognises this browser on other sites.',
      duration: 'P1Y',
      party: 'third',
    },
  ],
  storage: ['_epik', '_epik_localstore'],
} as const satisfies Vendor;

export function pinterestTag({ id, category = 'targeting' }: PinterestTagSettings): Tag<'pinterest-tag'> {
  return defineTag(
    {
      ...pinterestTagVendor,
      category,
      load(page) {
        const pintrk = queue();
        pintrk('setconsent', true);
        page.whenParsed(() => {
          // Pasted in the page as well, Pinterest's snippet counts the visit.
          if (pintrk.loads || pintrk.queue?.some(([name]) => name === 'load')) return;
          pintrk('load', id, ...dataUse(page.state));
          pintrk('page');
        });
        page.script('https://s.pinimg.com/ct/core.js');
      },
      update: () => queue()('setconsent', true),
      stop: () => queue()('setconsent', false),
    },
    { id },
  );
}

/** Limited Data Processing, with the state where it is known. */
function dataUse({ model, denied, region }: State): object[] {
  if (model !== 'opt-out' || !denied.includes('targeting')) return [];
  const [country, st] = region.split('-');
  return [{ opt_out_type: 'LDP', ...(country === 'US' && { country, st }) }];
}

function queue(): Queue {
  const site = window as { pintrk?: Queue };
  const stub = ((...call: unknown[]) => {
    stub.loads ||= call[0] === 'load';
    stub.queue.push(call);
  }) as Queue;
  stub.queue = [];
  stub.version = '3.0';
  site.pintrk ??= stub;
  return site.pintrk;
}
