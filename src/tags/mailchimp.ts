/**
 * Mailchimp, as a connected site: pop-up forms and the tracking behind its mails. It has no consent call, so its
 * script is held, and after a withdrawal it stays in the page with its cookies erased.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface MailchimpSettings {
  /** The long word after `users/` in Mailchimp's snippet. */
  user: string;
  /** The long word after it, without `.js`. */
  site: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

export const mailchimpVendor = {
  id: 'mailchimp',
  name: 'The Rocket Science Group LLC (Mailchimp)',
  lang: 'en',
  category: 'targeting',
  purpose: 'Joins visits to the mails we send.',
  policy: 'https://www.intuit.com/privacy/statement/',
  hosts: ['chimpstatic.com', 'mailchimp.com', 'list-manage.com'],
  cookies: [
    { name: '_mcid', purpose: 'Gives this browser a number.', duration: 'P1Y', party: 'first' },
    { name: 'mc_cid', purpose: 'Remembers the mail you came from.', duration: 'P14D', party: 'first' },
    { name: 'mc_eid', purpose: 'Remembers the mail you came from.', duration: 'P14D', party: 'first' },
    { name: 'mc_landing_site', purpose: 'Remembers where you came in.', duration: 'P14D', party: 'first' },
    { name: 'MCPopupClosed', purpose: 'Remembers that you closed a form.', duration: 'P1Y', party: 'first' },
    {
      name: 'MCPopupSubscribed',
      purpose: 'Remembers that you filled in a form.',
      duration: 'P1Y',
      party: 'first',
    },
  ],
} as const satisfies Vendor;

export function mailchimp({ user, site, category = 'targeting' }: MailchimpSettings): Tag<'mailchimp'> {
  return defineTag(
    {
      ...mailchimpVendor,
      category,
      load(page) {
        const path = [user, site].map(encodeURIComponent).join('/');
        page.script(`https://chimpstatic.com/mcjs-connected/js/users/${path}.js`);
      },
    },
    { user, site },
  );
}
