/** Writes a decision down, and hands the visitor a copy. A decision is whole before anyone hears of it. */
import { answerFor, stateOf, type Visit } from './consent.ts';
import type { Settings } from './options.ts';
import type { Answers, DecidedBy, Decision, Receipt } from './types.ts';

/** Makes a decision out of answers: without essential, and with vendors only where they differ from their categories. */
export function makeDecision(answers: Answers, by: DecidedBy, visit: Visit, revision: number): Decision {
  const { decision, gpc, region, regime, vendors } = visit;
  const kept = Object.entries(answers).filter(([what, answer]) => {
    const { category = '', anyOf = [category] } = vendors.get(what) ?? {};
    const given = anyOf.map((name) => answers[name]);
    return what !== 'essential' && (given.find((each) => each === 'granted') ?? given[0]) !== answer;
  });
  return {
    v: 1,
    id: decision?.id ?? uuid(),
    at: new Date().toISOString(),
    by,
    regime: regime.id,
    region,
    revision,
    gpc,
    answers: Object.fromEntries(kept),
  };
}

/** Gives the decision in force as the visitor may keep it, or `null` where there is none. */
export function makeReceipt(
  visit: Visit,
  { policy, cookie }: Pick<Settings, 'policy' | 'cookie'>,
  language: string,
): Receipt | null {
  const { decision, granted, denied, model } = stateOf(visit, 'none');
  const vendors = [...visit.vendors.values()].map(({ id, name, category, purpose }) => ({
    id,
    name,
    category,
    purpose,
    answer: answerFor(id, visit),
  }));
  const { origin } = location;
  return (
    decision && {
      v: 1,
      site: origin,
      policy,
      language,
      model,
      days: cookie.days ?? visit.regime.days,
      withdrawal: `${origin}/?assent=open`,
      decision,
      granted,
      denied,
      vendors,
    }
  );
}

// `crypto.randomUUID` is missing on plain http; the address of a blob ends in a random UUID everywhere
// (W3C File API §8.3.1), at ten times the cost.
function uuid(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const address = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(address);
  return address.slice(-36);
}
