import { beforeEach, describe, expect, it, vi } from 'vitest';
import { announce, answerFor, createAnswering, stateOf } from '../src/consent.ts';
import type { Answers, Category, State } from '../src/types.ts';
import { openPage } from './page.ts';
import { all, categories, decisionOf, notice, regimes, settingsOf, vendors, visitOf } from './visit.ts';

const stored = {
  none: null,
  'all granted': decisionOf({ answers: all('granted') }),
  'all denied': decisionOf({ answers: all('denied') }),
  'granted under the signal': decisionOf({ by: 'dialog', gpc: true, answers: all('granted') }),
};

type Row = ['gdpr' | 'ccpa', keyof typeof stored, boolean | '*', boolean | '*', string];

// Columns: analytics without and with GPC, then targeting without and with GPC. `G` granted, `d` denied; `*` is either.
const table: readonly Row[] = [
  // regime, stored decision, minor, override, answers
  ['gdpr', 'none', '*', '*', 'dd dd'],
  ['gdpr', 'all granted', '*', '*', 'GG Gd'],
  ['gdpr', 'all denied', '*', '*', 'dd dd'],
  ['gdpr', 'granted under the signal', '*', true, 'GG GG'],
  ['gdpr', 'granted under the signal', '*', false, 'GG Gd'],
  ['ccpa', 'none', false, '*', 'GG Gd'],
  ['ccpa', 'none', true, '*', 'GG dd'],
  ['ccpa', 'all granted', '*', '*', 'GG Gd'],
  ['ccpa', 'all denied', '*', '*', 'dd dd'],
  ['ccpa', 'granted under the signal', '*', true, 'GG GG'],
  ['ccpa', 'granted under the signal', '*', false, 'GG Gd'],
];
const either = (value: boolean | '*') => (value === '*' ? [false, true] : [value]);
const rows = table.flatMap(([regime, decision, minors, overrides, answers]) =>
  either(minors).flatMap((minor) =>
    either(overrides).map((override) => ({ regime, decision, minor, override, answers })),
  ),
);

