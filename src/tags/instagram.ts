/**
 * Posts of Instagram. The page carries each as Instagram gives it, `<blockquote class="instagram-media">`; the tag
 * brings the script that draws them. It has no consent call, and a withdrawal leaves what is drawn until the next page.
 * A frame alone is held by markup.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface InstagramSettings {
  /** @default 'social' */
  category?: Category | undefined;
}

export const instagramVendor = {
  id: 'instagram',
  name: 'Meta Platforms, Inc. (Instagram)',
  lang: 'en',
  category: 'social',
  purpose: 'Shows posts.',
  policy: 'https://privacycenter.instagram.com/policy',
  hosts: ['instagram.com', 'cdninstagram.com'],
  cookies: [
    { name: 'ig_did', purpose: 'Recognises this browser on other sites.', duration: 'P1Y', party: 'third' },
    { name: 'mid', purpose: 'Recognises this browser on other sites.', duration: 'P1Y', party: 'third' },
  ],
} as const satisfies Vendor;

export function instagram({ category = 'social' }: InstagramSettings = {}): Tag<'instagram'> {
  return defineTag({
    ...instagramVendor,
    category,
    load: (page) => void page.script('https://www.instagram.com/embed.js'),
  });
}
