/**
 * What a visitor, a signal or the site can do with the answers. Every act ends as one decision, written down
 * before anyone hears of it.
 */
import { type Answering, answerFor, stateOf, type Visit } from './consent.ts';
import type { Settings } from './options.ts';
import { daysKept, whatHolds } from './recall.ts';
import { makeDecision } from './record.ts';
import { regimeNamed } from './regimes/index.ts';
import { readAsked, writeAsked } from './storage/asked.ts';
import { encode } from './storage/codec.ts';
import { createRecords } from './storage/index.ts';
import type { Answer, Answers, Category, DecidedBy, Decision, Regime } from './types.ts';
import { warn } from './warn.ts';

const deciders = /^(banner|dialog|placeholder|gpc|opt-out|api)$/;

/** `note` is told of every decision, as the visit will be once it holds. */
export function createActs(consent: Answering, settings: Settings, note?: (visit: Visit) => void) {
  const records = createRecords(settings.cookie);
  // Whom the visitor was asked about, where it is known.
  let asked: string[] | undefined;
  let recalled = false;
  // The record this page goes by, speaking or not, as text.
  let known: string;
  const lifetime = (regime: Regime) => settings.cookie.days ?? regime.days;
  const keeping = (regime: Regime) => (decision: Decision) =>
    daysKept(decision, regime, settings, lifetime(regime));
  const categoryOf = (what: string) => consent.visit.vendors.get(what)?.category ?? (what as Category);
  const isKnown = (what: string) => settings.categories.includes(categoryOf(what));
  const isSold = (what: string) => settings.saleOrShare.includes(categoryOf(what));
  const everything = () => [...settings.categories, ...consent.visit.vendors.keys()];
  const all = (what: readonly string[], answer: Answer) =>
    Object.fromEntries(what.map((name) => [name, answer]));

  const held = (stored: Decision | null, regime: Regime) =>
    whatHolds(stored, regime, settings, lifetime(regime));

  /** The visit that is decided about. While the region is not known the record is not in force, and goes on as it is. */
  function visited(): Visit {
    const { visit } = consent;
    if (recalled) return visit;
    const stored = records.read();
    asked = readAsked(settings.cookie.name, stored);
    const regime = regimeNamed(stored?.regime);
    const where = stored && regime ? { regime, region: stored.region } : visit;
    return { ...visit, ...where, ...held(stored, where.regime) };
  }

  /** Records these answers over those `kept`. An older grant that a refusal or the signal goes against is not among them. */
  function act(given: Answers, by: DecidedBy, visit: Visit, kept: Answers): void {
    const refusing = visit.gpc || Object.values(given).includes('denied');
    const isKept = ([what, answer]: [string, Answer]) => {
      if (Object.hasOwn(given, what) || answer === 'denied') return true;
      // Whose category nobody knows on this page, any refusal may be meant for.
      if (!isKnown(what)) return !refusing;
      return given[categoryOf(what)] !== 'denied' && answerFor(what, visit) === 'granted';
    };
    const entries = Object.entries({ ...kept, ...given }).filter(isKept);
    const decision = makeDecision(Object.fromEntries(entries), by, visit, settings.revision);
    // Whoever is answered for now, beside those asked about before; where these are not known, all of them.
    const { vendors } = visit;
    const ids = [...vendors.keys()];
    const answered = (id: string) => Object.hasOwn(given, id) || Object.hasOwn(given, categoryOf(id));
    asked = [...new Set([...(visit.decision ? (asked ?? ids) : []), ...ids.filter(answered)])];
    // Before the record, of which other pages hear.
    writeAsked(settings.cookie.name, decision, asked);
    records.write(decision, keeping(visit.regime));
    known = encode(decision);
    const fresh = visit.fresh?.filter((id) => !asked?.includes(id));
    note?.({ ...visit, decision, answers: decision.answers, fresh });
    consent.change({ ...held(decision, consent.visit.regime), fresh });
  }

  function decide(answers: Answers, options?: { by?: DecidedBy }): void {
    const visit = visited();
    const said = options?.by ?? 'api';
    // What reads back as no record would be no decision.
    const by = deciders.test(said) ? said : 'api';
    if (by !== said) warn('option', 'by', said);
    const given: Record<string, Answer> = {};
    for (const [what, answer] of Object.entries({ ...answers })) {
      // A vendor of another page, which the record names, can be refused here.
      const left = answer === 'denied' && Object.hasOwn(visit.answers, what);
      // Only the visitor's own switch, after being told, goes against the signal (11 CCR 7025(c)(3)).
      const against = visit.gpc
        ? isSold(what) && !(by === 'dialog' && settings.gpc.override)
        : /^(banner|placeholder)$/.test(by) && optedOut(what);
      if (!isKnown(what) && !left) warn('name', what);
      else if (categoryOf(what) !== 'essential')
        given[what] = answer === 'granted' && (!against || consent.allows(what)) ? answer : 'denied';
    }
    if (Object.keys(given).length) act(given, by, visit, { ...visit.answers, ...inForce(visit) });
  }

  /** Tells whether the visitor has said no to this sale or share. One press does not undo it (11 CCR 7028(a)). */
  function optedOut(what: string): boolean {
    const { answers, regime } = consent.visit;
    return regime.model === 'opt-out' && isSold(what) && answers[categoryOf(what)] === 'denied';
  }

  /** The answers in force for every category. */
  function inForce(visit: Visit): Answers {
    return Object.fromEntries(settings.categories.map((name) => [name, answerFor(name, visit)]));
  }

  /** Denies sale or share, unless the record says so already. Where we ask anyway, the rest stays to be asked. */
  function denySaleOrShare(by: DecidedBy): void {
    const visit = visited();
    const { model, undecided } = stateOf(visit, 'none');
    const answers = visit.decision?.answers ?? {};
    const sold = settings.categories.filter(isSold);
    const isDone = (what: string) => answers[what] === 'denied' || (isKnown(what) && !isSold(what));
    if (Object.keys(answers).every(isDone) && sold.every((name) => name in answers)) return;
    const asking = model === 'opt-in' && undecided;
    act(all(sold, 'denied'), by, visit, asking ? visit.answers : { ...visit.answers, ...inForce(visit) });
  }

  /** Puts the stored decision in force, as far as it still speaks. */
  function recall(stored: Decision | null, facts: Pick<Visit, 'region' | 'regime' | 'gpc'>): void {
    const { regime } = facts;
    recalled = true;
    known = encode(stored);
    asked = readAsked(settings.cookie.name, stored);
    const { answers = {} } = stored ?? {};
    // Nobody waits where no yes is needed, or where it is not known who was there before.
    const isFresh = (id: string) =>
      regime.model === 'opt-in' &&
      answers[categoryOf(id)] === 'granted' &&
      !Object.hasOwn(answers, id) &&
      asked?.includes(id) === false;
    consent.change({
      ...facts,
      ...held(stored, regime),
      fresh: [...consent.visit.vendors.keys()].filter(isFresh),
    });
  }

  /** Denies by the signal, and records it where there is something to record. */
  function heed(): void {
    const { gpc, model, decision } = consent.state;
    // Sale or share that was granted with the signal on was switched on in spite of it. In an opt-in regime there is no
    // record before the visitor answers.
    if (gpc && !decision?.gpc && (decision || model !== 'opt-in')) denySaleOrShare('gpc');
  }

  return {
    decide,
    // "All" leaves no vendor behind; what the visitor has opted out of has to be named.
    grant: (...what: string[]) =>
      decide(all(what.length ? what : everything().filter((name) => !optedOut(name)), 'granted')),
    deny: (...what: string[]) => decide(all(what.length ? what : everything(), 'denied')),
    optOut: () => denySaleOrShare('opt-out'),

    withdraw(...what: string[]): void {
      const visit = visited();
      const names = [...new Set([...everything(), ...Object.keys(visit.answers)])];
      const named = what.length ? what : names;
      // A category's vendors go with it, those allowed on their own included. One of several categories goes by the rest.
      const goesWith = (name: string) => !visit.vendors.get(name)?.anyOf && named.includes(categoryOf(name));
      const isGranted = (name: string) =>
        (isKnown(name) ? answerFor(name, visit) : visit.answers[name]) === 'granted';
      const lost = names.filter((name) => (named.includes(name) || goesWith(name)) && isGranted(name));
      decide(all([...lost, ...named.filter((name) => !names.includes(name))], 'denied'));
    },

    /** Erases the record; what then follows is a first visit. */
    forget(): void {
      records.erase();
      writeAsked(settings.cookie.name);
    },

    /** Page load: the record is read, then the signal is honoured, and recorded where there is something to record. */
    arrive(facts: Pick<Visit, 'region' | 'regime' | 'gpc'>): void {
      recall(records.read(keeping(facts.regime)), facts);
      heed();
    },

    /** The signal came on after page load. */
    late(): void {
      consent.change({});
      heed();
    },

    /** Tells whether what was decided outlives this page. */
    get lasts() {
      return records.lasts;
    },

    /** Another page of this site may have decided, or forgotten. What it wrote holds here too; nothing is written. */
    reread(erased = false): void {
      const stored = erased ? null : records.read();
      if (encode(stored) !== known) recall(stored, consent.visit);
      consent.seeSignal();
    },
  };
}
