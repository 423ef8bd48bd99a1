/**
 * Reddit Pixel. It has no consent call, so its script is held; after a withdrawal its cookies are switched off and
 * erased. Under an opt-out regime a visitor who opted out is marked for Limited Data Use, should the site keep the
 * pixel in another category (Reddit Ads Help: "Limited Data Use").
 */
import { defineTag } from '../define.ts';
import type { Category, State, Tag, Vendor } from '../types.ts';

export interface RedditPixelSettings {
  /** Pixel id, `a2_…` or `t2_…`. */
  id: string;
  /** @default 'targeting' */
  category?: Category | undefined;
}

interface Pixel {
  (...call: unknown[]): void;
  sendEvent?(...call: unknown[]): void;
  callQueue: unknown[][];
  counted?: boolean;
}

export const redditPixelVendor = {
  id: 'reddit-pixel',
  name: 'Reddit, Inc.',
  lang: 'en',
  category: 'targeting',
  purpose: 'Measures our advertisements on Reddit.',
  policy: 'https://www.reddit.com/policies/privacy-policy',
  hosts: ['redditstatic.com', 'reddit.com'],
  cookies: [
    { name: '_rdt_uuid', purpose: 'Gives this browser a number.', duration: 'P90D', party: 'first' },
    {
      name: '_rdt_cid',
      purpose: 'Remembers the advertisement you came from.',
      duration: 'P90D',
      party: 'first',
    },
    { name: '_rdt_em', purpose: 'Keeps a scrambled mail address.', duration: 'P90D', party: 'first' },
  ],
} as const satisfies Vendor;

export function redditPixel({ id, category = 'targeting' }: RedditPixelSettings): Tag<'reddit-pixel'> {
  return defineTag(
    {
      ...redditPixelVendor,
      category,
      load(page) {
        const rdt = pixel();
        page.whenParsed(() => {
          // Pasted in the page as well, Reddit's snippet counts the visit.
          if (rdt.counted || rdt.callQueue?.some(([name]) => name === 'init')) return;
          rdt('init', id, ...dataUse(page.state));
          rdt('track', 'PageVisit');
        });
        page.script('https://www.redditstatic.com/ads/pixel.js');
      },
      update: () => pixel()('enableFirstPartyCookies'),
      stop: () => pixel()('disableFirstPartyCookies'),
    },
    { id },
  );
}

/** Limited Data Use, with the country and state where they are known. */
function dataUse({ model, denied, region }: State): object[] {
  if (model !== 'opt-out' || !denied.includes('targeting')) return [];
  return [{ dpm: 'LDU', ...(region.startsWith('US') && { dpcc: 'US', dprc: region }) }];
}

/** The queue Reddit's script takes over. */
function pixel(): Pixel {
  const site = window as { rdt?: Pixel };
  const stub = ((...call: unknown[]) => {
    stub.counted ||= call[0] === 'init';
    if (stub.sendEvent) stub.sendEvent(...call);
    else stub.callQueue.push(call);
  }) as Pixel;
  stub.callQueue = [];
  site.rdt ??= stub;
  return site.rdt;
}
