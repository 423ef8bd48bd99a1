/**
 * Meta Pixel. Its consent call is said before `init`, again at every change, and under an opt-out regime a
 * visitor who opted out is marked for Limited Data Use, should the site keep the pixel in another category.
 */
import { defineTag } from '../define.ts';
import type { Category, State, Tag, Vendor } from '../types.ts';

export interface MetaPixelSettings {
  /** Pixel id. */
  id: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

interface Pixel {
  (...call: unknown[]): void;
  callMethod?(...call: unknown[]): void;
  queue: unknown[][];
  initialised?: boolean;
  push: Pixel;
  loaded: boolean;
  version: string;
}

export const metaPixelVendor = {
  id: 'meta-pixel',
  name: 'Meta Platforms, Inc.',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures our advertisements on Facebook and Instagram.',
  policy: 'https://www.facebook.com/privacy/policy',
  hosts: ['facebook.net', 'facebook.com'],
  cookies: [
    { name: '_fbp', purpose: 'Gives this browser a number.', duration: 'P90D', party: 'first' },
    {
      name: '_fbc',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P90D',
      party: 'first',
    },
    { name: 'fr', purpose: 'Recognises this browser on other sites.', duration: 'P90D', party: 'third' },
  ],
  storage: ['lastExternalReferrer', 'lastExternalReferrerTime'],
} as const satisfies Vendor;

export function metaPixel({ id, category = 'targeting' }: MetaPixelSettings): Tag<'meta-pixel'> {
  return defineTag(
    {
      ...metaPixelVendor,
      category,
      load(page) {
        const fbq = pixel();
        fbq('consent', 'revoke');
        fbq('dataProcessingOptions', ...dataUse(page.state));
        page.whenParsed(() => {
          // Pasted in the page as well, Meta's snippet counts the visit.
          const pasted = isInitialised(fbq);
          if (!pasted) fbq('init', id);
          fbq('consent', 'grant');
          if (!pasted) fbq('track', 'PageView');
        });
        page.script('https://connect.facebook.net/en_US/fbevents.js');
      },
      update({ state }) {
        pixel()('dataProcessingOptions', ...dataUse(state));
        pixel()('consent', 'grant');
      },
      stop({ state }) {
        pixel()('consent', 'revoke');
        pixel()('dataProcessingOptions', ...dataUse(state));
      },
    },
    { id },
  );
}

/** Limited Data Use; country and state 0 let Meta find the place (Meta: "Data Processing Options"). */
function dataUse({ model, denied }: State): unknown[] {
  return model === 'opt-out' && denied.includes('targeting') ? [['LDU'], 0, 0] : [[]];
}

/** The queue Meta's script takes over: calls before it has loaded wait in order. */
function pixel(): Pixel {
  const page = window as { fbq?: Pixel; _fbq?: Pixel };
  if (page.fbq) return page.fbq;
  const fbq = ((...call: unknown[]) => {
    fbq.initialised ||= call[0] === 'init';
    if (fbq.callMethod) fbq.callMethod(...call);
    else fbq.queue.push(call);
  }) as Pixel;
  fbq.push = fbq;
  fbq.queue = [];
  fbq.loaded = true;
  fbq.version = '2.0';
  page.fbq = page._fbq = fbq;
  return fbq;
}

function isInitialised({ initialised, queue }: Pixel): boolean {
  return initialised || Boolean(queue?.some(([name]) => name === 'init'));
}
