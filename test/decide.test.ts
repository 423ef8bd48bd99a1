import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answering, createAnswering, type Listed } from '../src/consent.ts';
import { createActs } from '../src/decide.ts';
import type { Settings } from '../src/options.ts';
import { decode, encode } from '../src/storage/codec.ts';
import { createRecords } from '../src/storage/index.ts';
import type { Answers, Decision, Regime, Vendor } from '../src/types.ts';
import { openPage } from './page.ts';
import { heard, silence } from './said.ts';
import { all, decisionOf, notice, regimes, settingsOf, vendors, visitOf } from './visit.ts';

const { gdpr, ccpa } = regimes;
const now = '2026-03-05T09:00:00.000Z';

interface Visitor {
  regime?: Regime;
  gpc?: boolean;
  stored?: Decision | string;
  settings?: Partial<Settings>;
  vendors?: ReadonlyMap<string, Listed>;
}

/** A visitor who has just arrived, with this record in the browser. `record()` reads what is written down now. */
function arrived({ regime = gdpr, gpc = false, stored, settings: changes, vendors }: Visitor = {}) {
  const { jar, local } = openPage();
  if (stored) local.assent = typeof stored === 'string' ? stored : encode(stored);
  const settings = settingsOf(changes);
  const browser = { gpc };
  const visit = visitOf({ settings, gpc, region: 'unknown', ...(vendors && { vendors }) });
  const consent = createAnswering(
    visit,
    () => browser.gpc,
    () => acts.late(),
  );
  const notes: { now: Decision | null; before: Decision | null }[] = [];
  const acts = createActs(consent, settings, (visit) =>
    notes.push({ now: visit.decision, before: consent.state.decision }),
  );
  const region = regime === ccpa ? 'US-CA' : 'DE';
  const facts = { region, regime, gpc };
  acts.arrive(facts);
  return {
    acts,
    browser,
    consent,
    jar,
    local,
    region,
    notes,
    record: () => decode(local.assent),
    again: () => acts.arrive(facts),
  };
}

type Acts = ReturnType<typeof createActs>;
const granted = (consent: Answering) => consent.state.granted.filter((name) => name !== 'essential');

beforeEach(() => void vi.useFakeTimers({ now: Date.parse(now), toFake: ['Date'] }));

describe('decide()', () => {
  it('records the answers, in force and written down', () => {
    const { acts, consent, jar, record } = arrived();
    acts.decide({ ...all('denied'), analytics: 'granted' }, { by: 'dialog' });
    expect(granted(consent)).toEqual(['analytics']);
    expect(consent.state.undecided).toBe(false);
    expect(record()).toEqual(consent.state.decision);
    expect(jar.read()).toContain('assent=');
    expect(record()).toMatchObject({
      v: 1,
      at: now,
      by: 'dialog',
      regime: 'gdpr',
      region: 'DE',
      revision: 1,
      gpc: false,
    });
    expect(record()?.answers).toEqual({ ...all('denied'), analytics: 'granted' });
  });

  it('writes the decision down before anyone hears of it', () => {
    const { acts, consent, record } = arrived();
    const read: (Decision | null)[] = [];
    consent.onChange(() => read.push(record()));
    acts.decide({ analytics: 'granted' });
    expect(read).toEqual([consent.state.decision]);
    expect(read[0]).not.toBeNull();
  });

  it('says "api" where nobody says where', () => {
    const { acts, record } = arrived();
    acts.decide({ analytics: 'granted' });
    expect(record()?.by).toBe('api');
  });

  it.each([
    { name: 'denies what was never answered in opt-in', regime: gdpr, stored: undefined, rest: 'denied' },
    { name: 'keeps what is in force in opt-out', regime: ccpa, stored: undefined, rest: 'granted' },
    {
      name: 'keeps an older grant',
      regime: gdpr,
      stored: decisionOf({ answers: all('granted') }),
      rest: 'granted',
    },
    {
      name: 'keeps an older refusal',
      regime: ccpa,
      stored: decisionOf({ answers: all('denied') }),
      rest: 'denied',
    },
  ] as const)('$name where it is left out', ({ regime, stored, rest }) => {
    const { acts, record } = arrived({ regime, stored });
    acts.decide({ analytics: 'granted' });
    expect(record()?.answers).toEqual({ ...all(rest), analytics: 'granted' });
  });

  it('keeps the id of the record, and renews its moment', () => {
    const stored = decisionOf();
    const { acts, record } = arrived({ stored });
    acts.decide({ analytics: 'granted' });
    expect(record()).toMatchObject({ id: stored.id, at: now });
  });

  it.each([
    { own: 'denied', category: 'granted', kept: { films: 'denied', social: 'granted' } },
    { own: 'granted', category: 'denied', kept: { films: 'granted', social: 'denied' } },
    { own: 'granted', category: 'granted', kept: { social: 'granted' } },
    { own: 'denied', category: 'denied', kept: { social: 'denied' } },
  ] as const)('writes a vendor $own only where its category is not', ({ own, category, kept }) => {
    const { acts, consent, record } = arrived();
    acts.decide({ films: own, social: category });
    const { films, social } = record()?.answers ?? {};
    expect({ films, social }).toEqual({ films: undefined, ...kept });
    expect(consent.allows('films')).toBe(own === 'granted');
  });

  it('takes the older grants of its vendors with a refused category', () => {
    const { acts, consent, record } = arrived();
    acts.decide({ films: 'granted' });
    expect(consent.allows('films')).toBe(true);
    acts.decide({ social: 'denied' });
    expect(consent.allows('films')).toBe(false);
    expect(record()?.answers).not.toHaveProperty('films');
  });

  it("keeps a vendor's older refusal under a granted category", () => {
    const { acts, consent } = arrived();
    acts.decide({ films: 'denied' });
    acts.decide({ social: 'granted', films: 'denied' });
    acts.decide({ analytics: 'granted' });
    expect([consent.allows('social'), consent.allows('films')]).toEqual([true, false]);
  });

  it.each([
    {},
    { essential: 'denied' },
    { marketing: 'granted' },
    { hasOwnProperty: 'granted' },
  ] as Answers[])('records nothing for %j', (answers) => {
    const { acts, consent, record } = arrived();
    const listener = vi.fn();
    consent.onChange(listener);
    acts.decide(answers);
    expect([record(), consent.state.decision, consent.state.undecided]).toEqual([null, null, true]);
    expect(listener).not.toHaveBeenCalled();
  });

  it.each(['advertising', 'constructor', 'toString', '__proto__'])(
    'leaves the unknown name "%s" out, and says so',
    async (name) => {
      const { acts, consent, record } = arrived();
      acts.decide(JSON.parse(`{"${name}":"granted","analytics":"granted"}`));
      expect(Object.keys(record()?.answers ?? {})).toEqual([
        'functional',
        'analytics',
        'targeting',
        'social',
      ]);
      expect(consent.allows(name)).toBe(false);
      expect(await heard(`"${name}"`)).toMatch(/^\[assent\] Unknown name/);
    },
  );

  it('never writes essential down', () => {
    const { acts, record } = arrived();
    acts.decide({ essential: 'granted', analytics: 'granted' });
    expect(record()?.answers).not.toHaveProperty('essential');
  });

  it('never writes that an essential vendor is denied', () => {
    const { acts, consent, record } = arrived();
    acts.decide({ shop: 'denied', analytics: 'granted' });
    expect(consent.allows('shop')).toBe(true);
    expect(record()?.answers).not.toHaveProperty('shop');
  });

  it.each(['yes', true, 1, null, 'GRANTED', undefined])('takes %j for a refusal', (answer) => {
    const { acts, record } = arrived();
    acts.decide({ analytics: answer as never });
    expect(record()?.answers.analytics).toBe('denied');
  });
});

