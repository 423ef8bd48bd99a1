/**
 * Spotify: music in frames. It has no consent call: the site holds each frame by markup,
 * `<iframe data-consent="social" data-consent-vendor="spotify" data-src="https://open.spotify.com/embed/…">`.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface SpotifySettings {
  /** @default 'social' */
  category?: Category | undefined;
}

export const spotifyVendor = {
  id: 'spotify',
  name: 'Spotify AB',
  lang: 'en',
  category: 'social',
  purpose: 'Plays music.',
  policy: 'https://www.spotify.com/legal/privacy-policy/',
  hosts: ['spotify.com', 'spotifycdn.com', 'scdn.co'],
  cookies: [
    { name: 'sp_t', purpose: 'Recognises this browser on other sites.', duration: 'P2M', party: 'third' },
    { name: 'sp_landing', purpose: 'Remembers where you came from.', duration: 'P1D', party: 'third' },
  ],
} as const satisfies Vendor;

export function spotify({ category = 'social' }: SpotifySettings = {}): Tag<'spotify'> {
  return defineTag({ ...spotifyVendor, category, load() {} });
}
