/**
 * Microsoft Advertising, Universal Event Tracking. Its consent mode is said before its script: the default is denied,
 * an update follows every answer. `ad_storage` is granted with targeting alone, whatever the tag's category
 * (Microsoft Advertising Help: "UET consent mode").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, TagPage, Vendor } from '../types.ts';

export interface MicrosoftUetSettings {
  /** Tag id, `ti` in Microsoft's snippet. */
  id: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

interface Queue {
  push(...command: unknown[]): void;
}

export const microsoftUetVendor = {
  id: 'microsoft-uet',
  name: 'Microsoft Ireland Operations Limited (Advertising)',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures our advertisements on Bing.',
  policy: 'https://privacy.microsoft.com/privacystatement',
  hosts: ['bat.bing.com', 'bat.bing.net', 'c.bing.com'],
  cookies: [
    { name: '_uetsid', purpose: 'Keeps the state of the visit.', duration: 'P1D', party: 'first' },
    { name: '_uetvid', purpose: 'Gives this browser a number.', duration: 'P13M', party: 'first' },
    {
      name: '_uetmsclkid',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P90D',
      party: 'first',
    },
    { name: 'MUID', purpose: 'Recognises this browser on other sites.', duration: 'P13M', party: 'third' },
  ],
  storage: ['_uetsid', '_uetsid_exp', '_uetvid', '_uetvid_exp'],
} as const satisfies Vendor;

export function microsoftUet({ id, category = 'targeting' }: MicrosoftUetSettings): Tag<'microsoft-uet'> {
  const say = (granted: boolean, when = 'update') =>
    queue().push('consent', when, { ad_storage: granted ? 'granted' : 'denied' });
  // In its own category the visitor's answer to this very vendor counts.
  const ads = (page: TagPage) => page.allows(category === 'targeting' ? microsoftUetVendor.id : 'targeting');
  return defineTag(
    {
      ...microsoftUetVendor,
      category,
      load(page) {
        say(false, 'default');
        say(ads(page));
        page.script('https://bat.bing.com/bat.js')?.addEventListener('load', () => {
          const site = window as { uetq?: Queue; UET?: new (options: object) => Queue };
          // Pasted in the page as well, Microsoft's snippet has begun by now. Or the answer has changed meanwhile.
          if (!site.UET || !Array.isArray(site.uetq) || !page.allows(microsoftUetVendor.id)) return;
          site.uetq = new site.UET({ ti: id, enableAutoSpaTracking: true, q: site.uetq });
          site.uetq.push('pageLoad');
        });
      },
      update: (page) => say(ads(page)),
      stop: () => say(false),
    },
    { id },
  );
}

function queue(): Queue {
  const site = window as { uetq?: Queue };
  site.uetq ??= [];
  return site.uetq;
}
