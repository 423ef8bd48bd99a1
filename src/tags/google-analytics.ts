/**
 * Google Analytics 4. In `basic` mode nothing goes to Google before the grant; in `advanced` mode its script loads
 * at once and sends cookieless pings while denied, which in Europe is a choice the site answers for
 * (EDPB Guidelines 2/2023). With analytics granted and targeting not, its advertising features stay off.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, TagPage, Vendor } from '../types.ts';
import { gtag, sayConsent } from './google-consent-mode.ts';

export interface GoogleAnalyticsSettings {
  /** Measurement id, `G-…`. */
  id: string;
  /** @default 'basic' */
  mode?: 'basic' | 'advanced';
  /** @default 'analytics' */
  category?: Category;
}

export const googleAnalyticsVendor = {
  id: 'google-analytics',
  name: 'Google LLC',
  category: 'analytics',
  purpose: 'Counts visits and shows which pages are read.',
  policy: 'https://policies.google.com/privacy',
  hosts: ['googletagmanager.com', 'google-analytics.com', 'analytics.google.com'],
  cookies: [
    { name: '_ga', purpose: 'Gives this browser a number.', duration: 'P2Y', party: 'first' },
    { name: '_ga_*', purpose: 'Keeps the state of the visit.', duration: 'P2Y', party: 'first' },
    {
      name: '_gid',
      purpose: 'Gives this browser a number for a day.',
      duration: 'PT24H',
      party: 'first',
    },
    { name: '_gat*', purpose: 'Limits how often data is sent.', duration: 'PT1M', party: 'first' },
  ],
} as const satisfies Vendor;

export function googleAnalytics({
  id,
  mode,
  category = 'analytics',
}: GoogleAnalyticsSettings): Tag<'google-analytics'> {
  // Google's own switch: while it is true, gtag.js sends nothing for this id, not even on unload.
  const silence = (silent: boolean) => {
    (window as unknown as Record<string, boolean>)[`ga-disable-${id}`] = silent;
  };
  const say = ({ state }: TagPage) => {
    sayConsent(state);
    const ads = state.granted.includes('targeting');
    gtag('set', { allow_google_signals: ads, allow_ad_personalization_signals: ads });
  };
  return defineTag(
    {
      ...googleAnalyticsVendor,
      category,
      advanced: mode === 'advanced',
      before: ({ state }) => sayConsent(state),
      load(page) {
        say(page);
        page.whenParsed(() => {
          // Pasted in the page as well, Google's snippet counts the visit.
          if (isConfigured(id)) return;
          gtag('js', new Date());
          gtag('config', id);
        });
        page.script(`https://www.googletagmanager.com/gtag/js?id=${encodeURIComponent(id)}`);
      },
      update(page) {
        silence(false);
        say(page);
      },
      stop(page) {
        silence(mode !== 'advanced');
        say(page);
      },
    },
    { id },
  );
}

function isConfigured(id: string): boolean {
  const { dataLayer = [] } = window as { dataLayer?: unknown[] };
  return dataLayer.some((entry) => {
    const [command, target] = Object.values(entry as object);
    return command === 'config' && target === id;
  });
}
