/**
 * Google Tag Manager: a container whose tags Google's console names. It is held until one of its categories is
 * granted; then Google's tags in it go by Consent Mode, and every other by the event `consent_update`, which says the
 * answers after each decision: give their triggers that event, or an additional consent check.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, TagPage, Vendor } from '../types.ts';
import { type ConsentModeSettings, sayConsent, setConsentMode } from './google-consent-mode.ts';

export interface GoogleTagManagerSettings {
  /** Container id, `GTM-…`. */
  id: string;
  /** `advanced` loads the container before the answer, with everything but security denied. @default 'basic' */
  mode?: 'basic' | 'advanced' | undefined;
  /** The categories of the tags in it: the first is where the dialog lists it. @default ['analytics', 'targeting'] */
  categories?: readonly Category[] | undefined;
  consentMode?: ConsentModeSettings | undefined;
  /** The one category it belongs to, in place of several. */
  category?: Category | undefined;
}

export const googleTagManagerVendor = {
  id: 'google-tag-manager',
  name: 'Google LLC (Tag Manager)',
  lang: 'en',
  category: 'analytics',
  anyOf: ['analytics', 'targeting'],
  purpose: 'Brings the tags we have chosen, each by your answer for it.',
  policy: 'https://policies.google.com/privacy',
  hosts: ['googletagmanager.com'],
  cookies: [],
} satisfies Vendor;

export function googleTagManager({
  id,
  mode,
  consentMode,
  category,
  categories = category ? [category] : googleTagManagerVendor.anyOf,
}: GoogleTagManagerSettings): Tag {
  const say = (page: TagPage) => {
    const { denied, granted } = page.state;
    sayConsent(page);
    push({ event: 'consent_update', consent_granted: granted, consent_denied: denied });
  };
  return defineTag(
    {
      ...googleTagManagerVendor,
      category: categories[0] ?? googleTagManagerVendor.category,
      anyOf: categories,
      advanced: mode === 'advanced',
      before(page) {
        setConsentMode(consentMode);
        sayConsent(page);
      },
      load(page) {
        say(page);
        page.whenParsed(() => {
          // Pasted in the page as well, Google's snippet starts the container.
          if (!isStarted()) push({ 'gtm.start': Date.now(), event: 'gtm.js' });
        });
        page.script(`https://www.googletagmanager.com/gtm.js?id=${encodeURIComponent(id)}`);
      },
      update: say,
      stop: say,
    },
    { id },
  );
}

function push(event: Readonly<Record<string, unknown>>): void {
  const page = window as { dataLayer?: unknown[] };
  page.dataLayer ??= [];
  page.dataLayer.push(event);
}

function isStarted(): boolean {
  const { dataLayer = [] } = window as { dataLayer?: unknown[] };
  return dataLayer.some((entry) => Object.hasOwn(Object(entry), 'gtm.start'));
}
