/**
 * Google Maps in frames, or by a script of the site's own. It has no consent call: the site holds either by markup,
 * `<iframe data-consent="functional" data-consent-vendor="google-maps" data-src="https://www.google.com/maps/embed?…">`,
 * `<script type="text/plain" data-consent="functional" data-consent-vendor="google-maps" data-src="…">`.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface GoogleMapsSettings {
  /** @default 'functional' */
  category?: Category | undefined;
}

export const googleMapsVendor = {
  id: 'google-maps',
  name: 'Google LLC (Maps)',
  lang: 'en',
  category: 'functional',
  purpose: 'Shows maps.',
  policy: 'https://policies.google.com/privacy',
  hosts: ['maps.googleapis.com', 'maps.gstatic.com', 'maps.google.com', 'google.com/maps'],
  cookies: [{ name: 'NID', purpose: 'Remembers your settings at Google.', duration: 'P6M', party: 'third' }],
} as const satisfies Vendor;

export function googleMaps({ category = 'functional' }: GoogleMapsSettings = {}): Tag<'google-maps'> {
  return defineTag({ ...googleMapsVendor, category, load() {} });
}