describe('decide() under GPC', () => {
  it.each(['banner', 'placeholder', 'api', 'opt-out'] as const)(
    'never grants sale or share by %s (11 CCR 7025(c)(3))',
    (by) => {
      for (const regime of [gdpr, ccpa]) {
        const { acts, record } = arrived({ regime, gpc: true });
        acts.decide({ ...all('granted'), adverts: 'granted' }, { by });
        expect(record()?.answers).toEqual({ ...all('granted'), targeting: 'denied', social: 'denied' });
      }
    },
  );

  it("grants sale or share by the visitor's own switch, on every page", () => {
    const { acts, consent, record, again } = arrived({ gpc: true });
    acts.decide({ targeting: 'granted' }, { by: 'dialog' });
    expect(granted(consent)).toEqual(['targeting']);
    expect(record()).toMatchObject({
      gpc: true,
      by: 'dialog',
      answers: { targeting: 'granted', social: 'denied' },
    });
    again();
    expect(granted(consent)).toEqual(['targeting']);
  });

  it('keeps a switch turned on while other answers change', () => {
    const { acts, consent } = arrived({ gpc: true });
    acts.decide({ targeting: 'granted' }, { by: 'dialog' });
    acts.decide({ analytics: 'granted' }, { by: 'api' });
    expect(granted(consent)).toEqual(['analytics', 'targeting']);
  });

  it.each(['banner', 'placeholder', 'api'] as const)('keeps a switch turned on through "all" by %s', (by) => {
    const { acts, consent } = arrived({ gpc: true });
    acts.decide({ targeting: 'granted' }, { by: 'dialog' });
    acts.decide(all('granted'), { by });
    expect(granted(consent)).toEqual(['functional', 'analytics', 'targeting']);
  });

  it("keeps a vendor's own switch on every page", () => {
    const { acts, consent, again } = arrived({ gpc: true });
    acts.decide({ adverts: 'granted' }, { by: 'dialog' });
    expect(consent.allows('adverts')).toBe(true);
    again();
    expect(consent.allows('adverts')).toBe(true);
  });

  it('never grants sale or share where the site allows no override', () => {
    const { acts, consent } = arrived({ gpc: true, settings: { gpc: { override: false } } });
    acts.decide(all('granted'), { by: 'dialog' });
    expect(granted(consent)).toEqual(['functional', 'analytics']);
  });

  it('grants what is no sale or share from anywhere', () => {
    const { acts, consent } = arrived({ gpc: true, settings: { saleOrShare: ['targeting'] } });
    acts.decide(all('granted'), { by: 'banner' });
    expect(granted(consent)).toEqual(['functional', 'analytics', 'social']);
  });
});