describe('answerFor()', () => {
  it('is tested in every combination once', () => {
    const names = rows.map((row) => [row.regime, row.decision, row.minor, row.override].join());
    expect(new Set(names).size).toBe(2 * 4 * 2 * 2);
    expect(names).toHaveLength(32);
  });

  it.each(rows)('gives $answers: $regime, $decision, minor $minor, override $override', (row) => {
    const { regime, decision, minor, override, answers } = row;
    const settings = settingsOf({ minor, gpc: { override } });
    const given = (what: string) =>
      [false, true].map((gpc) => {
        const visit = visitOf({ settings, regime: regimes[regime], decision: stored[decision], gpc });
        return answerFor(what, visit) === 'granted' ? 'G' : 'd';
      });
    expect(`${given('analytics').join('')} ${given('targeting').join('')}`).toBe(answers);
    // A vendor without an answer of its own goes by its category.
    expect(`${given('counter').join('')} ${given('adverts').join('')}`).toBe(answers);
  });

  it.each([
    { own: 'granted', category: 'denied' },
    { own: 'denied', category: 'granted' },
  ] as const)("puts a vendor's own $own before its category's $category", ({ own, category }) => {
    const answers: Answers = { analytics: category, counter: own };
    expect(answerFor('counter', visitOf({ answers }))).toBe(own);
    expect(answerFor('analytics', visitOf({ answers }))).toBe(category);
  });

  it("denies a sold vendor's own older grant under GPC (11 CCR 7025(c)(3))", () => {
    const decision = decisionOf({ answers: { ...all('denied'), adverts: 'granted' } });
    expect(answerFor('adverts', visitOf({ decision, gpc: true }))).toBe('denied');
  });

  it.each(['essential', 'shop'])('grants %s whatever was answered', (what) => {
    const answers: Answers = { essential: 'denied', shop: 'denied', ...all('denied') };
    for (const gpc of [false, true]) expect(answerFor(what, visitOf({ answers, gpc }))).toBe('granted');
  });

  it('grants everything but sale or share of a minor under notice', () => {
    const visit = visitOf({ regime: notice, settings: settingsOf({ minor: true }) });
    expect(categories.filter((name) => answerFor(name, visit) === 'granted')).toEqual([
      'essential',
      'functional',
      'analytics',
    ]);
  });

  it('denies what the site calls sale or share, no more', () => {
    const settings = settingsOf({ saleOrShare: ['analytics'] });
    const visit = visitOf({ settings, regime: regimes.ccpa, gpc: true });
    expect(answerFor('analytics', visit)).toBe('denied');
    expect(answerFor('targeting', visit)).toBe('granted');
  });

  it('never grants a category the site does not use', () => {
    const settings = settingsOf({ categories: ['essential', 'analytics'] });
    expect(answerFor('social', visitOf({ settings, answers: all('granted'), regime: regimes.ccpa }))).toBe(
      'denied',
    );
    expect(answerFor('films', visitOf({ settings, answers: { films: 'granted' } }))).toBe('denied');
  });

  const strangers = ['marketing', '', 'Analytics', 'constructor', '__proto__', 'toString', 'hasOwnProperty'];
  it.each(strangers)('never grants the unknown name "%s"', (what) => {
    for (const regime of Object.values(regimes)) {
      expect(answerFor(what, visitOf({ regime }))).toBe('denied');
      expect(answerFor(what, visitOf({ regime, answers: JSON.parse(`{"${what}":"granted"}`) }))).toBe(
        'denied',
      );
    }
  });

  // An object of answers inherits names from its prototype; no visitor has answered those.
  it.each(['constructor', 'toString', '__proto__'])(
    'gives a vendor named "%s" its category\'s answer',
    (id) => {
      const odd = { ...vendors[1], id, name: id, category: 'analytics' as Category, purpose: '' };
      const visit = visitOf({ vendors: new Map([[id, odd]]) });
      expect(answerFor(id, visit)).toBe('denied');
      expect(answerFor(id, { ...visit, answers: { analytics: 'granted' } })).toBe('granted');
      expect(answerFor(id, { ...visit, regime: regimes.ccpa })).toBe('granted');
    },
  );

  const exempt = { ...regimes.gdpr, granted: ['functional', 'analytics'] as const };
  it.each([
    { regime: exempt, sold: ['targeting', 'social'], granted: ['functional', 'analytics'] },
    { regime: exempt, sold: ['analytics', 'social'], granted: ['functional'] },
    { regime: { ...exempt, granted: ['targeting'] as const }, sold: ['targeting'], granted: [] },
    { regime: regimes.gdpr, sold: ['targeting'], granted: [] },
  ] as const)('grants what opt-in exempts, never sale or share: $granted', ({ regime, sold, granted }) => {
    const visit = visitOf({ regime, settings: settingsOf({ saleOrShare: sold }) });
    const names = categories.filter((name) => name !== 'essential' && answerFor(name, visit) === 'granted');
    expect(names).toEqual(granted);
  });

  it('denies a vendor that came after the decision, whatever its category (GDPR art. 4(11))', () => {
    const visit = visitOf({ decision: decisionOf({ answers: all('granted') }), fresh: ['films'] });
    expect([answerFor('films', visit), answerFor('social', visit), answerFor('adverts', visit)]).toEqual([
      'denied',
      'granted',
      'granted',
    ]);
  });
});

