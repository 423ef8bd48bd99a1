/**
 * Shopify's Customer Privacy API, for a shop that runs there: hands the answers to Shopify's own pixels and those of its
 * apps, which no page can hold. It loads nothing, and says nothing for a visitor who has not answered, except to take
 * an earlier yes back.
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, TagPage, Vendor } from '../types.ts';

export interface ShopifySettings {
  /** As in your options: data is sold or shared only where all of these are granted. @default ['targeting', 'social'] */
  saleOrShare?: readonly Category[] | undefined;
  /** @default 'essential' */
  category?: Category | undefined;
}

interface Privacy {
  setTrackingConsent(answers: Readonly<Record<string, boolean>>, done: () => void): void;
  currentVisitorConsent?(): Readonly<Record<string, string>>;
}

interface Shopify {
  customerPrivacy?: Privacy;
  loadFeatures?(
    features: readonly { name: string; version: string }[],
    done: (error?: unknown) => void,
  ): void;
}

export const shopifyVendor = {
  id: 'shopify',
  name: 'Shopify Inc.',
  lang: 'en',
  category: 'essential',
  purpose: 'Runs this shop, and keeps to your answers here.',
  policy: 'https://www.shopify.com/legal/privacy',
  hosts: [],
  cookies: [
    {
      name: '_tracking_consent',
      purpose: 'Keeps its own copy of your answer.',
      duration: 'P1Y',
      party: 'first',
    },
    { name: '_cmp_a', purpose: 'Keeps which questions your region asks.', duration: 'P1D', party: 'first' },
    {
      name: '_shopify_essential',
      purpose: 'Keeps the basket and the checkout.',
      duration: 'P1Y',
      party: 'first',
    },
    {
      name: '_shopify_analytics',
      purpose: 'Counts visits, if you allow analytics.',
      duration: 'P1Y',
      party: 'first',
    },
    {
      name: '_shopify_marketing',
      purpose: 'Serves advertising, if you allow targeting.',
      duration: 'P1Y',
      party: 'first',
    },
    {
      name: '_shopify_y',
      purpose: 'Gives this browser a number, if you allow analytics.',
      duration: 'P1Y',
      party: 'first',
    },
    {
      name: '_shopify_s',
      purpose: 'Keeps the state of the visit, if you allow analytics.',
      duration: 'PT30M',
      party: 'first',
    },
    {
      name: '_landing_page',
      purpose: 'Remembers where you came in, if you allow targeting.',
      duration: 'P14D',
      party: 'first',
    },
    {
      name: '_orig_referrer',
      purpose: 'Remembers where you came from, if you allow targeting.',
      duration: 'P14D',
      party: 'first',
    },
  ],
} satisfies Vendor;

export function shopify({
  saleOrShare = ['targeting', 'social'],
  category = 'essential',
}: ShopifySettings = {}): Tag {
  const say = (page: TagPage) => tell(page, saleOrShare);
  return defineTag({ ...shopifyVendor, category, load: say, update: say, stop: say });
}

function tell(page: TagPage, saleOrShare: readonly Category[]): void {
  const { Shopify: shop } = window as { Shopify?: Shopify };
  const say = () => {
    const { decision, denied, granted, model } = page.state;
    // A site may do without one of them: nobody is asked about it then.
    const sold = saleOrShare.filter((name) => [...granted, ...denied].includes(name));
    const privacy = shop?.customerPrivacy;
    const unasked = !decision && model === 'opt-in';
    if (unasked && !Object.values(privacy?.currentVisitorConsent?.() ?? {}).includes('yes')) return;
    const answers = {
      analytics: granted.includes('analytics'),
      marketing: granted.includes('targeting'),
      preferences: granted.includes('functional'),
      sale_of_data: sold.length > 0 && sold.every((name) => granted.includes(name)),
    };
    privacy?.setTrackingConsent(answers, () => {});
  };
  if (shop?.customerPrivacy) say();
  else shop?.loadFeatures?.([{ name: 'consent-tracking-api', version: '0.1' }], (error) => error || say());
}
