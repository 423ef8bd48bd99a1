/**
 * Facebook's page plugin and other social plugins. The page carries `<div class="fb-page" data-href="…">`, and the tag
 * brings the script that draws it; a frame of `facebook.com/plugins/page.php` is held by markup and needs no tag.
 * It has no consent call, and a withdrawal leaves what is drawn until the next page.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface FacebookSettings {
  /** Language of the plugins, `de_DE`. @default 'en_US' */
  locale?: string | undefined;
  /** @default 'social' */
  category?: Category | undefined;
}

export const facebookVendor = {
  id: 'facebook',
  name: 'Meta Platforms, Inc. (Facebook)',
  lang: 'en',
  category: 'social',
  purpose: 'Shows posts.',
  policy: 'https://www.facebook.com/privacy/policy',
  hosts: ['connect.facebook.net/en_US/sdk', 'facebook.com/plugins', 'facebook.com/v', 'fbcdn.net'],
  cookies: [
    { name: 'datr', purpose: 'Recognises this browser on other sites.', duration: 'P2Y', party: 'third' },
    { name: 'fr', purpose: 'Recognises this browser on other sites.', duration: 'P90D', party: 'third' },
  ],
} as const satisfies Vendor;

export function facebook({ locale = 'en_US', category = 'social' }: FacebookSettings = {}): Tag<'facebook'> {
  const place = `connect.facebook.net/${encodeURIComponent(locale)}`;
  return defineTag({
    ...facebookVendor,
    category,
    load: (page) => void page.script(`https://${place}/sdk.js#xfbml=1&version=v24.0`),
  });
}
