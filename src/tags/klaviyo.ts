/**
 * Klaviyo: sign-up forms and the tracking behind its mails. It has no consent call, so its script is held; after a
 * withdrawal its own "off" cookie keeps it silent for the rest of the session, and a new grant takes that away
 * (Klaviyo Help: "Cookies in Klaviyo").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface KlaviyoSettings {
  /** Public API key, the company id. */
  company: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

// Not among the cookies: `__kla_off`, which is the refusal itself.
export const klaviyoVendor = {
  id: 'klaviyo',
  name: 'Klaviyo, Inc.',
  lang: 'en',
  category: 'targeting',
  purpose: 'Joins visits to the mails we send.',
  policy: 'https://www.klaviyo.com/legal/privacy',
  hosts: ['klaviyo.com'],
  cookies: [{ name: '__kla_id', purpose: 'Gives this browser a number.', duration: 'P2Y', party: 'first' }],
  storage: ['__kla_*', 'klaviyoOnsite', 'klaviyoPagesVisitCountV2', '_kx'],
} as const satisfies Vendor;

export function klaviyo({ company, category = 'targeting' }: KlaviyoSettings): Tag<'klaviyo'> {
  const off = (age: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: heard everywhere at once
    document.cookie = `__kla_off=true;path=/${age}`;
  };
  const on = () => off(';max-age=0');
  return defineTag(
    {
      ...klaviyoVendor,
      category,
      load(page) {
        on();
        page.script(`https://static.klaviyo.com/onsite/js/${encodeURIComponent(company)}/klaviyo.js`);
      },
      update: on,
      stop: () => off(''),
    },
    { company },
  );
}