describe('decide() after an opt-out', () => {
  const out: Answers = { ...all('granted'), targeting: 'denied', social: 'denied' };
  const everything = { ...all('granted'), adverts: 'granted', films: 'granted' } as const;

  // One press undoes no opt-out; the dialog's switches ask once more, and a site that names a category answers for
  // the confirmation itself (11 CCR 7028(a)).
  it.each([
    { by: 'banner', regime: ccpa, after: out },
    { by: 'placeholder', regime: ccpa, after: out },
    { by: 'dialog', regime: ccpa, after: all('granted') },
    { by: 'api', regime: ccpa, after: all('granted') },
    { by: 'banner', regime: gdpr, after: all('granted') },
  ] as const)('takes a yes by the $by under $regime.id', ({ by, regime, after }) => {
    const { acts, record } = arrived({ regime });
    acts.optOut();
    acts.decide(everything, { by });
    expect(record()).toMatchObject({ by, answers: after });
  });

  it.each([
    { said: 'opted out', how: (acts: Acts) => acts.optOut() },
    { said: 'denied all', how: (acts: Acts) => acts.deny() },
    { said: 'turned the switches off', how: (acts: Acts) => acts.decide(out, { by: 'dialog' }) },
  ])('grants the rest alone to "all" where the visitor has $said', ({ how }) => {
    const { acts, consent } = arrived({ regime: ccpa });
    how(acts);
    acts.grant();
    expect(granted(consent)).toEqual(['functional', 'analytics']);
    expect(consent.allows('adverts')).toBe(false);
  });

  it('grants all to a minor who has refused nothing', () => {
    const { acts, consent } = arrived({ regime: ccpa, settings: { minor: true } });
    acts.grant();
    expect(granted(consent)).toEqual(['functional', 'analytics', 'targeting', 'social']);
  });

  it('keeps the no when the signal that said it is off again (11 CCR 7025(c)(5))', () => {
    const { record } = arrived({ regime: ccpa, gpc: true });
    const { acts, consent } = arrived({ regime: ccpa, stored: record() ?? '' });
    acts.grant();
    expect(granted(consent)).toEqual(['functional', 'analytics']);
  });

  it('keeps the no of a decision too old to speak (Civ. Code 1798.135(c)(4))', () => {
    const stored = decisionOf({ at: '2024-03-01T09:00:00.000Z', regime: 'ccpa', answers: out });
    const { acts, consent } = arrived({ regime: ccpa, stored });
    expect(consent.state.decision).toBeNull();
    acts.decide(everything, { by: 'banner' });
    expect(granted(consent)).toEqual(['functional', 'analytics']);
  });
});

describe('grant()', () => {
  it('grants all without an argument, vendors once refused included', () => {
    const { acts, consent } = arrived();
    acts.decide({ films: 'denied', social: 'granted' });
    acts.grant();
    expect(granted(consent)).toEqual(['functional', 'analytics', 'targeting', 'social']);
    expect(consent.allows('films')).toBe(true);
  });

  it('grants the rest alone under GPC', () => {
    const { acts, consent, record } = arrived({ gpc: true });
    acts.grant();
    expect(granted(consent)).toEqual(['functional', 'analytics']);
    expect(record()).toMatchObject({ by: 'api', gpc: true });
  });

  it('grants only what is named', () => {
    const { acts, consent } = arrived();
    acts.grant('analytics', 'films');
    expect(granted(consent)).toEqual(['analytics']);
    expect(consent.allows('films')).toBe(true);
  });
});

describe('deny()', () => {
  it('denies all but essential without an argument', () => {
    const { acts, consent, record } = arrived({ regime: ccpa });
    acts.deny();
    expect(consent.state).toMatchObject({ granted: ['essential'], undecided: false });
    expect(record()?.answers).toMatchObject(all('denied'));
  });

  it('denies only what is named', () => {
    const { acts, consent } = arrived({ regime: ccpa });
    acts.deny('analytics', 'films');
    expect(granted(consent)).toEqual(['functional', 'targeting', 'social']);
    expect(consent.allows('films')).toBe(false);
  });
});

describe('optOut()', () => {
  it('denies sale or share and keeps the rest (Civ. Code 1798.120)', () => {
    const { acts, consent, record } = arrived({ regime: ccpa });
    acts.optOut();
    expect(granted(consent)).toEqual(['functional', 'analytics']);
    expect(consent.state.undecided).toBe(false);
    expect(record()).toMatchObject({
      by: 'opt-out',
      answers: { ...all('granted'), targeting: 'denied', social: 'denied' },
    });
  });

  it('leaves the rest to be asked where nobody has answered', () => {
    const { acts, consent, record } = arrived();
    acts.optOut();
    expect(record()).toMatchObject({ by: 'opt-out', answers: { targeting: 'denied', social: 'denied' } });
    expect(Object.keys(record()?.answers ?? {})).toEqual(['targeting', 'social']);
    expect(consent.state).toMatchObject({ undecided: true, granted: ['essential'] });
  });

  it('keeps the grants of a visitor who has decided', () => {
    const { acts, consent } = arrived({ stored: decisionOf({ answers: all('granted') }) });
    acts.optOut();
    expect(consent.state).toMatchObject({
      undecided: false,
      granted: ['essential', 'functional', 'analytics'],
    });
  });

  it.each([gdpr, ccpa])('changes nothing the second time ($id)', (regime) => {
    const { acts, consent, record } = arrived({ regime });
    acts.optOut();
    const first = record();
    const listener = vi.fn();
    consent.onChange(listener);
    vi.setSystemTime(Date.parse(now) + 60_000);
    acts.optOut();
    expect(record()).toEqual(first);
    expect(listener).not.toHaveBeenCalled();
  });

  it('takes back what a vendor of sale or share was granted', () => {
    const { acts, consent } = arrived({
      stored: decisionOf({ answers: { ...all('denied'), adverts: 'granted' } }),
    });
    expect(consent.allows('adverts')).toBe(true);
    acts.optOut();
    expect(consent.allows('adverts')).toBe(false);
  });

  it('takes back a grant given under GPC', () => {
    const { acts, consent, record } = arrived({ gpc: true });
    acts.decide({ targeting: 'granted' }, { by: 'dialog' });
    acts.optOut();
    expect(consent.allows('targeting')).toBe(false);
    expect(record()).toMatchObject({ by: 'opt-out' });
  });

  it('denies what the site calls sale or share, in its categories', () => {
    const { acts, record } = arrived({
      regime: ccpa,
      settings: { saleOrShare: ['analytics', 'social'], categories: ['essential', 'analytics', 'targeting'] },
    });
    acts.optOut();
    expect(record()?.answers).toEqual({ analytics: 'denied', targeting: 'granted' });
  });
});

