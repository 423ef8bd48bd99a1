/**
 * How many random cases each property is tried on, by its title: the one place where they are counted.
 * Every run draws new ones. A property that fails prints its seed: `ASSENT_SEED=<seed> npm run test:properties`
 * repeats that run.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';

export const cases = {
  // records.test.ts
  'reads any text without a throw, and nothing but whole decisions': 15_000,
  'reads any broken record without a throw, and grants nothing its text did not': 15_000,
  'gives back every decision it encodes': 4_000,
  'takes the latest of any readings, of equally late ones the one that grants least': 5_000,
  'recalls a decision by age, revision and strictness alone': 8_000,
  'keeps of any answers the refusals alone': 2_000,
  'reads any cookie beside any copy without a throw, and prefers the later': 2_500,
  'never grants on arrival what no whole record that still speaks grants': 2_500,
  // options.test.ts
  'reads any JSON without a throw, with every default in place': 6_000,
  'reads options broken in one place without a throw, with every default in place': 6_000,
  'takes any region for a code or for unknown': 3_000,
  'takes any regime for one with a known model or for none': 3_000,
  'grants under opt-in nothing because of what any options say': 4_000,
  // answers.test.ts
  'answers as the rules say, one by one': 20_000,
  'lists in the state exactly what it answers': 4_000,
  'tells vendors of an opt-out exactly where a part of sale or share is denied': 1_000,
  // addresses.test.ts
  'never loads an address that runs in place, however it is spelt': 3_000,
  'loads every http and https address, however it is spelt': 2_000,
  'judges any text without a throw': 2_000,
  // hosts.test.ts
  "knows a vendor's address in every spelling a browser understands": 6_000,
  "never takes an address for a vendor's that only looks like it": 4_000,
  "never takes the page's own addresses for a vendor's, even on a vendor's host": 1_000,
  'judges any address and cookie by anything a vendor declares without a throw': 3_000,
  // markup.test.ts
  'leaves no address of a held vendor for the parser, and everything else as it was': 4_000,
  // gate.test.ts: each a walk of up to 40 steps
  'runs what is granted, once, and nothing else, whatever happens in whatever order': 250,
} as const;

/** Declares a test that tries a property on as many cases as the table says. */
export function holds<Case extends [unknown, ...unknown[]]>(
  title: keyof typeof cases,
  property: fc.IProperty<Case> | fc.IAsyncProperty<Case>,
): void {
  it(title, { timeout: 300_000 }, async () => {
    const seed = process.env.ASSENT_SEED;
    const outcome = await fc.check<Case>(property, {
      numRuns: cases[title],
      ...(seed && { seed: Number(seed) }),
    });
    if (outcome.failed) throw new Error(fc.defaultReportMessage(outcome), { cause: outcome.errorInstance });
    expect(outcome.numRuns).toBe(cases[title]);
  });
}

/** An expectation that costs nothing while it is met: `expect` would take most of the time of 100,000 cases. */
export function must(fact: unknown, ...otherwise: unknown[]): asserts fact {
  if (!fact) throw new Error(otherwise.map((each) => JSON.stringify(each)).join(' '));
}

/** Tells whether two values are written alike. */
export function alike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
