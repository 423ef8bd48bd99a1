/**
 * Microsoft Clarity: recordings of visits. It records without consent too, so its script is held; its consent call is
 * said before it loads and again at every change, advertising with targeting alone (Clarity: "Consent API v2"). A
 * withdrawal stops it: told of a denial instead, it would begin again without cookies.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, TagPage, Vendor } from '../types.ts';

export interface MicrosoftClaritySettings {
  /** Project id. */
  id: string;
  /** @default 'analytics' */
  category?: Category | undefined;
}

interface Queue {
  (...call: unknown[]): void;
  q?: unknown[][];
}

export const microsoftClarityVendor = {
  id: 'microsoft-clarity',
  name: 'Microsoft Ireland Operations Limited (Clarity)',
  lang: 'en',
  category: 'analytics',
  purpose: 'Records how pages are used.',
  policy: 'https://privacy.microsoft.com/privacystatement',
  hosts: ['clarity.ms', 'c.bing.com'],
  cookies: [
    { name: '_clck', purpose: 'Gives this browser a number.', duration: 'P1Y', party: 'first' },
    { name: '_clsk', purpose: 'Keeps the state of the visit.', duration: 'P1D', party: 'first' },
    { name: 'CLID', purpose: 'Recognises this browser on other sites.', duration: 'P1Y', party: 'third' },
    { name: 'MUID', purpose: 'Recognises this browser on other sites.', duration: 'P1Y', party: 'third' },
    { name: 'ANONCHK', purpose: 'Says whether MUID may be passed on.', duration: 'PT10M', party: 'third' },
    { name: 'MR', purpose: 'Says whether MUID is renewed.', duration: 'P7D', party: 'third' },
    { name: 'SM', purpose: 'Matches this browser between sites.', duration: 'session', party: 'third' },
  ],
  storage: ['_cltk'],
} as const satisfies Vendor;

export function microsoftClarity({
  id,
  category = 'analytics',
}: MicrosoftClaritySettings): Tag<'microsoft-clarity'> {
  const clarity = (...call: unknown[]) => {
    const site = window as { clarity?: Queue };
    const stub: Queue = (...given) => {
      stub.q ??= [];
      stub.q.push(given);
    };
    site.clarity ??= stub;
    site.clarity(...call);
  };
  const say = (page: TagPage) => {
    const ads = page.allows('targeting') ? 'granted' : 'denied';
    clarity('consentv2', { ad_Storage: ads, analytics_Storage: 'granted' });
  };
  let stopped = false;
  return defineTag(
    {
      ...microsoftClarityVendor,
      category,
      load(page) {
        say(page);
        page.script(`https://www.clarity.ms/tag/${encodeURIComponent(id)}`);
      },
      update(page) {
        if (stopped) clarity('start');
        stopped = false;
        say(page);
      },
      stop() {
        clarity('stop');
        stopped = true;
      },
    },
    { id },
  );
}
