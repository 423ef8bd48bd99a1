import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeDecision, makeReceipt } from '../src/record.ts';
import { decode, encode } from '../src/storage/codec.ts';
import { openPage } from './page.ts';
import { all, decisionOf, regimes, settingsOf, vendors, visitOf } from './visit.ts';

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const vendor = (id: string) => vendors.find((each) => each.id === id);

describe('makeDecision()', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-03-05T09:00:00.123Z'), toFake: ['Date'] }));

  it('writes down who, when, where and under which rules', () => {
    const visit = visitOf({ regime: regimes.ccpa, region: 'US-CA', gpc: true });
    expect(makeDecision(all('denied'), 'gpc', visit, 3)).toEqual({
      v: 1,
      id: expect.stringMatching(uuid),
      at: '2026-03-05T09:00:00.123Z',
      by: 'gpc',
      regime: 'ccpa',
      region: 'US-CA',
      revision: 3,
      gpc: true,
      answers: all('denied'),
    });
  });

  it('makes an id for a new record, and keeps a standing one', () => {
    const [one, other] = [1, 2].map(() => makeDecision({}, 'api', visitOf(), 1).id);
    expect(one).not.toBe(other);
    const decision = decisionOf();
    expect(makeDecision({}, 'api', visitOf({ decision }), 1).id).toBe(decision.id);
  });

  it('leaves essential out', () => {
    expect(makeDecision({ essential: 'granted', ...all('granted') }, 'api', visitOf(), 1).answers).toEqual(
      all('granted'),
    );
  });

  it('keeps a vendor only where it differs from its category', () => {
    const answers = { ...all('denied'), counter: 'granted', adverts: 'denied' } as const;
    expect(makeDecision(answers, 'api', visitOf(), 1).answers).toEqual({
      ...all('denied'),
      counter: 'granted',
    });
  });

  it('keeps a vendor whose category has no answer', () => {
    expect(makeDecision({ films: 'denied' }, 'api', visitOf(), 1).answers).toEqual({ films: 'denied' });
  });

  it('reads back from its own text', () => {
    const decision = makeDecision({ ...all('denied'), films: 'granted' }, 'placeholder', visitOf(), 12);
    expect(decode(encode(decision))).toEqual(decision);
  });

  it('stays under one kilobyte for ordinary use', () => {
    const many = Array.from({ length: 40 }, (_, at) => ({ ...vendors[1], id: `vendor-number-${at}` }));
    const visit = visitOf({
      vendors: new Map(
        many.map((vendor) => [
          vendor.id,
          { ...vendor, name: '', category: 'analytics' as const, purpose: '' },
        ]),
      ),
    });
    const followers = Object.fromEntries(many.map(({ id }) => [id, 'granted' as const]));
    const own = {
      'vendor-number-1': 'denied',
      'vendor-number-2': 'denied',
      'vendor-number-3': 'denied',
    } as const;
    const decision = makeDecision({ ...all('granted'), ...followers, ...own }, 'placeholder', visit, 2026);
    expect(`assent=${encode(decision)}`.length).toBeLessThan(1000);
    expect(Object.keys(decision.answers)).toHaveLength(4 + 3);
  });
});

describe('makeReceipt()', () => {
  const receiptOf = (visit: ReturnType<typeof visitOf>, settings = settingsOf()) =>
    makeReceipt(visit, settings, 'de');

  it('gives null where nobody has decided', () => {
    openPage();
    expect(receiptOf(visitOf())).toBeNull();
  });

  it('says what was asked and answered, under which rules, and how to take it back (ISO/IEC TS 27560)', () => {
    openPage('https://shop.example/basket?item=7#top');
    const decision = decisionOf({ answers: { ...all('denied'), analytics: 'granted', films: 'granted' } });
    expect(receiptOf(visitOf({ decision }), settingsOf({ policy: '/privacy' }))).toEqual({
      v: 1,
      site: 'https://shop.example',
      policy: '/privacy',
      language: 'de',
      model: 'opt-in',
      days: 182,
      withdrawal: 'https://shop.example/?assent=open',
      decision,
      granted: ['essential', 'analytics'],
      denied: ['functional', 'targeting', 'social'],
      vendors: [
        { ...vendor('shop'), answer: 'granted' },
        { ...vendor('counter'), answer: 'granted' },
        { ...vendor('adverts'), answer: 'denied' },
        { ...vendor('films'), answer: 'granted' },
      ],
    });
  });

  it("says how long the decision lives: the site's word before the regime's", () => {
    openPage();
    const visit = visitOf({ decision: decisionOf(), regime: regimes.ccpa });
    expect(receiptOf(visit)?.days).toBe(365);
    const cookie = { ...settingsOf().cookie, days: 30 };
    expect(receiptOf(visit, settingsOf({ cookie }))?.days).toBe(30);
  });

  it('survives the way through JSON', () => {
    openPage();
    const receipt = receiptOf(visitOf({ decision: decisionOf() }), settingsOf({ policy: '/privacy' }));
    expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt);
  });
});
