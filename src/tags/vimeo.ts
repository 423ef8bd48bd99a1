/**
 * Vimeo: films in frames. The site holds each by markup, and asks for no tracking by `dnt=1`:
 * `<iframe data-consent="functional" data-consent-vendor="vimeo" data-src="https://player.vimeo.com/video/…?dnt=1">`.
 * With it Vimeo keeps no number of the visitor, which is why the category is functional; without it choose another.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface VimeoSettings {
  /** @default 'functional' */
  category?: Category | undefined;
}

export const vimeoVendor = {
  id: 'vimeo',
  name: 'Vimeo.com, Inc.',
  lang: 'en',
  category: 'functional',
  purpose: 'Shows films.',
  policy: 'https://vimeo.com/privacy',
  hosts: ['vimeo.com', 'vimeocdn.com'],
  cookies: [
    { name: '__cf_bm', purpose: 'Keeps robots away.', duration: 'PT30M', party: 'third' },
    { name: '_cfuvid', purpose: 'Keeps robots away.', duration: 'session', party: 'third' },
    { name: 'vuid', purpose: 'Recognises this browser, without dnt=1.', duration: 'P2Y', party: 'third' },
  ],
} as const satisfies Vendor;

export function vimeo({ category = 'functional' }: VimeoSettings = {}): Tag<'vimeo'> {
  return defineTag({ ...vimeoVendor, category, load() {} });
}