describe('withdraw()', () => {
  const stored = decisionOf({ answers: { ...all('granted'), films: 'denied' } });

  it('takes back everything granted, without an argument (GDPR art. 7(3))', () => {
    const { acts, consent, record } = arrived({ stored });
    acts.withdraw();
    expect(consent.state).toMatchObject({ granted: ['essential'], undecided: false });
    expect(record()?.answers).toMatchObject(all('denied'));
  });

  it('takes back what is named, and its vendors', () => {
    const { acts, consent } = arrived({ stored });
    acts.withdraw('analytics');
    expect(granted(consent)).toEqual(['functional', 'targeting', 'social']);
    expect(consent.allows('counter')).toBe(false);
  });

  it('takes back one vendor of a granted category', () => {
    const { acts, consent } = arrived({ stored });
    acts.withdraw('counter');
    expect([consent.allows('analytics'), consent.allows('counter')]).toEqual([true, false]);
  });

  it("takes back a vendor's own grant with its denied category", () => {
    const { acts, consent } = arrived({
      stored: decisionOf({ answers: { ...all('denied'), films: 'granted' } }),
    });
    acts.withdraw('social');
    expect(consent.allows('films')).toBe(false);
  });

  it('takes back what an opt-out regime grants without asking', () => {
    const { acts, consent } = arrived({ regime: ccpa });
    acts.withdraw();
    expect(consent.state.granted).toEqual(['essential']);
  });

  it.each([{ what: [] }, { what: ['analytics'] }, { what: ['essential'] }, { what: ['films'] }])(
    'records nothing where nothing is granted: $what',
    ({ what }) => {
      const { acts, record } = arrived();
      acts.withdraw(...what);
      expect(record()).toBeNull();
    },
  );

  describe('of a vendor of several categories', () => {
    const anyOf = ['analytics', 'targeting'] as const;
    const box = { id: 'box', name: 'Box', category: 'analytics', purpose: 'Brings tags.', anyOf } as const;
    const vendors = new Map([['box', box]]);
    const begin = () => arrived({ stored: decisionOf({ answers: all('granted') }), vendors });

    it('leaves it to the other category when one is taken back', () => {
      const { acts, consent, record } = begin();
      acts.withdraw('analytics');
      expect(consent.allows('box')).toBe(true);
      acts.withdraw('targeting');
      expect(consent.allows('box')).toBe(false);
      expect(record()?.answers).not.toHaveProperty('box');
    });

    it('remembers a refusal of its own, as long as a category is granted', () => {
      const { acts, consent, record } = begin();
      acts.decide({ box: 'denied', analytics: 'denied' });
      expect(consent.allows('box')).toBe(false);
      expect(record()?.answers).toMatchObject({ box: 'denied', targeting: 'granted' });
    });
  });

  it('takes back the own grant of a vendor whose file is still on its way', () => {
    const late = { id: 'late', name: 'late', category: 'social', purpose: '', awaited: true } as const;
    const { acts, record } = arrived({
      stored: decisionOf({ answers: { ...all('denied'), late: 'granted' } }),
      vendors: new Map([['late', late]]),
    });
    acts.withdraw();
    expect(record()?.answers).toEqual(all('denied'));
  });

  it('names an unknown name on the console', async () => {
    const { acts } = arrived({ stored });
    acts.withdraw('statistics');
    await silence();
    expect(await heard('"statistics"')).toMatch(/^\[assent\] /);
  });

  it('never writes that an essential vendor is denied', () => {
    const { acts, record } = arrived({ stored });
    acts.withdraw();
    expect(record()?.answers).not.toHaveProperty('shop');
  });
});

describe('forget()', () => {
  it('erases the record; the next arrival is a first visit', () => {
    const { acts, consent, jar, record, again } = arrived({
      stored: decisionOf({ answers: all('granted') }),
    });
    acts.forget();
    again();
    expect([record(), jar.read()]).toEqual([null, '']);
    expect(consent.state).toMatchObject({ decision: null, undecided: true, granted: ['essential'] });
  });
});

describe('arrive()', () => {
  it.each([
    { name: 'nothing stored', stored: undefined },
    { name: 'garbage', stored: 'garbage' },
    { name: 'a hostile record', stored: '{"v":1,"answers":{"targeting":"granted"}}' },
    {
      name: 'a decision too old',
      stored: decisionOf({ at: '2025-08-01T00:00:00.000Z', answers: all('granted') }),
    },
    {
      name: 'a decision from the future',
      stored: decisionOf({ at: '2026-03-06T09:00:00.000Z', answers: all('granted') }),
    },
    { name: 'another revision', stored: decisionOf({ revision: 2, answers: all('granted') }) },
    { name: 'a laxer regime', stored: decisionOf({ regime: 'ccpa', answers: all('granted') }) },
    { name: 'a regime nobody knows', stored: decisionOf({ regime: 'retired', answers: all('granted') }) },
  ])('grants nothing and asks in opt-in: $name', ({ stored }) => {
    const { consent } = arrived({ stored });
    expect(consent.state).toMatchObject({
      decision: null,
      undecided: true,
      granted: ['essential'],
      regime: 'gdpr',
    });
  });

  it('puts a decision that still speaks in force', () => {
    const stored = decisionOf({ answers: { ...all('denied'), analytics: 'granted' } });
    const { consent } = arrived({ stored });
    expect(consent.state).toMatchObject({ decision: stored, undecided: false, region: 'DE' });
    expect(granted(consent)).toEqual(['analytics']);
  });

  it('keeps the refusals of a decision that fell silent', () => {
    const stored = decisionOf({
      at: '2024-01-01T00:00:00.000Z',
      answers: { ...all('granted'), analytics: 'denied' },
    });
    const { consent } = arrived({ stored, regime: ccpa });
    expect(consent.state).toMatchObject({
      decision: null,
      granted: ['essential', 'functional', 'targeting', 'social'],
    });
  });

  it('asks again for the category that is missing', () => {
    const { consent } = arrived({
      stored: decisionOf({ answers: { analytics: 'granted', functional: 'denied' } }),
    });
    expect(consent.state.undecided).toBe(true);
    expect(granted(consent)).toEqual(['analytics']);
  });

  it("counts a decision's life by the site's days before the regime's", () => {
    const cookie = { name: 'assent', path: '/', days: 2 };
    expect(arrived({ stored: decisionOf(), settings: { cookie } }).consent.state.undecided).toBe(true);
    const fresh = decisionOf({ at: '2026-03-04T09:00:00.000Z' });
    expect(arrived({ stored: fresh, settings: { cookie } }).consent.state.undecided).toBe(false);
  });

  it('writes nothing before there is something to record', () => {
    for (const regime of [gdpr, ccpa, notice]) {
      const { jar, record } = arrived({ regime });
      expect([jar.list(), record()]).toEqual([[], null]);
    }
  });
});

