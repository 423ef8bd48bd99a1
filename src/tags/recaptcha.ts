/**
 * Google reCAPTCHA: keeps robots out of forms. It has no consent call. Functional, because it reads the device for
 * Google as well and so needs a yes where consent is the law (CNIL, SAN-2023-003); a site that holds it to be
 * strictly necessary for a form says `category: 'essential'`, and answers for that.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface RecaptchaSettings {
  /** Site key, for version 3. Without one, the boxes in the page (`class="g-recaptcha"`) are drawn. */
  key?: string | undefined;
  /** @default 'functional' */
  category?: Category | undefined;
}

export const recaptchaVendor = {
  id: 'recaptcha',
  name: 'Google LLC (reCAPTCHA)',
  lang: 'en',
  category: 'functional',
  purpose: 'Keeps robots out of our forms.',
  policy: 'https://policies.google.com/privacy',
  hosts: ['google.com/recaptcha', 'gstatic.com/recaptcha', 'recaptcha.net'],
  cookies: [{ name: '_GRECAPTCHA', purpose: 'Tells people from robots.', duration: 'P179D', party: 'third' }],
  storage: ['_grecaptcha'],
} as const satisfies Vendor;

export function recaptcha({ key, category = 'functional' }: RecaptchaSettings = {}): Tag<'recaptcha'> {
  return defineTag({
    ...recaptchaVendor,
    category,
    load(page) {
      const render = key ? `?render=${encodeURIComponent(key)}` : '';
      page.script(`https://www.google.com/recaptcha/api.js${render}`);
    },
  });
}
