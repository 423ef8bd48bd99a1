/**
 * Meta Pixel. Its consent call is said before `init`, again at every change, and under an opt-out regime a
 * visitor who opted out is marked for Limited Data Use, should the site keep the pixel in another category.
 */
import { defineTag } from '../define.ts';
import type { Category, State, Tag } from '../types.ts';

export interface MetaPixelSettings {
  /** Pixel id. */
  id: string;
  /** @default 'targeting' */
  category?: Category;
}

interface Pixel {
  (...call: unknown[]): void;
  callMethod?(...call: unknown[]): void;
  queue: unknown[];
  push: Pixel;
  loaded: boolean;
  version: string;
}

export function metaPixel({ id, category = 'targeting' }: MetaPixelSettings): Tag {
  return defineTag(
    {
      id: 'meta-pixel',
      name: 'Meta Platforms, Inc.',
      category,
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
      storage: ['lastExternalReferrer*'],
      load(page) {
        const fbq = pixel();
        fbq('consent', 'revoke');
        fbq('dataProcessingOptions', ...dataUse(page.state));
        fbq('init', id);
        fbq('consent', 'grant');
        fbq('track', 'PageView');
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