describe('arrive() under GPC', () => {
  it.each([ccpa, notice])('records the signal at once where nobody is asked ($id)', (regime) => {
    const { consent, record } = arrived({ regime, gpc: true });
    expect(record()).toMatchObject({
      by: 'gpc',
      gpc: true,
      answers: { ...all('granted'), targeting: 'denied', social: 'denied' },
    });
    expect(consent.state.undecided).toBe(false);
  });

  it('records nothing in opt-in before the visitor answers', () => {
    const { consent, record } = arrived({ gpc: true });
    expect(record()).toBeNull();
    expect(consent.state).toMatchObject({ gpc: true, undecided: true, granted: ['essential'] });
  });

  it.each([gdpr, ccpa])('denies sale or share over an older grant, and records it ($id)', (regime) => {
    const stored = decisionOf({ regime: regime.id, answers: { ...all('granted'), adverts: 'granted' } });
    const { consent, record } = arrived({ regime, gpc: true, stored });
    expect(granted(consent)).toEqual(['functional', 'analytics']);
    expect(consent.allows('adverts')).toBe(false);
    expect(record()).toMatchObject({ by: 'gpc', gpc: true, id: stored.id });
    expect(consent.state.undecided).toBe(false);
  });

  it('records the signal once, not on every page', () => {
    const { record, again } = arrived({ regime: ccpa, gpc: true });
    const first = record();
    vi.setSystemTime(Date.parse(now) + 60_000);
    again();
    expect(record()).toEqual(first);
  });

  it("takes a vendor's older grant back with it", () => {
    const stored = decisionOf({ answers: { ...all('denied'), adverts: 'granted' } });
    const { consent, record } = arrived({ gpc: true, stored });
    expect(consent.allows('adverts')).toBe(false);
    expect(record()?.answers).toEqual(all('denied'));
  });

  it('leaves the rest to be asked where a decision was partial', () => {
    const stored = decisionOf({ answers: { analytics: 'granted' } });
    const { consent, record } = arrived({ gpc: true, stored });
    expect(record()).toMatchObject({
      by: 'gpc',
      answers: { analytics: 'granted', targeting: 'denied', social: 'denied' },
    });
    expect(consent.state.undecided).toBe(true);
  });

  it('changes no answer when the signal is off again', () => {
    const { record } = arrived({ regime: ccpa, gpc: true });
    const later = arrived({ regime: ccpa, stored: record() ?? '' });
    expect(granted(later.consent)).toEqual(['functional', 'analytics']);
    expect(later.record()).toEqual(record() ?? later.record());
  });

  it('denies again what was granted while the signal was off', () => {
    const { acts, record } = arrived({ regime: ccpa, gpc: true });
    acts.decide({ targeting: 'granted' }, { by: 'dialog' });
    const off = arrived({ regime: ccpa, stored: record() ?? '' });
    off.acts.decide({ social: 'granted' }, { by: 'dialog' });
    expect(granted(off.consent)).toEqual(['functional', 'analytics', 'targeting', 'social']);
    const on = arrived({ regime: ccpa, gpc: true, stored: off.record() ?? '' });
    expect(granted(on.consent)).toEqual(['functional', 'analytics']);
  });
});

describe('late()', () => {
  const older = decisionOf({ regime: 'ccpa', answers: all('granted') });

  it.each([
    { regime: ccpa, stored: undefined, by: 'gpc' },
    { regime: ccpa, stored: older, by: 'gpc' },
    { regime: gdpr, stored: decisionOf({ answers: all('granted') }), by: 'gpc' },
    { regime: gdpr, stored: undefined, by: undefined },
  ])('honours a signal that came late under $regime.id, recorded by $by', async ({ regime, stored, by }) => {
    const { browser, consent, record } = arrived({ regime, stored });
    const told = vi.fn();
    consent.onChange(told);
    browser.gpc = true;
    expect(consent.allows('adverts')).toBe(false);
    await Promise.resolve();
    expect(told).toHaveBeenCalled();
    expect(told.mock.calls[0]?.[1]).toMatchObject({ gpc: false });
    expect(consent.state).toMatchObject({ gpc: true, undecided: !by });
    expect(record()?.by).toBe(by);
    if (by) expect(record()?.answers).toEqual({ ...all('granted'), targeting: 'denied', social: 'denied' });
  });

  it('keeps what the visitor turned on although told of the conflict', async () => {
    const stored = decisionOf({ by: 'dialog', gpc: true, answers: all('granted') });
    const { browser, consent, record } = arrived({ stored });
    browser.gpc = true;
    expect(consent.allows('targeting')).toBe(true);
    await Promise.resolve();
    expect(record()).toEqual(stored);
  });
});

