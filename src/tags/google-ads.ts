/**
 * Google Ads: conversions and remarketing. Held until the grant; after an opt-out that leaves it running, in a
 * category of the site's choosing, its data processing is restricted and its advertising not personal.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';
import { type ConsentModeSettings, sayConsent, setConsentMode } from './google-consent-mode.ts';
import { bringGoogleTag } from './google-tag.ts';

export interface GoogleAdsSettings {
  /** Conversion id, `AW-…`. */
  id: string;
  consentMode?: ConsentModeSettings | undefined;
  /** @default 'targeting' */
  category?: Category | undefined;
}

export const googleAdsVendor = {
  id: 'google-ads',
  name: 'Google LLC (Google Ads)',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures our advertisements on Google and shows you our products again on other sites.',
  policy: 'https://policies.google.com/privacy',
  hosts: [
    'googletagmanager.com',
    'doubleclick.net',
    'googleadservices.com',
    'googlesyndication.com',
    'google.com/ccm',
    'google.com/pagead',
  ],
  cookies: [
    {
      name: '_gcl_*',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P90D',
      party: 'first',
    },
    {
      name: '_gac_*',
      purpose: 'Remembers the campaign you came from.',
      duration: 'P90D',
      party: 'first',
    },
    {
      name: 'FPGCLAW',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P90D',
      party: 'first',
    },
    {
      name: 'FPGCLGB',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P90D',
      party: 'first',
    },
    { name: 'FPAU', purpose: 'Gives this browser a number.', duration: 'P90D', party: 'first' },
    {
      name: '__gads',
      purpose: 'Limits how often you see an advertisement.',
      duration: 'P13M',
      party: 'first',
    },
    {
      name: '__gpi',
      purpose: 'Limits how often you see an advertisement.',
      duration: 'P13M',
      party: 'first',
    },
    { name: '__eoi', purpose: 'Keeps false clicks out of the figures.', duration: 'P6M', party: 'first' },
    { name: 'IDE', purpose: 'Recognises this browser on other sites.', duration: 'P13M', party: 'third' },
    {
      name: 'test_cookie',
      purpose: 'Finds out whether cookies work.',
      duration: 'PT15M',
      party: 'third',
    },
    { name: 'DSID', purpose: 'Recognises you on other devices.', duration: 'P2W', party: 'third' },
    { name: 'NID', purpose: 'Keeps what you prefer on Google.', duration: 'P6M', party: 'third' },
  ],
  storage: ['_gcl_ls'],
} satisfies Vendor;

export function googleAds({ id, consentMode, category = 'targeting' }: GoogleAdsSettings): Tag {
  return defineTag(
    {
      ...googleAdsVendor,
      category,
      before(page) {
        setConsentMode(consentMode);
        sayConsent(page);
      },
      load(page) {
        sayConsent(page);
        bringGoogleTag(page, id);
      },
      update: sayConsent,
      stop: sayConsent,
    },
    { id },
  );
}
