/**
 * What a visitor, a signal or the site can do with the answers. Every act ends as one decision, written down
 * before anyone hears of it.
 */
import { type Answering, answerFor, type Visit } from './consent.ts';
import type { Settings } from './options.ts';
import { whatHolds } from './recall.ts';
import { makeDecision } from './record.ts';
import { readAsked, writeAsked } from './storage/asked.ts';
import { encode } from './storage/codec.ts';
import { createRecords } from './storage/index.ts';
import type { Answer, Answers, Category, DecidedBy, Decision, Regime } from './types.ts';
import { warn } from './warn.ts';

/** `note` is told of every decision, as the visit will be once it holds. */
export function createActs(consent: Answering, settings: Settings, note?: (visit: Visit) => void) {
  const records = createRecords(settings.cookie);
  // Whom the visitor was asked about, where it is known.
  let asked: string[] | undefined;
  // The record this page goes by, speaking or not, as text.
  let known: string;
  const lifetime = (regime: Regime) => settings.cookie.days ?? regime.days;
  const categoryOf = (what: string) => consent.visit.vendors.get(what)?.category ?? (what as Category);
  const isKnown = (what: string) => settings.categories.includes(categoryOf(what));
  const isSold = (what: string) => settings.saleOrShare.includes(categoryOf(what));
  const everything = () => [...settings.categories, ...consent.visit.vendors.keys()];
  const all = (what: readonly string[], answer: Answer) =>
    Object.fromEntries(what.map((name) => [name, answer]));

  /** Records these answers over those `kept`. A refused category takes the older grants of its vendors with it. */
  function act(given: Answers, by: DecidedBy, kept: Answers): void {
    const { visit } = consent;
    const entries = Object.entries({ ...kept, ...given }).filter(
      ([what]) => what in given || given[categoryOf(what)] !== 'denied',
    );
    const decision = makeDecision(Object.fromEntries(entries), by, visit, settings.revision);
    // Whoever is answered for now, beside those asked about before; where these are not known, all of them.
    const { vendors } = visit;
    const ids = [...vendors.keys()];
    const answered = (id: string) => Object.hasOwn(given, id) || Object.hasOwn(given, categoryOf(id));
    asked = [...new Set([...(visit.decision ? (asked ?? ids) : []), ...ids.filter(answered)])];
    // Before the record, of which other pages hear.
    writeAsked(settings.cookie.name, decision, asked);
    records.write(decision, lifetime(visit.regime));
    known = encode(decision);
    const fresh = visit.fresh?.filter((id) => !asked?.includes(id));
    const facts = { decision, answers: decision.answers, fresh };
    note?.({ ...visit, ...facts });
    consent.change(facts);
  }

  function decide(answers: Answers, { by = 'api' }: { by?: DecidedBy } = {}): void {
    const { visit } = consent;
    const given: Record<string, Answer> = {};
    for (const [what, answer] of Object.entries(answers)) {
      // Only the visitor's own switch, after being told, goes against the signal (11 CCR 7025(c)(3)).
      const against = visit.gpc
        ? isSold(what) && !(by === 'dialog' && settings.gpc.override)
        : /^(banner|placeholder)$/.test(by) && optedOut(what);
      if (!isKnown(what)) warn('name', what);
      else if (categoryOf(what) !== 'essential')
        given[what] = answer === 'granted' && (!against || consent.allows(what)) ? answer : 'denied';
    }
    if (Object.keys(given).length) act(given, by, { ...visit.answers, ...inForce() });
  }

  /** Tells whether the visitor has said no to this sale or share. One press does not undo it (11 CCR 7028(a)). */
  function optedOut(what: string): boolean {
    const { answers, regime } = consent.visit;
    return regime.model === 'opt-out' && isSold(what) && answers[categoryOf(what)] === 'denied';
  }

  /** The answers in force for every category. */
  function inForce(): Answers {
    return Object.fromEntries(settings.categories.map((name) => [name, answerFor(name, consent.visit)]));
  }

  /** Denies sale or share, unless the record says so already. Where we ask anyway, the rest stays to be asked. */
  function denySaleOrShare(by: DecidedBy): void {
    const { state, visit } = consent;
    const answers = visit.decision?.answers ?? {};
    const sold = settings.categories.filter(isSold);
    const done = Object.keys(answers).every((what) => !isSold(what) || answers[what] === 'denied');
    if (done && sold.every((name) => name in answers)) return;
    const asking = state.model === 'opt-in' && state.undecided;
    act(all(sold, 'denied'), by, asking ? visit.answers : { ...visit.answers, ...inForce() });
  }

  /** Puts the stored decision in force, as far as it still speaks. */
  function recall(stored: Decision | null, facts: Pick<Visit, 'region' | 'regime' | 'gpc'>): void {
    const { regime } = facts;
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
      ...whatHolds(stored, regime, settings, lifetime(regime)),
      fresh: [...consent.visit.vendors.keys()].filter(isFresh),
    });
  }

  /** Denies by the signal, and records it where there is something to record. */
  function heed(): void {
    const { gpc, model, decision } = consent.state;
    const switchedOn = everything().some((name) => isSold(name) && consent.allows(name));
    // In an opt-in regime there is no record before the visitor answers.
    if (gpc && (decision || model !== 'opt-in') && !switchedOn) denySaleOrShare('gpc');
  }

  return {
    decide,
    // "All" leaves no vendor behind; what the visitor has opted out of has to be named.
    grant: (...what: string[]) =>
      decide(all(what.length ? what : everything().filter((name) => !optedOut(name)), 'granted')),
    deny: (...what: string[]) => decide(all(what.length ? what : everything(), 'denied')),
    optOut: () => denySaleOrShare('opt-out'),

    withdraw(...what: string[]): void {
      const named = what.length ? what : everything();
      // A category's vendors go with it, those allowed on their own included. One of several categories goes by the rest.
      const goesWith = (name: string) =>
        !consent.visit.vendors.get(name)?.anyOf && named.includes(categoryOf(name));
      const names = everything().filter((name) => named.includes(name) || goesWith(name));
      const granted = names.filter((name) => answerFor(name, consent.visit) === 'granted');
      decide(all([...granted, ...named.filter((name) => !isKnown(name))], 'denied'));
    },

    /** Erases the record; what then follows is a first visit. */
    forget(): void {
      records.erase();
      writeAsked(settings.cookie.name);
    },

    /** Page load: the record is read, then the signal is honoured, and recorded where there is something to record. */
    arrive(facts: Pick<Visit, 'region' | 'regime' | 'gpc'>): void {
      recall(records.read(lifetime(facts.regime)), facts);
      heed();
    },

    /** The signal came on after page load. */
    late(): void {
      consent.change({});
      heed();
    },

    /** Another page of this site may have decided, or forgotten. What it wrote holds here too; nothing is written. */
    reread(erased = false): void {
      const stored = erased ? null : records.read();
      if (encode(stored) !== known) recall(stored, consent.visit);
      consent.seeSignal();
    },
  };
}
