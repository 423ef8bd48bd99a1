/**
 * Floodlight, the conversion tag of Campaign Manager 360. Held until the grant. The site's own events name the
 * activity: `gtag('event', 'conversion', { send_to: 'DC-…/group/activity+standard' })`.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';
import { type ConsentModeSettings, sayConsent, setConsentMode } from './google-consent-mode.ts';
import { bringGoogleTag } from './google-tag.ts';

export interface FloodlightSettings {
  /** Advertiser id, `DC-…`. */
  id: string;
  consentMode?: ConsentModeSettings | undefined;
  /** @default 'targeting' */
  category?: Category | undefined;
}

export const floodlightVendor = {
  id: 'floodlight',
  name: 'Google LLC (Campaign Manager 360)',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures which of our advertisements lead to a purchase.',
  policy: 'https://policies.google.com/privacy',
  hosts: ['googletagmanager.com', 'doubleclick.net', 'adservice.google.com'],
  cookies: [
    {
      name: '_gcl_*',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P90D',
      party: 'first',
    },
    { name: 'IDE', purpose: 'Recognises this browser on other sites.', duration: 'P13M', party: 'third' },
    {
      name: 'test_cookie',
      purpose: 'Finds out whether cookies work.',
      duration: 'PT15M',
      party: 'third',
    },
  ],
} satisfies Vendor;

export function floodlight({ id, consentMode, category = 'targeting' }: FloodlightSettings): Tag {
  return defineTag(
    {
      ...floodlightVendor,
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
