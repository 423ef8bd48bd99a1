/**
 * TikTok Pixel. Its consent calls are said before the page view and again at every change: hold, grant, revoke
 * (TikTok Business Help: "Consent mode"). It has no restricted mode for a page: under an opt-out regime a visitor who
 * opted out gets no cookies, should the site keep the pixel in another category.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, TagPage, Vendor } from '../types.ts';

export interface TiktokPixelSettings {
  /** Pixel id. */
  id: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

interface Pixel extends Array<unknown[]> {
  [method: string]: unknown;
  methods: string[];
  _i?: Record<string, Pixel>;
  _t: Record<string, number>;
  _o: Record<string, object>;
}

export const tiktokPixelVendor = {
  id: 'tiktok-pixel',
  name: 'TikTok Technology Limited',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures our advertisements on TikTok.',
  policy: 'https://www.tiktok.com/legal/privacy-policy',
  hosts: ['analytics.tiktok.com', 'tiktokw.us'],
  cookies: [
    { name: '_ttp', purpose: 'Gives this browser a number.', duration: 'P13M', party: 'first' },
    { name: '_tt_enable_cookie', purpose: 'Notes that cookies work.', duration: 'P13M', party: 'first' },
    { name: 'ttcsid', purpose: 'Keeps the state of the visit.', duration: 'P13M', party: 'first' },
    { name: 'ttcsid_*', purpose: 'Keeps the state of the visit.', duration: 'P13M', party: 'first' },
    {
      name: 'ttclid',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P13M',
      party: 'first',
    },
    {
      name: '_ttclid',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P13M',
      party: 'first',
    },
    { name: 'ttwid', purpose: 'Recognises this browser on other sites.', duration: 'P1Y', party: 'third' },
  ],
  storage: ['tt_appInfo', 'tt_sessionId', 'tt_pixel_session_index'],
} as const satisfies Vendor;

// As in TikTok's snippet.
const methods =
  'page track identify instances debug on off once ready alias group enableCookie disableCookie holdConsent revokeConsent grantConsent';

export function tiktokPixel({ id, category = 'targeting' }: TiktokPixelSettings): Tag<'tiktok-pixel'> {
  const say = ({ state }: TagPage, consent: string) => {
    const restricted = state.model === 'opt-out' && state.denied.includes('targeting');
    call(restricted ? 'disableCookie' : 'enableCookie');
    call(consent);
  };
  return defineTag(
    {
      ...tiktokPixelVendor,
      category,
      load(page) {
        const src = 'https://analytics.tiktok.com/i18n/pixel/events.js';
        const ttq = pixel();
        call('holdConsent');
        ttq._i = { [id]: Object.assign([] as unknown as Pixel, { _u: src }), ...ttq._i };
        ttq._t = { [id]: Date.now(), ...ttq._t };
        ttq._o = { [id]: {}, ...ttq._o };
        page.whenParsed(() => {
          // Pasted in the page as well, TikTok's snippet counts the visit.
          if (!ttq.some?.(([name]) => name === 'page')) call('page');
          say(page, 'grantConsent');
        });
        page.script(`${src}?sdkid=${encodeURIComponent(id)}&lib=ttq`);
      },
      update: (page) => say(page, 'grantConsent'),
      stop: (page) => say(page, 'revokeConsent'),
    },
    { id },
  );
}

function call(method: string): void {
  const own = pixel()[method];
  if (typeof own === 'function') own();
}

/** The queue TikTok's script takes over: a list with the methods it will have. */
function pixel(): Pixel {
  const site = window as { ttq?: Pixel; TiktokAnalyticsObject?: string };
  if (site.ttq) return site.ttq;
  const ttq = [] as unknown as Pixel;
  ttq.methods = methods.split(' ');
  const queued = (list: Pixel) => {
    for (const name of ttq.methods) list[name] = (...given: unknown[]) => list.push([name, ...given]);
    return list;
  };
  // One of several pixels on the page, by its id.
  ttq.instance = (id: string) => queued(ttq._i?.[id] ?? ([] as unknown as Pixel));
  queued(ttq);
  site.TiktokAnalyticsObject = 'ttq';
  site.ttq = ttq;
  return ttq;
}
