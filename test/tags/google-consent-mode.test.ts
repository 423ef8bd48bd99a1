import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { State } from '../../src/types.ts';
import { tagPage } from '../visit.ts';

/** A fresh copy, which has said nothing yet, on a page of its own. */
async function fresh(dataLayer?: unknown[]) {
  vi.resetModules();
  const page: { dataLayer?: unknown[] } = { dataLayer };
  vi.stubGlobal('window', page);
  const mode = await import('../../src/tags/google-consent-mode.ts');
  return {
    ...mode,
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
const defaultSaid = [
  ['consent', 'default', { ...denied, wait_for_update: 500 }],
  ['set', 'ads_data_redaction', true],
];
const undecided = tagPage([], { decision: null, undecided: true }).state;

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
    mode.sayConsent(tagPage(granted).state);
    expect(mode.queue()).toEqual([
      ...defaultSaid,
      ['set', 'ads_data_redaction', redaction],
      ['consent', 'update', { ...denied, ...update }],
    ]);
  });

  it('says each state once, and every later one', () => {
    const states: State[] = [tagPage(['analytics']).state, tagPage([]).state];
    for (const state of states) {
      mode.sayConsent(state);
      mode.sayConsent(state);
    }
    const updates = mode.queue().filter(([, what]) => what === 'update');
    expect(updates.map(([, , types]) => (types as typeof denied).analytics_storage)).toEqual([
      'granted',
      'denied',
    ]);
  });

  it('updates without a decision where the regime grants', () => {
    mode.sayConsent(
      tagPage(['functional', 'analytics', 'targeting', 'social'], { model: 'opt-out', decision: null }).state,
    );
    expect(mode.queue().at(-1)).toEqual([
      'consent',
      'update',
      Object.fromEntries(Object.keys(denied).map((type) => [type, 'granted'])),
    ]);
  });

  it('takes everything back after the record was forgotten', () => {
    mode.sayConsent(tagPage(['analytics']).state);
    mode.sayConsent(undecided);
    expect(mode.queue().at(-1)).toEqual(['consent', 'update', denied]);
  });
});