describe('answerFor() a vendor of several categories', () => {
  const container = { id: 'box', name: 'Box', category: 'analytics', purpose: 'Brings tags.' } as const;
  const given = (answers: Answers, changes: { gpc?: boolean; anyOf?: Category[] } = {}) => {
    const { gpc = false, anyOf = ['analytics', 'targeting'] } = changes;
    const decision = decisionOf({ answers });
    return answerFor('box', visitOf({ decision, gpc, vendors: new Map([['box', { ...container, anyOf }]]) }));
  };

  it.each([
    [{ analytics: 'denied', targeting: 'denied', social: 'granted' }, 'denied'],
    [{ analytics: 'granted', targeting: 'denied' }, 'granted'],
    [{ analytics: 'denied', targeting: 'granted' }, 'granted'],
    [{ analytics: 'granted', targeting: 'granted', box: 'denied' }, 'denied'],
    [{ analytics: 'denied', targeting: 'denied', box: 'granted' }, 'granted'],
  ] as const)('with %j is %s', (answers, answer) => {
    expect(given(answers)).toBe(answer);
  });

  it('goes by the signal in each of them', () => {
    const answers = { analytics: 'denied', targeting: 'granted' } as const;
    expect(given(answers, { gpc: true })).toBe('denied');
  });

  it('is denied where it names none', () => {
    expect(given({ analytics: 'granted' }, { anyOf: [] })).toBe('denied');
  });
});

describe('stateOf()', () => {
  it('tells the whole visit', () => {
    const decision = decisionOf({ answers: { ...all('denied'), analytics: 'granted' } });
    expect(stateOf(visitOf({ decision }), 'dialog')).toEqual({
      region: 'DE',
      regime: 'gdpr',
      model: 'opt-in',
      gpc: false,
      undecided: false,
      granted: ['essential', 'analytics'],
      denied: ['functional', 'targeting', 'social'],
      decision,
      surface: 'dialog',
    });
  });

  it('is frozen, and so are its lists', () => {
    const state = stateOf(visitOf(), 'none');
    expect([state, state.granted, state.denied].every(Object.isFrozen)).toBe(true);
  });

  it.each<{ answers: Answers | null; undecided: boolean }>([
    { answers: null, undecided: true },
    { answers: { targeting: 'denied', social: 'denied' }, undecided: true },
    {
      answers: { functional: 'denied', analytics: 'denied', targeting: 'denied', counter: 'granted' },
      undecided: true,
    },
    { answers: all('denied'), undecided: false },
    { answers: all('granted'), undecided: false },
  ])('says undecided $undecided after $answers', ({ answers, undecided }) => {
    const decision = answers && decisionOf({ answers });
    expect(stateOf(visitOf({ decision }), 'none').undecided).toBe(undecided);
  });

  it('counts only the categories in use', () => {
    const settings = settingsOf({ categories: ['essential', 'analytics'] });
    const decision = decisionOf({ answers: { analytics: 'denied' } });
    const state = stateOf(visitOf({ settings, decision }), 'none');
    expect(state).toMatchObject({ undecided: false, granted: ['essential'], denied: ['analytics'] });
  });

  it('stays undecided under refusals of a decision that fell silent', () => {
    const state = stateOf(visitOf({ answers: all('denied') }), 'none');
    expect(state).toMatchObject({ undecided: true, decision: null, granted: ['essential'] });
  });

  it('is undecided while a vendor that came after the decision waits', () => {
    const decision = decisionOf({ answers: all('granted') });
    expect(stateOf(visitOf({ decision, fresh: ['films'] }), 'none').undecided).toBe(true);
    expect(stateOf(visitOf({ decision, fresh: [] }), 'none').undecided).toBe(false);
  });
});

