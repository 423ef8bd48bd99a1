import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Category, State } from '../../src/types.ts';
import { decisionOf, tagPage } from '../visit.ts';

/** A fresh copy, which has said nothing yet, on a page of its own. */
async function fresh(dataLayer?: unknown[]) {
  vi.resetModules();
  const page: { dataLayer?: unknown[] } = { dataLayer };
  vi.stubGlobal('window', page);
  const mode = await import('../../src/tags/google-consent-mode.ts');
  const { gtag } = await import('../../src/tags/google-tag.ts');
  return {
    ...mode,
    gtag,
    queue: () => (page.dataLayer ?? []).map((command) => [...(command as Iterable<unknown>)]),
    page,
  };
}

const denied = {
  ad_storage: 'denied',
  ad_user_data: 'denied',
  ad_personalization: 'denied',
  analytics_storage: 'denied',
  functionality_storage: 'denied',
  personalization_storage: 'denied',
  security_storage: 'granted',
};
const signals = (ads: boolean, restricted = false) => [
  'set',
  {
    allow_google_signals: ads,
    allow_ad_personalization_signals: ads,
    restricted_data_processing: restricted,
  },
];
const defaultSaid = [
  ['consent', 'default', { ...denied, wait_for_update: 500 }],
  ['set', 'ads_data_redaction', true],
  signals(false),
];
const undecided = tagPage([], { decision: null, undecided: true });

describe('gtag()', () => {
  it('queues an arguments object, because Google takes no array', async () => {
    const { gtag, page } = await fresh();
    gtag('config', 'G-1', { a: 1 });
    const [command] = page.dataLayer ?? [];
    expect(Object.prototype.toString.call(command)).toBe('[object Arguments]');
    expect([...(command as Iterable<unknown>)]).toEqual(['config', 'G-1', { a: 1 }]);
  });

  it("keeps the page's own queue", async () => {
    const own = [{ event: 'own' }];
    const { gtag, page } = await fresh(own);
    gtag('js');
    expect(page.dataLayer).toBe(own);
    expect(own).toHaveLength(2);
  });
});

describe('sayDefault()', () => {
  it('denies everything but security, all seven types, once', async () => {
    const { sayDefault, queue } = await fresh();
    sayDefault();
    sayDefault();
    expect(queue()).toEqual(defaultSaid);
  });
});

