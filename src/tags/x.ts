/**
 * Posts of X. The page carries each as X gives it, `<blockquote class="twitter-tweet" data-dnt="true">`, which is a
 * plain quotation; the tag brings the script that draws them, and asks X not to personalise (X Developers:
 * "X for Websites"). A withdrawal leaves what is drawn until the next page. A frame alone is held by markup.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface XSettings {
  /** @default 'social' */
  category?: Category | undefined;
}

export const xVendor = {
  id: 'x',
  name: 'X Internet Unlimited Company (posts)',
  lang: 'en',
  category: 'social',
  purpose: 'Shows posts.',
  policy: 'https://x.com/privacy',
  hosts: ['twitter.com', 'x.com'],
  cookies: [
    { name: 'guest_id', purpose: 'Recognises this browser on other sites.', duration: 'P2Y', party: 'third' },
    {
      name: 'personalization_id',
      purpose: 'Recognises this browser on other sites.',
      duration: 'P2Y',
      party: 'third',
    },
  ],
} as const satisfies Vendor;

export function x({ category = 'social' }: XSettings = {}): Tag<'x'> {
  return defineTag({
    ...xVendor,
    category,
    load(page) {
      const meta = document.createElement('meta');
      meta.name = 'twitter:dnt';
      meta.content = 'on';
      document.head.append(meta);
      page.script('https://platform.twitter.com/widgets.js');
    },
  });
}