describe('reread()', () => {
  const granting = decisionOf({ at: '2026-03-05T08:59:00.000Z', answers: all('granted') });

  /** Another page of the same site in the same browser. */
  function elsewhere(answers: Answers | null, at = now) {
    const records = createRecords(settingsOf().cookie);
    if (answers) records.write(decisionOf({ at, answers }), () => 182);
    else records.erase();
  }

  it.each([
    { name: 'a grant', stored: undefined, answers: all('granted'), left: 4 },
    { name: 'a denial', stored: granting, answers: all('denied'), left: 0 },
    { name: 'that all was forgotten', stored: granting, answers: null, left: 0 },
  ])('hears $name from another page', ({ stored, answers, left }) => {
    const { acts, consent } = arrived({ stored });
    const told = vi.fn();
    consent.onChange(told);
    elsewhere(answers);
    acts.reread();
    expect(told).toHaveBeenCalledOnce();
    expect(granted(consent)).toHaveLength(left);
    expect(consent.state.undecided).toBe(answers === null);
  });

  it('goes by what it is told where the cookie still shows what was erased', () => {
    const { acts, consent, jar } = arrived({ stored: granting });
    acts.reread(true);
    expect(jar.list()).toHaveLength(1);
    expect(consent.state).toMatchObject({ undecided: true, granted: ['essential'] });
  });

  it('tells nobody where nothing has changed', () => {
    const { acts, consent } = arrived({ stored: granting });
    const told = vi.fn();
    consent.onChange(told);
    acts.reread();
    acts.decide({ analytics: 'denied' });
    acts.reread();
    acts.forget();
    acts.reread();
    acts.reread();
    // The decision, and that it is gone.
    expect(told).toHaveBeenCalledTimes(2);
  });

  it.each([
    { name: 'a decision', answers: all('denied') },
    { name: 'forgetting', answers: null },
  ])('never writes because another page wrote ($name)', ({ answers }) => {
    const { acts, jar, local } = arrived({ regime: ccpa, gpc: true, stored: granting });
    elsewhere(answers);
    const before = [jar.read(), { ...local }];
    acts.reread();
    expect([jar.read(), { ...local }]).toEqual(before);
  });

  it('never restores what another page has erased in part', () => {
    const { acts, consent, jar, local } = arrived({ stored: granting });
    delete local.assent;
    acts.reread();
    expect(granted(consent)).toHaveLength(4);
    expect([jar.list().length, Object.keys(local)]).toEqual([1, []]);
  });

  it('hears two decisions of the same moment', () => {
    const { acts, consent } = arrived();
    elsewhere({ ...all('denied'), analytics: 'granted' });
    acts.reread();
    elsewhere(all('denied'));
    acts.reread();
    expect(granted(consent)).toEqual([]);
  });

  it('goes by the signal, whatever another page recorded', () => {
    const { acts, consent } = arrived({ gpc: true });
    elsewhere(all('granted'));
    acts.reread();
    expect(granted(consent)).toEqual(['functional', 'analytics']);
  });

  it('looks at the signal too: a hidden page may have missed it', async () => {
    const { acts, browser, record } = arrived({ regime: ccpa });
    browser.gpc = true;
    acts.reread();
    await Promise.resolve();
    expect(record()?.by).toBe('gpc');
  });

  it('keeps what lasts for this page alone', () => {
    const { acts, consent } = arrived();
    openPage('https://shop.example/', { refused: ['cookie', 'localStorage'] });
    acts.decide({ analytics: 'granted' });
    acts.reread();
    expect(granted(consent)).toEqual(['analytics']);
  });
});

describe('every act', () => {
  it.each<[string, string, Visitor, (acts: ReturnType<typeof arrived>['acts']) => void]>([
    ['decide()', 'dialog', {}, (acts) => acts.decide({ analytics: 'granted' }, { by: 'dialog' })],
    ['grant()', 'api', {}, (acts) => acts.grant()],
    ['optOut()', 'opt-out', { regime: ccpa }, (acts) => acts.optOut()],
    ['withdraw()', 'api', { regime: ccpa }, (acts) => acts.withdraw('analytics')],
    ['arrive() under the signal', 'gpc', { regime: ccpa, gpc: true }, () => {}],
  ])('is noted once: %s', (_, by, visitor, act) => {
    const { acts, notes, record } = arrived(visitor);
    act(acts);
    expect(notes).toEqual([{ now: record(), before: null }]);
    expect(record()?.by).toBe(by);
  });

  it('is noted with what was in force before, in the order of the acts', () => {
    const { acts, consent, notes } = arrived();
    const stop = consent.onChange(() => {
      stop();
      acts.deny();
    });
    acts.grant();
    expect(notes.map(({ now }) => now?.answers)).toEqual([all('granted'), all('denied')]);
    expect(notes[1]?.before).toEqual(notes[0]?.now);
  });

  it('is not noted where nothing was decided', () => {
    const { acts, notes } = arrived({ stored: decisionOf({ at: '2026-03-04T09:00:00.000Z' }) });
    acts.decide({ nobody: 'granted' });
    acts.reread();
    acts.forget();
    expect(notes).toEqual([]);
  });
});

