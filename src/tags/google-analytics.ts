/**
 * Google Analytics 4. In `basic` mode nothing goes to Google before the grant; in `advanced` mode its script loads
 * at once and sends cookieless pings while denied, which in Europe is a choice the site answers for
 * (EDPB Guidelines 2/2023). With analytics granted and targeting not, its advertising features stay off.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, TagPage } from '../types.ts';
import { gtag, sayConsent } from './google-consent-mode.ts';

export interface GoogleAnalyticsSettings {
  /** Measurement id, `G-…`. */
  id: string;
  /** @default 'basic' */
  mode?: 'basic' | 'advanced';
  /** @default 'analytics' */
  category?: Category;
}

export function googleAnalytics({ id, mode, category = 'analytics' }: GoogleAnalyticsSettings): Tag {
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
      id: 'google-analytics',
      name: 'Google LLC',
      category,
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
      advanced: mode === 'advanced',
      before: ({ state }) => sayConsent(state),
      load(page) {
        say(page);
        gtag('js', new Date());
        gtag('config', id);
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
