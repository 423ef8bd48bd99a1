/**
 * Does the stored decision still speak for this visitor? Pure: the clock and the visit come as arguments.
 * Where it does not, its grants fall and its refusals stay: nobody is opted in by our forgetting.
 */
import { regimeNamed } from './regimes/index.ts';
import type { Answers, Decision, Model, Regime } from './types.ts';

const byStrictness: readonly Model[] = ['notice', 'opt-out', 'opt-in'];

/** Gives what holds of a stored decision today: itself and its answers, or its refusals alone. */
export function whatHolds(
  stored: Decision | null,
  today: Regime,
  revision: number,
  days: number,
): { decision: Decision | null; answers: Answers } {
  return stored && stillSpeaks(stored, regimeNamed(stored.regime), today, revision, days)
    ? { decision: stored, answers: stored.answers }
    : { decision: null, answers: refusals(stored?.answers ?? {}) };
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
  const age = now - Date.parse(decision.at);
  const strictness = (regime: Regime | undefined) => byStrictness.indexOf(regime?.model as Model);
  return (
    age >= 0 &&
    age <= days * 864e5 &&
    decision.revision === revision &&
    (decision.regime === today.id || strictness(madeUnder) >= strictness(today))
  );
}

/** Gives the answers that are left of a decision which no longer speaks: its refusals. */
export function refusals(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer === 'denied'));
}