describe('createAnswering()', () => {
  it('never allows a vendor whose own words are still on their way', () => {
    const vendor = { id: 'late', name: 'late', category: 'analytics', purpose: '' } as const;
    const decision = decisionOf({ answers: all('granted') });
    const vendors = (awaited: boolean) => new Map([['late', { ...vendor, awaited }]]);
    const consent = createAnswering(visitOf({ decision, vendors: vendors(true) }));
    expect([consent.allows('late'), consent.allows('analytics')]).toEqual([false, true]);
    // The answer itself stands: nothing of what it left is erased meanwhile.
    expect(answerFor('late', consent.visit)).toBe('granted');
    consent.change({ vendors: vendors(false) });
    expect(consent.allows('late')).toBe(true);
  });

  beforeEach(() => void vi.stubGlobal('reportError', vi.fn()));

  const granting = { answers: all('granted') };

  it('tells every listener the new and the former state', () => {
    const consent = createAnswering(visitOf());
    const before = consent.state;
    const listeners = [vi.fn(), vi.fn()];
    for (const listener of listeners) consent.onChange(listener);
    consent.change(granting);
    for (const listener of listeners) expect(listener.mock.calls).toEqual([[consent.state, before]]);
    expect(consent.state).not.toBe(before);
    expect(before.granted).toEqual(['essential']);
  });

  it('gives each listener its own undo', () => {
    const consent = createAnswering(visitOf());
    const [gone, stays] = [vi.fn(), vi.fn()];
    const undo = consent.onChange(gone);
    consent.onChange(stays);
    undo();
    undo();
    consent.change(granting);
    expect(gone).not.toHaveBeenCalled();
    expect(stays).toHaveBeenCalledOnce();
  });

  it('takes one listener away where the same one listens twice', () => {
    const consent = createAnswering(visitOf());
    const listener = vi.fn();
    const undo = consent.onChange(listener);
    consent.onChange(listener);
    undo();
    consent.change(granting);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('tells everybody of a change before the one a listener makes of it', () => {
    const consent = createAnswering(visitOf());
    const heard: string[] = [];
    const told = (name: string) =>
      consent.onChange((now, before) => heard.push(`${name} ${before.granted.length}→${now.granted.length}`));
    told('first');
    consent.onChange((now) => now.granted.length > 1 && consent.change({ answers: {} }));
    told('last');
    consent.change(granting);
    expect(heard).toEqual(['first 1→5', 'last 1→5', 'first 5→1', 'last 5→1']);
  });

  it('ends what listeners answer each other without end, and goes on afterwards', () => {
    const consent = createAnswering(visitOf());
    const undo = consent.onChange(() => consent.change({}));
    consent.change(granting);
    expect(reportError).toHaveBeenCalledWith(expect.any(RangeError));
    undo();
    const next = vi.fn();
    consent.onChange(next);
    consent.change({ answers: {} });
    expect(next).toHaveBeenCalledOnce();
    expect(consent.state.granted).toEqual(['essential']);
  });

  it('lets a listener that throws stop nobody else', () => {
    const consent = createAnswering(visitOf());
    const error = new Error('of the site');
    const next = vi.fn();
    consent.onChange(() => {
      throw error;
    });
    consent.onChange(next);
    consent.change(granting);
    expect(next).toHaveBeenCalledOnce();
    expect(reportError).toHaveBeenCalledExactlyOnceWith(error);
  });

  it('still tells a listener after another undid itself', () => {
    const consent = createAnswering(visitOf());
    const next = vi.fn();
    const undo = consent.onChange(() => undo());
    consent.onChange(next);
    consent.change(granting);
    expect(next).toHaveBeenCalledOnce();
  });

  it('tells a listener added meanwhile of the next change alone', () => {
    const consent = createAnswering(visitOf());
    const late = vi.fn();
    const undo = consent.onChange(() => {
      undo();
      consent.onChange(late);
    });
    consent.change(granting);
    expect(late).not.toHaveBeenCalled();
    consent.change({ answers: {} });
    expect(late).toHaveBeenCalledOnce();
  });

  it('allows what the facts in force allow, and never an unknown name', () => {
    const consent = createAnswering(visitOf());
    expect(consent.allows('analytics')).toBe(false);
    consent.change(granting);
    expect(['analytics', 'counter', 'marketing', 'constructor', '__proto__'].filter(consent.allows)).toEqual([
      'analytics',
      'counter',
    ]);
  });

  it('asks the first of several names that is declared, else the last', () => {
    const consent = createAnswering(visitOf());
    consent.change({ answers: { analytics: 'granted', counter: 'denied' } });
    const asked = [['nobody', 'counter', 'analytics'], ['nobody', 'analytics'], ['nobody'], 'analytics'];
    expect(asked.map((names) => consent.allows(names))).toEqual([false, true, false, true]);
  });

  it('says of several names what will hold, though a file is still on its way', () => {
    const awaited = { id: 'late', name: 'late', category: 'analytics' as const, purpose: '', awaited: true };
    const consent = createAnswering(visitOf({ vendors: new Map([['late', awaited]]) }));
    consent.change(granting);
    expect([consent.allows('late'), consent.allows(['late', 'targeting'])]).toEqual([false, true]);
  });

  // What the browser says, each time it is asked, while targeting and analytics are asked for in turn.
  it.each([
    { says: 'nothing, then on', signal: [false, true], targeting: [true, false], told: 1 },
    { says: 'on from the start', signal: [true, true], targeting: [false, false], told: 1 },
    { says: 'on, then off again', signal: [true, false], targeting: [false, false], told: 1 },
    { says: 'nothing at all', signal: [false, false], targeting: [true, true], told: 0 },
  ])('looks at the signal before every release: $says', async ({ signal, targeting, told }) => {
    const late = vi.fn();
    let turn = 0;
    const consent = createAnswering(visitOf({ regime: regimes.ccpa }), () => signal[turn] === true, late);
    const allowed = signal.map((_, at) => {
      turn = at;
      return [consent.allows('targeting'), consent.allows('adverts'), consent.allows('analytics')];
    });
    expect(allowed).toEqual(targeting.map((yes) => [yes, yes, true]));
    // What a tag is told while it loads is what holds.
    expect(consent.state.granted.includes('targeting')).toBe(targeting[1]);
    expect(late).not.toHaveBeenCalled();
    await Promise.resolve();
    expect(late).toHaveBeenCalledTimes(told);
  });

  it('keeps the surface through a change, and announces only a new one', () => {
    openPage();
    const heard: [string, State][] = [];
    for (const name of ['show', 'hide']) {
      document.addEventListener(`assent:${name}`, (event) =>
        heard.push([name, (event as CustomEvent<State>).detail]),
      );
    }
    const consent = createAnswering(visitOf());
    const listener = vi.fn();
    consent.shows('none');
    consent.shows('banner');
    consent.shows('banner');
    consent.onChange(listener);
    consent.change(granting);
    expect(consent.state.surface).toBe('banner');
    consent.shows('none');
    expect(heard.map(([name, { surface }]) => `${name} ${surface}`)).toEqual(['show banner', 'hide none']);
    expect(listener).toHaveBeenCalledOnce();
  });
});

describe('when()', () => {
  /** Tells whether a promise has resolved by now. */
  async function resolved(promise: Promise<void>): Promise<boolean> {
    return Promise.race([promise.then(() => true), new Promise<false>((done) => setTimeout(done, 0, false))]);
  }

  it('resolves at once where the answer is granted already', async () => {
    const consent = createAnswering(visitOf({ answers: all('granted') }));
    expect(await resolved(consent.when('analytics'))).toBe(true);
    expect(await resolved(consent.when('counter'))).toBe(true);
  });

  it('waits for the first grant, and for nothing less', async () => {
    const consent = createAnswering(visitOf());
    const analytics = consent.when('analytics');
    consent.change({ answers: all('denied') });
    consent.change({ answers: { social: 'granted' } });
    expect(await resolved(analytics)).toBe(false);
    consent.change({ answers: { analytics: 'granted' } });
    consent.change({ answers: all('denied') });
    expect(await resolved(analytics)).toBe(true);
  });

  it('never resolves for an unknown name', async () => {
    const consent = createAnswering(visitOf({ answers: all('granted') }));
    const waiting = consent.when('constructor');
    consent.change({ regime: regimes.ccpa });
    expect(await resolved(waiting)).toBe(false);
  });
});

describe('announce()', () => {
  it('dispatches an event on the document with the state as detail', () => {
    openPage();
    const details: unknown[] = [];
    document.addEventListener('assent:ready', (event) => details.push((event as CustomEvent).detail));
    const { state } = createAnswering(visitOf());
    announce('ready', state);
    expect(details).toEqual([state]);
  });
});