describe('arrive() beside vendors that came later', () => {
  const chat = { id: 'chat', name: 'Chat Ltd.', category: 'functional', purpose: 'Talks.' } as const;
  const map = { id: 'map', name: 'Map Ltd.', category: 'social', purpose: 'Shows maps.' } as const;

  /** The next page of a visitor who has answered on a page with the usual vendors: these are there too. */
  function nextPage(
    answer: (acts: ReturnType<typeof createActs>) => void,
    {
      regime = gdpr,
      later = [chat, map] as Vendor[],
      between = (_: Record<string, string>) => {},
      gpc = false,
      revision = 1,
    } = {},
  ) {
    const first = arrived({ regime });
    answer(first.acts);
    const { local } = first;
    between(local);
    return open(regime, later, gpc, local, revision);
  }

  function open(
    regime: Regime,
    later: readonly Vendor[],
    gpc: boolean,
    local: Record<string, string>,
    revision = 1,
  ) {
    const settings = settingsOf({ revision });
    const known = new Map([...vendors, ...later].map((vendor) => [vendor.id, vendor]));
    const consent = createAnswering(visitOf({ settings, gpc, vendors: known, region: 'unknown' }));
    const acts = createActs(consent, settings);
    const facts = { region: regime === ccpa ? 'US-CA' : 'DE', regime, gpc };
    acts.arrive(facts);
    return { acts, consent, facts, local, again: () => acts.arrive(facts) };
  }

  it('holds them where their category is granted, and asks for them alone (GDPR art. 4(11))', () => {
    const { consent } = nextPage((acts) => acts.grant());
    expect(consent.visit.fresh).toEqual(['chat', 'map']);
    expect(consent.state.undecided).toBe(true);
    expect(granted(consent)).toEqual(['functional', 'analytics', 'targeting', 'social']);
    expect(['chat', 'map', 'films', 'counter'].map(consent.allows)).toEqual([false, false, true, true]);
  });

  it('asks for none whose category is denied', () => {
    const { consent } = nextPage((acts) => acts.decide({ analytics: 'granted' }));
    expect(consent.state.undecided).toBe(false);
    expect(consent.allows('chat')).toBe(false);
  });

  it.each([ccpa, notice])('lets their category speak where no yes is needed ($id)', (regime) => {
    const { consent } = nextPage((acts) => acts.grant(), { regime });
    expect(consent.visit.fresh).toEqual([]);
    expect(consent.allows('chat')).toBe(true);
  });

  it.each([
    ['lost', (local: Record<string, string>) => delete local['assent.asked']],
    [
      "another decision's",
      (local: Record<string, string>) => Object.assign(local, { 'assent.asked': 'x\nfilms' }),
    ],
  ])('lets their category speak where the list is %s', (_, between) => {
    const { consent } = nextPage((acts) => acts.grant(), { between });
    expect(consent.state.undecided).toBe(false);
    expect(consent.allows('chat')).toBe(true);
  });

  it.each([
    { answer: 'granted', allowed: true },
    { answer: 'denied', allowed: false },
  ] as const)('remembers that one was $answer, and keeps the other answers', ({ answer, allowed }) => {
    const { acts, consent, again, local } = nextPage((acts) => acts.grant());
    acts.decide({ chat: answer, map: answer }, { by: 'banner' });
    expect(consent.state.undecided).toBe(false);
    again();
    expect(consent.state.undecided).toBe(false);
    expect([consent.allows('chat'), consent.allows('films'), consent.allows('functional')]).toEqual([
      allowed,
      true,
      true,
    ]);
    expect(decode(local.assent)?.answers).toEqual({
      ...all('granted'),
      ...(allowed ? {} : { chat: 'denied', map: 'denied' }),
    });
  });

  it('still asks after an answer about something else', () => {
    const { acts, consent, again } = nextPage((acts) => acts.grant());
    acts.decide({ analytics: 'denied', map: 'denied' });
    expect(consent.visit.fresh).toEqual(['chat']);
    again();
    expect(consent.visit.fresh).toEqual(['chat']);
    expect(consent.allows('chat')).toBe(false);
  });

  it('asks no more once their category is answered for', () => {
    const { acts, consent, again } = nextPage((acts) => acts.grant());
    acts.decide({ functional: 'granted', social: 'denied' }, { by: 'dialog' });
    again();
    expect(consent.state.undecided).toBe(false);
    expect([consent.allows('chat'), consent.allows('map')]).toEqual([true, false]);
  });

  it('remembers whom another page asked about', () => {
    const { acts, local } = nextPage((acts) => acts.grant());
    acts.grant('chat', 'map');
    const elsewhere = open(gdpr, [], false, local);
    elsewhere.acts.decide({ analytics: 'denied' });
    expect(open(gdpr, [chat, map], false, local).consent.visit.fresh).toEqual([]);
  });

  it('asks about nobody anew after an answer to a list that was lost', () => {
    const page = nextPage((acts) => acts.grant(), { between: (local) => delete local['assent.asked'] });
    page.acts.decide({ films: 'denied' }, { by: 'placeholder' });
    page.again();
    expect(page.consent.visit.fresh).toEqual([]);
    expect(page.consent.allows('chat')).toBe(true);
  });

  it('names them where the site has raised its revision', () => {
    const { consent } = nextPage((acts) => acts.grant(), { revision: 2 });
    expect(consent.state).toMatchObject({ decision: null, undecided: true, granted: ['essential'] });
    expect(consent.visit.fresh).toEqual(['chat', 'map']);
  });

  it('denies those of sale or share under the signal, and asks for the others', () => {
    const { consent } = nextPage((acts) => acts.grant(), { gpc: true });
    expect(consent.state.decision?.by).toBe('gpc');
    expect(consent.visit.fresh).toEqual(['chat']);
    expect([consent.allows('chat'), consent.allows('map')]).toEqual([false, false]);
  });

  it('forgets whom it asked about with the record', () => {
    const { acts, consent, again, local } = nextPage((acts) => acts.grant());
    acts.forget();
    expect(Object.keys(local)).toEqual([]);
    again();
    expect(consent.visit.fresh).toEqual([]);
  });
});

