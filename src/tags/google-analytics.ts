/**
 * Google Analytics 4. In `basic` mode nothing goes to Google before the grant; in `advanced` mode its script loads
 * at once and sends cookieless pings while denied, which in Europe is a choice the site answers for
 * (EDPB Guidelines 2/2023). With analytics granted and targeting not, its advertising features stay off.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';
import { type ConsentModeSettings, sayConsent, setConsentMode } from './google-consent-mode.ts';
import { bringGoogleTag } from './google-tag.ts';

export interface GoogleAnalyticsSettings {
  /** Measurement id, `G-…`. */
  id: string;
  /** @default 'basic' */
  mode?: 'basic' | 'advanced' | undefined;
  consentMode?: ConsentModeSettings | undefined;
  /** @default 'analytics' */
  category?: Category | undefined;
}

export const googleAnalyticsVendor = {
  id: 'google-analytics',
  name: 'Google LLC',
  lang: 'en',
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
    { name: '_gat', purpose: 'Limits how often data is sent.', duration: 'PT1M', party: 'first' },
    { name: '_gat_*', purpose: 'Limits how often data is sent.', duration: 'PT1M', party: 'first' },
  ],
} as const satisfies Vendor;

export function googleAnalytics({
  id,
  mode,
  consentMode,
  category = 'analytics',
}: GoogleAnalyticsSettings): Tag<'google-analytics'> {
  // Google's own switch: while it is true, gtag.js sends nothing for this id, not even on unload.
  const silence = (silent: boolean) => {
    (window as unknown as Record<string, boolean>)[`ga-disable-${id}`] = silent;
  };
  return defineTag(
    {
      ...googleAnalyticsVendor,
      category,
      advanced: mode === 'advanced',
      before(page) {
        setConsentMode(consentMode);
        sayConsent(page);
      },
      load(page) {
        sayConsent(page);
        bringGoogleTag(page, id);
      },
      update(page) {
        silence(false);
        sayConsent(page);
      },
      stop(page) {
        silence(mode !== 'advanced');
        sayConsent(page);
      },
    },
    { id },
  );
}