describe('sayConsent()', () => {
  let mode: Awaited<ReturnType<typeof fresh>>;
  beforeEach(async () => {
    mode = await fresh();
  });

  it('says the default first, and no update while nobody has answered', () => {
    mode.sayConsent(undecided);
    mode.sayConsent(undecided);
    expect(mode.queue()).toEqual(defaultSaid);
  });

  it.each([
    { granted: [], redaction: true, update: {} },
    { granted: ['analytics'], redaction: true, update: { analytics_storage: 'granted' } },
    {
      granted: ['targeting'],
      redaction: false,
      update: { ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted' },
    },
    {
      granted: ['functional'],
      redaction: true,
      update: { functionality_storage: 'granted', personalization_storage: 'granted' },
    },
    { granted: ['social'], redaction: true, update: {} },
  ] as const)('updates all seven types after a decision for $granted', ({ granted, redaction, update }) => {
    mode.sayConsent(tagPage(granted));
    expect(mode.queue()).toEqual([
      ...defaultSaid,
      ['set', 'ads_data_redaction', redaction],
      signals(!redaction),
      ['consent', 'update', { ...denied, ...update }],
    ]);
  });

  it.each([
    { model: 'opt-out', granted: ['analytics'], restricted: true },
    { model: 'opt-out', granted: ['analytics', 'targeting'], restricted: false },
    { model: 'opt-in', granted: ['analytics'], restricted: false },
  ] as const)('restricts data processing $restricted under $model with $granted', (row) => {
    mode.sayConsent(tagPage(row.granted, { model: row.model }));
    const ads = row.granted.includes('targeting' as never);
    expect(mode.queue().at(-2)).toEqual(signals(ads, row.restricted));
  });

  // A tag of Google's answers in place of its category, be it by a category of the site's choosing or by its own name.
  it.each<{
    case: string;
    granted: readonly Category[];
    vendors: Readonly<Record<string, boolean>>;
    changes?: Partial<State>;
    counts: boolean;
    ads: boolean;
  }>([
    {
      case: 'Analytics in a category that is granted',
      granted: ['functional'],
      vendors: { 'google-analytics': true },
      counts: true,
      ads: false,
    },
    {
      case: 'Analytics granted alone',
      granted: [],
      vendors: { 'google-analytics': true },
      counts: true,
      ads: false,
    },
    {
      case: 'Analytics denied, its category granted',
      granted: ['analytics'],
      vendors: { 'google-analytics': false },
      counts: false,
      ads: false,
    },
    { case: 'Ads granted alone', granted: [], vendors: { 'google-ads': true }, counts: false, ads: true },
    {
      case: 'Floodlight granted alone',
      granted: [],
      vendors: { floodlight: true },
      counts: false,
      ads: true,
    },
    {
      case: 'Ads denied, their category granted',
      granted: ['targeting'],
      vendors: { 'google-ads': false },
      counts: false,
      ads: false,
    },
    {
      case: 'an opt-out, Ads in another category',
      granted: ['analytics'],
      vendors: { 'google-ads': true },
      changes: { model: 'opt-out' },
      counts: true,
      ads: false,
    },
    {
      case: 'the signal, Ads in another category',
      granted: ['analytics'],
      vendors: { 'google-ads': true },
      changes: { gpc: true },
      counts: true,
      ads: false,
    },
    {
      case: 'an opt-out, then a yes to Ads by name',
      granted: ['analytics'],
      vendors: { 'google-ads': true },
      changes: { model: 'opt-out', decision: decisionOf({ answers: { 'google-ads': 'granted' } }) },
      counts: true,
      ads: true,
    },
  ])('goes by the tag itself: $case', ({ granted, vendors, changes, counts, ads }) => {
    mode.sayConsent(tagPage(granted, changes, vendors));
    const answer = (is: boolean) => (is ? 'granted' : 'denied');
    expect(mode.queue().at(-1)).toEqual([
      'consent',
      'update',
      expect.objectContaining({
        analytics_storage: answer(counts),
        ad_storage: answer(ads),
        ad_user_data: answer(ads),
        ad_personalization: answer(ads),
      }),
    ]);
    expect(mode.queue().at(-2)).toEqual(signals(ads, !ads && changes?.model === 'opt-out'));
  });

  it('says each state once, and every later one', () => {
    const pages = [tagPage(['analytics']), tagPage([])];
    for (const page of pages) {
      mode.sayConsent(page);
      mode.sayConsent(page);
    }
    const updates = mode.queue().filter(([, what]) => what === 'update');
    expect(updates.map(([, , types]) => (types as typeof denied).analytics_storage)).toEqual([
      'granted',
      'denied',
    ]);
  });

  it('updates without a decision where the regime grants', () => {
    mode.sayConsent(
      tagPage(['functional', 'analytics', 'targeting', 'social'], { model: 'opt-out', decision: null }),
    );
    expect(mode.queue().at(-1)).toEqual([
      'consent',
      'update',
      Object.fromEntries(Object.keys(denied).map((type) => [type, 'granted'])),
    ]);
  });

  it('takes everything back after the record was forgotten', () => {
    mode.sayConsent(tagPage(['analytics']));
    mode.sayConsent(undecided);
    expect(mode.queue().at(-1)).toEqual(['consent', 'update', denied]);
  });
});

describe('setConsentMode()', () => {
  let mode: Awaited<ReturnType<typeof fresh>>;
  beforeEach(async () => {
    mode = await fresh();
  });

  it('says nothing where a site has set nothing', () => {
    mode.setConsentMode(undefined);
    expect(mode.queue()).toEqual([]);
  });

  it('lets tags wait longer for the answer, still denied', () => {
    mode.setConsentMode({ waitForUpdate: 2000 });
    expect(mode.queue().slice(3)).toEqual([['consent', 'default', { ...denied, wait_for_update: 2000 }]]);
  });

  it('lets tags wait for nothing where the site says 0', () => {
    mode.setConsentMode({ waitForUpdate: 0 });
    expect(mode.queue().slice(3)).toEqual([['consent', 'default', { ...denied, wait_for_update: 0 }]]);
  });

  it('passes click ids on in links where the site asks for it', () => {
    mode.setConsentMode({ urlPassthrough: true });
    expect(mode.queue().slice(3)).toEqual([['set', 'url_passthrough', true]]);
  });

  it('leaves click ids in where the site asks for it, now and later', () => {
    mode.setConsentMode({ adsDataRedaction: false });
    mode.sayConsent(tagPage([]));
    const said = mode.queue().filter(([, what]) => what === 'ads_data_redaction');
    expect(said.map(([, , redacts]) => redacts)).toEqual([true, false, false]);
  });

  it('says defaults of regions after the default of all, and never one without a region', () => {
    const region = { region: ['US'], analytics_storage: 'granted' };
    const everywhere = { analytics_storage: 'granted' } as unknown as typeof region;
    mode.setConsentMode({ defaults: [region, everywhere, { ...region, region: [] }] });
    expect(mode.queue()).toEqual([...defaultSaid, ['consent', 'default', region]]);
  });
});