describe('a vendor that only another page lists', () => {
  const elsewhere = decisionOf({ answers: { ...all('denied'), films: 'granted' } });
  const here = new Map(vendors.filter(({ id }) => id !== 'films').map((vendor) => [vendor.id, vendor]));

  it.each<{ name: string; by?: Visitor; act: (acts: Acts) => void }>([
    { name: 'deny()', act: (acts) => acts.deny() },
    { name: 'withdraw()', act: (acts) => acts.withdraw() },
    { name: "withdraw('films')", act: (acts) => acts.withdraw('films') },
    { name: 'optOut()', act: (acts) => acts.optOut() },
    { name: 'a denial of another', act: (acts) => acts.decide({ analytics: 'denied' }) },
    { name: 'the signal', by: { gpc: true }, act: () => {} },
  ])('loses its grant by $name', ({ by, act }) => {
    const { acts, record } = arrived({ stored: elsewhere, vendors: here, ...by });
    act(acts);
    expect(record()?.answers.films ?? 'denied').toBe('denied');
    expect(record()?.at).toBe(now);
  });

  it('keeps its grant where something else is granted', () => {
    const { acts, record } = arrived({ stored: elsewhere, vendors: here });
    acts.grant('analytics');
    expect(record()?.answers).toMatchObject({ analytics: 'granted', films: 'granted' });
  });

  it('is granted nothing from here', async () => {
    const stored = decisionOf({ answers: { ...all('granted'), films: 'denied' } });
    const { acts, record } = arrived({ stored, vendors: here });
    acts.decide({ films: 'granted' });
    expect(record()?.answers.films).toBe('denied');
    await heard('"films"');
  });

  it('keeps a yes given in spite of the signal', () => {
    const stored = { ...elsewhere, gpc: true };
    const { record } = arrived({ stored, vendors: here, gpc: true });
    expect(record()).toEqual(stored);
  });
});

describe('the signal', () => {
  it('never turns an older yes to one vendor into one that was given in spite of it', () => {
    const stored = decisionOf({ answers: { ...all('denied'), films: 'granted' } });
    const { acts, browser, consent } = arrived({ stored });
    browser.gpc = true;
    consent.allows('counter');
    acts.decide({ analytics: 'granted' }, { by: 'dialog' });
    expect([consent.allows('films'), consent.allows('counter')]).toEqual([false, true]);
  });

  it('is recorded once where a granted category is no longer in use', () => {
    const stored = decisionOf({ regime: 'ccpa', region: 'US-CA', answers: all('granted') });
    const settings = { categories: ['essential', 'functional', 'analytics', 'targeting'] as const };
    const { again, notes, record } = arrived({ regime: ccpa, stored, settings, gpc: true });
    again();
    expect(notes).toHaveLength(1);
    expect(record()).toMatchObject({ by: 'gpc', answers: { targeting: 'denied' } });
    expect(record()?.answers.social).toBeUndefined();
  });
});

describe('an act before the region is known', () => {
  const stored = decisionOf({
    regime: 'ccpa',
    region: 'US-CA',
    answers: { ...all('granted'), analytics: 'denied' },
  });

  /** The record is there, and nobody has read it. */
  function waiting() {
    const { local } = openPage();
    local.assent = encode(stored);
    const settings = settingsOf();
    const consent = createAnswering(visitOf({ settings, region: 'unknown' }));
    const acts = createActs(consent, settings);
    return { acts, consent, arrive: () => acts.arrive({ region: 'US-CA', regime: ccpa, gpc: false }), local };
  }

  it.each<[string, (acts: Acts) => void]>([
    ['optOut()', (acts) => acts.optOut()],
    ['decide()', (acts) => acts.decide({ social: 'denied', targeting: 'denied' })],
  ])('goes on with an unread record, of which nothing holds yet: %s', (_, act) => {
    const { acts, consent, arrive, local } = waiting();
    act(acts);
    expect(granted(consent)).toEqual([]);
    expect(decode(local.assent)).toMatchObject({ id: stored.id, regime: 'ccpa', region: 'US-CA' });
    arrive();
    expect(granted(consent)).toEqual(['functional']);
  });
});

describe('the cookie', () => {
  const day = 864e5;

  it.each<{ settings: Partial<Settings>; answers: Answers; days: number; name: string }>([
    { name: 'the life that the site gives', settings: {}, answers: all('granted'), days: 30 },
    { name: 'as long as a refusal stands', settings: {}, answers: all('denied'), days: 365 },
    { name: 'twelve months for a minor', settings: { minor: true }, answers: all('denied'), days: 365 },
  ])('is kept for $name', ({ settings, answers, days }) => {
    const cookie = { ...settingsOf().cookie, days: 30 };
    const { acts, jar } = arrived({ regime: ccpa, settings: { ...settings, cookie } });
    acts.decide(answers);
    expect(jar.expires('assent')).toBe(Date.parse(now) + days * day);
  });
});

describe('decide() with what cannot be meant', () => {
  it('records an act of nobody we know as one of the page', async () => {
    const { acts, record } = arrived();
    acts.decide({ analytics: 'granted' }, { by: 'footer' as never });
    expect(record()?.by).toBe('api');
    await heard('"by" is footer');
  });

  it.each([undefined, null, {}])('never throws, and records nothing of %j', (answers) => {
    const { acts, record } = arrived();
    acts.decide(answers as never, null as never);
    expect(record()).toBeNull();
  });
});
