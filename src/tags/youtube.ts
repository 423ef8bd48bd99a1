/**
 * YouTube: films in frames. The site holds each by markup, and takes the address that stores less:
 * `<iframe data-consent="social" data-consent-vendor="youtube" data-src="https://www.youtube-nocookie.com/embed/…">`.
 * That one too asks Google on load, so it is held like any other, its picture at `i.ytimg.com` as well.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface YoutubeSettings {
  /** @default 'social' */
  category?: Category | undefined;
}

export const youtubeVendor = {
  id: 'youtube',
  name: 'Google LLC (YouTube)',
  lang: 'en',
  category: 'social',
  purpose: 'Shows films.',
  policy: 'https://policies.google.com/privacy',
  hosts: ['youtube.com', 'youtube-nocookie.com', 'ytimg.com', 'youtu.be'],
  cookies: [
    {
      name: 'VISITOR_INFO1_LIVE',
      purpose: 'Recognises this browser on other sites.',
      duration: 'P180D',
      party: 'third',
    },
    {
      name: 'VISITOR_PRIVACY_METADATA',
      purpose: 'Remembers your choices there.',
      duration: 'P180D',
      party: 'third',
    },
    { name: '__Secure-ROLLOUT_TOKEN', purpose: 'Tries new features.', duration: 'P180D', party: 'third' },
    { name: 'YSC', purpose: 'Counts which films were seen.', duration: 'session', party: 'third' },
  ],
} as const satisfies Vendor;

export function youtube({ category = 'social' }: YoutubeSettings = {}): Tag<'youtube'> {
  return defineTag({ ...youtubeVendor, category, load() {} });
}
