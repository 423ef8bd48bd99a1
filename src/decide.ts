/**
 * What a visitor, a signal or the site can do with the answers. Every act ends as one decision, written down
 * before anyone hears of it.
 */
import { type Answering, answerFor, type Visit } from './consent.ts';
import type { Settings } from './options.ts';
import { whatHolds } from './recall.ts';
import { makeDecision } from './record.ts';
import { encode } from './storage/codec.ts';
import { createRecords } from './storage/index.ts';
import type { Answer, Answers, Category, DecidedBy, Decision, Regime } from './types.ts';
import { warn } from './warn.ts';

export function createActs(consent: Answering, settings: Settings) {
  const records = createRecords(settings.cookie);
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
    records.write(decision, lifetime(visit.regime));
    known = encode(decision);
    consent.change({ decision, answers: decision.answers });
  }

  function decide(answers: Answers, { by = 'api' }: { by?: DecidedBy } = {}): void {
    const { visit } = consent;
    const given: Record<string, Answer> = {};
    for (const [what, answer] of Object.entries(answers)) {
      // Only the visitor's own switch, after being told, goes against the signal (11 CCR 7025(c)(3)).
      const against = visit.gpc && isSold(what) && !(by === 'dialog' && settings.gpc.override);
      if (!isKnown(what)) warn('name', what);
      else if (categoryOf(what) !== 'essential')
        given[what] = answer === 'granted' && !against ? answer : 'denied';
    }
    if (Object.keys(given).length) act(given, by, { ...visit.answers, ...inForce() });
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
    consent.change({ ...facts, ...whatHolds(stored, regime, settings.revision, lifetime(regime)) });
  }

  return {
    decide,
    // "All" leaves no vendor behind.
    grant: (...what: string[]) => decide(all(what.length ? what : everything(), 'granted')),
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
    forget: records.erase,

    /** Page load: the record is read, then the signal is honoured, and recorded where there is something to record. */
    arrive(facts: Pick<Visit, 'region' | 'regime' | 'gpc'>): void {
      recall(records.read(lifetime(facts.regime)), facts);

      const { gpc, model, decision } = consent.state;
      const switchedOn = everything().some((name) => isSold(name) && consent.allows(name));
      // In an opt-in regime there is no record before the visitor answers.
      if (gpc && (decision || model !== 'opt-in') && !switchedOn) denySaleOrShare('gpc');
    },

    /** Another page of this site may have decided, or forgotten. What it wrote holds here too; nothing is written. */
    reread(erased = false): void {
      const stored = erased ? null : records.read();
      if (encode(stored) !== known) recall(stored, consent.visit);
    },
  };
}
