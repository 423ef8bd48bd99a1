/**
 * Matomo, on a server of the site's own or in Matomo's cloud. `requireConsent` is said before anything else, for a
 * snippet pasted below; a grant and its withdrawal are said after it. In `cookieless` mode it counts at once, without
 * cookies until the grant: a choice the site answers for (Matomo: "Tracking consent").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, TagPage, Vendor } from '../types.ts';

export interface MatomoSettings {
  /** Address of your Matomo, `https://stats.example/`. */
  url: string;
  /** Number of the site in Matomo. */
  site: string;
  /** @default 'basic' */
  mode?: 'basic' | 'cookieless' | undefined;
  /** @default 'analytics' */
  category?: Category | undefined;
}

export const matomoVendor = {
  id: 'matomo',
  name: 'InnoCraft Ltd. (Matomo)',
  lang: 'en',
  category: 'analytics',
  purpose: 'Counts visits and shows which pages are read.',
  policy: 'https://matomo.org/matomo-cloud-privacy-policy/',
  hosts: ['matomo.cloud'],
  cookies: [
    { name: '_pk_id*', purpose: 'Gives this browser a number.', duration: 'P13M', party: 'first' },
    { name: '_pk_ses*', purpose: 'Keeps the state of the visit.', duration: 'PT30M', party: 'first' },
    { name: '_pk_ref*', purpose: 'Remembers where you came from.', duration: 'P6M', party: 'first' },
    { name: '_pk_*', purpose: 'Keeps the state of the visit.', duration: 'PT30M', party: 'first' },
    { name: 'mtm_consent', purpose: 'Keeps its own copy of your yes.', duration: 'P30Y', party: 'first' },
    {
      name: 'mtm_cookie_consent',
      purpose: 'Keeps its own copy of your yes.',
      duration: 'P30Y',
      party: 'first',
    },
    {
      name: 'mtm_consent_removed',
      purpose: 'Keeps its own copy of your no.',
      duration: 'P30Y',
      party: 'first',
    },
  ],
} as const satisfies Vendor;

export function matomo({ url, site, mode, category = 'analytics' }: MatomoSettings): Tag<'matomo'> {
  const advanced = mode === 'cookieless';
  const consent = advanced ? 'CookieConsent' : 'Consent';
  const say = ({ allows }: TagPage) => {
    if (allows(matomoVendor.id)) queue().push([`set${consent}Given`]);
  };
  return defineTag(
    {
      ...matomoVendor,
      hosts: [...matomoVendor.hosts, `${url}`.split('/')[2] ?? ''],
      category,
      advanced,
      before: () => queue().push([`require${consent}`]),
      load(page) {
        const base = url.replace(/\/*$/, '/');
        queue().push(['setTrackerUrl', `${base}matomo.php`], ['setSiteId', site]);
        say(page);
        page.whenParsed(() => {
          // Pasted in the page as well, Matomo's snippet counts the visit.
          if (queue().some?.(([name]) => name === 'trackPageView')) return;
          queue().push(['trackPageView'], ['enableLinkTracking']);
        });
        page.script(`${base}matomo.js`);
      },
      update: say,
      stop: () => queue().push([`forget${consent}Given`]),
    },
    { url, site },
  );
}

function queue(): unknown[][] {
  const page = window as { _paq?: unknown[][] };
  page._paq ??= [];
  return page._paq;
}
