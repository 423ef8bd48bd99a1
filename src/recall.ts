/**
 * Does the stored decision still speak for this visitor? Pure: the clock and the visit come as arguments.
 * Where it does not, its grants fall and its refusals stay: nobody is opted in by our forgetting.
 */
import type { Settings } from './options.ts';
import { covers, regimeNamed } from './regimes/index.ts';
import type { Answers, Category, Decision, Model, Regime } from './types.ts';

const byStrictness: readonly Model[] = ['notice', 'opt-out', 'opt-in'];

type Rules = Pick<Settings, 'revision' | 'minor' | 'saleOrShare'>;

/**
 * Gives what holds of a stored decision today: itself and its answers; or its refusals alone, and of the decision the
 * part that may not be asked about again yet. That part is a decision with answers missing, so that the visitor is
 * asked for the others only.
 */
export function whatHolds(
  stored: Decision | null,
  today: Regime,
  rules: Rules,
  days: number,
): { decision: Decision | null; answers: Answers } {
  if (!stored) return { decision: null, answers: {} };
  if (stillSpeaks(stored, ruling(stored, today), today, rules.revision, days))
    return { decision: stored, answers: stored.answers };
  const answers = refusals(stored.answers);
  const standing = Object.entries(answers).filter(([what]) =>
    isWithin(daysStanding(what, stored, today, rules), stored),
  );
  return {
    decision: standing[0] ? { ...stored, answers: Object.fromEntries(standing) } : null,
    answers,
  };
}

/** Tells for how many days of its life a decision is kept: `days`, or longer where a refusal in it stands longer. */
export function daysKept(decision: Decision, today: Regime, rules: Rules, days: number): number {
  const standing = Object.keys(refusals(decision.answers)).map((what) =>
    daysStanding(what, decision, today, rules),
  );
  return Math.max(days, ...standing);
}

/** For how many days this refusal may not be asked about again, counted from its decision; 0 where it may at any time. */
function daysStanding(what: string, decision: Decision, today: Regime, rules: Rules): number {
  const sold = rules.saleOrShare.includes(what as Category);
  const own = decision.regime === today.id && decision.revision === rules.revision;
  // Another purpose may be asked about at once (Garante, guidelines of 10 June 2021); sale or share may not, once a visitor
  // of California has opted out of it, wherever they are now (Civ. Code 1798.135(c)(4)).
  const firm = own || (sold && decision.region.startsWith('US'));
  const { stands, days } = ruling(decision, today) ?? {};
  // Minors: twelve months (Civ. Code 1798.135(c)(5)).
  return Math.max(sold && rules.minor ? 365 : 0, firm && covers(stands, decision.region) ? Number(days) : 0);
}

/** The regime a decision was made under; a site's own is known while it is today's. */
function ruling({ regime }: Decision, today: Regime): Regime | undefined {
  return regimeNamed(regime === today.id ? today : regime);
}

/**
 * Tells whether a stored decision still speaks.
 *
 * It falls silent when it is older than a decision may live (`days`), when its moment lies in the future, when the
 * site has raised its revision or the record names one the site never had, and when it was made under a regime
 * (`madeUnder`) less strict than today's, or one we do not know.
 */
export function stillSpeaks(
  decision: Decision,
  madeUnder: Regime | undefined,
  today: Regime,
  revision: number,
  days: number,
  now = Date.now(),
): boolean {
  // What an exemption granted unasked is no yes elsewhere.
  const strictness = (regime: Regime | undefined) =>
    byStrictness.indexOf(regime?.model as Model) - (regime?.granted ? 0.5 : 0);
  return (
    isWithin(days, decision, now) &&
    decision.revision === revision &&
    (decision.regime === today.id || strictness(madeUnder) >= strictness(today))
  );
}

/** Tells whether a decision is at most so many days old, and not of the future. */
function isWithin(days: number | undefined, { at }: Decision, now = Date.now()): boolean {
  const age = now - Date.parse(at);
  return !!days && age >= 0 && age <= days * 864e5;
}

/** Gives the answers that are left of a decision which no longer speaks: its refusals. */
export function refusals(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer === 'denied'));
}
