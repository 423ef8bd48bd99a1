import { beforeEach, describe, expect, it, vi } from 'vitest';
import { shopify } from '../../src/tags/shopify.ts';
import type { Category } from '../../src/types.ts';
import { tagPage } from '../visit.ts';

describe('shopify()', () => {
  const setTrackingConsent = vi.fn();
  let held: Record<string, string>;
  const customerPrivacy = { setTrackingConsent, currentVisitorConsent: () => held };
  const said = () => setTrackingConsent.mock.calls.map(([answers]) => answers);
  const undecided = { decision: null, undecided: true };

  beforeEach(() => {
    setTrackingConsent.mockClear();
    held = { analytics: '', marketing: '', preferences: '', sale_of_data: '' };
    vi.stubGlobal('window', { Shopify: { customerPrivacy } });
  });

  it('tells Shopify the answers, and asks for no script', () => {
    const here = tagPage(['analytics']);
    shopify().load(here);
    expect(said()).toEqual([{ analytics: true, marketing: false, preferences: false, sale_of_data: false }]);
    expect(here.scripts).toEqual([]);
  });

  it('tells it every later answer, of whatever category it was put into', () => {
    const tag = shopify({ category: 'functional' });
    tag.load(tagPage(['functional', 'targeting']));
    tag.update?.(tagPage(['functional']));
    tag.stop?.(tagPage([]));
    expect(said().map(({ marketing, preferences }) => [marketing, preferences])).toEqual([
      [true, true],
      [false, true],
      [false, false],
    ]);
  });

  it('never answers for a visitor who has not', () => {
    shopify().load(tagPage([], undecided));
    expect(said()).toEqual([]);
  });

  it('takes back what an older decision had said', () => {
    held.marketing = 'yes';
    shopify().load(tagPage([], undecided));
    expect(said()).toEqual([{ analytics: false, marketing: false, preferences: false, sale_of_data: false }]);
  });

  it('tells it what an opt-out regime grants unasked', () => {
    const granted = ['functional', 'analytics', 'targeting', 'social'] as const;
    shopify().load(tagPage(granted, { ...undecided, model: 'opt-out' }));
    expect(said()).toEqual([{ analytics: true, marketing: true, preferences: true, sale_of_data: true }]);
  });

  it.each<{ granted: Category[]; denied: Category[]; saleOrShare?: Category[]; sold: boolean }>([
    { granted: ['targeting', 'social'], denied: [], sold: true },
    { granted: ['targeting'], denied: ['social'], sold: false },
    { granted: ['social'], denied: ['targeting'], sold: false },
    { granted: ['targeting'], denied: [], sold: true },
    { granted: ['analytics'], denied: [], sold: false },
    { granted: ['targeting'], denied: ['social'], saleOrShare: ['targeting'], sold: true },
  ])('allows sale where all of sale or share is granted: $granted, $denied, $saleOrShare', (row) => {
    const { granted, denied, saleOrShare, sold } = row;
    shopify({ saleOrShare }).load(tagPage(granted, { granted: ['essential', ...granted], denied }));
    expect(said()).toEqual([expect.objectContaining({ sale_of_data: sold })]);
  });

  it('brings the API first where the theme has not', () => {
    const shop: { customerPrivacy?: typeof customerPrivacy; loadFeatures: unknown } = {
      loadFeatures: vi.fn((_features, done) => {
        shop.customerPrivacy = customerPrivacy;
        done();
      }),
    };
    vi.stubGlobal('window', { Shopify: shop });
    shopify().load(tagPage(['analytics']));
    expect(shop.loadFeatures).toHaveBeenCalledWith(
      [{ name: 'consent-tracking-api', version: '0.1' }],
      expect.any(Function),
    );
    expect(said()).toHaveLength(1);
  });

  it('does nothing where there is no Shopify', () => {
    vi.stubGlobal('window', {});
    expect(() => shopify().load(tagPage(['analytics']))).not.toThrow();
  });
});
