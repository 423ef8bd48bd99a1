import fc from 'fast-check';
import { describe } from 'vitest';
import { answerFor, stateOf, type Visit } from '../../src/consent.ts';
import { writeStrings } from '../../src/iab/strings.ts';
import type { Category, Decision, Regime, Vendor } from '../../src/types.ts';
import { readBack } from '../iab/read-back.ts';
import { categories, settingsOf } from '../visit.ts';
import { answer, category, decision, inherited } from './arbitraries.ts';
import { alike, holds, must } from './cases.ts';

/** Few ids, so that vendors, answers and questions meet. */
const ids = ['counter', 'adverts', 'films', ...inherited];
const strangers = ['', 'marketing', 'Analytics', 'essential ', 'shop'];

const vendor: fc.Arbitrary<Vendor> = fc.record({
  id: fc.constantFrom(...ids),
  name: fc.constant('Vendor'),
  category,
  purpose: fc.constant(''),
});
const answers = fc
  .array(fc.tuple(fc.constantFrom(...categories, ...ids), answer), { maxLength: 9 })
  .map((entries) => Object.fromEntries(entries));
const regime: fc.Arbitrary<Regime> = fc
  .tuple(
    fc.constantFrom('opt-in', 'opt-out', 'notice'),
    fc.option(fc.subarray([...categories]), { nil: undefined }),
  )
  .map(([model, granted]) => ({ id: 'house', model, days: 182, regions: '', granted }));

const visit: fc.Arbitrary<Visit> = fc
  .record({
    used: fc.subarray([...categories], { minLength: 1 }),
    saleOrShare: fc.oneof(fc.constant<Category[]>(['targeting', 'social']), fc.subarray([...categories])),
    override: fc.boolean(),
    minor: fc.option(fc.boolean(), { nil: undefined }),
    vendors: fc.array(vendor, { maxLength: 5 }),
    regime,
    gpc: fc.boolean(),
    // A decision that speaks, one that does not and left answers behind, or none.
    decision: fc.option(decision({ answers }), { freq: 3 }),
    left: fc.oneof(answers, fc.constant({})),
    fresh: fc.option(fc.subarray(ids), { nil: undefined }),
  })
  .map(({ used, saleOrShare, override, minor, vendors, regime, gpc, decision, left, fresh }) => ({
    settings: settingsOf({
      categories: categories.filter((name) => name === 'essential' || used.includes(name)),
      saleOrShare,
      gpc: { override },
      minor,
    }),
    vendors: new Map(vendors.map((vendor) => [vendor.id, vendor])),
    region: 'DE',
    regime,
    gpc,
    decision,
    answers: decision?.answers ?? left,
    fresh,
  }));

/** The answer as the contract tells it, rule after rule, sharing nothing with the code it judges. */
function expected(what: string, { settings, vendors, regime, gpc, decision, answers, fresh }: Visit): string {
  let belongs = '';
  for (const name of categories) if (name === what) belongs = name;
  for (const vendor of vendors.values()) if (vendor.id === what) belongs = vendor.category;
  let used = false;
  for (const name of settings.categories) if (name === belongs) used = true;
  let sold = false;
  for (const name of settings.saleOrShare) if (name === belongs) sold = true;
  // A vendor's own answer stands before its category's.
  let said = 'nothing';
  for (const [name, given] of Object.entries(answers)) if (name === belongs) said = given;
  for (const [name, given] of Object.entries(answers)) if (name === what) said = given;

  if (belongs === 'essential') return 'granted';
  if (!used) return 'denied';
  // Nobody has been asked about a vendor that came later.
  for (const name of fresh ?? []) if (name === what) return 'denied';
  if (said === 'denied') return 'denied';
  if (gpc && sold)
    return said === 'granted' && toldOfConflict(decision) && settings.gpc.override ? 'granted' : 'denied';
  if (said === 'granted') return 'granted';
  if (regime.model === 'opt-in') {
    // What its law exempts from asking is never sale or share.
    for (const name of regime.granted ?? []) if (name === belongs && !sold) return 'granted';
    return 'denied';
  }
  if (settings.minor && sold) return 'denied';
  return 'granted';
}

function toldOfConflict(decision: Decision | null): boolean {
  return decision?.gpc === true;
}

const everyName = [...categories, ...ids, ...strangers];

describe('answerFor()', () => {
  holds(
    'answers as the rules say, one by one',
    fc.property(visit, (visit) => {
      for (const name of everyName) {
        const answer = answerFor(name, visit);
        must(answer === expected(name, visit), name, answer);
      }
    }),
  );
});

describe('stateOf()', () => {
  holds(
    'lists in the state exactly what it answers',
    fc.property(visit, (visit) => {
      const { granted, denied, undecided } = stateOf(visit, 'none');
      must(alike([...granted, ...denied].sort(), [...visit.settings.categories].sort()), granted, denied);
      for (const name of granted) must(expected(name, visit) === 'granted', name);
      for (const name of denied) must(expected(name, visit) === 'denied', name);
      const said = Object.keys(visit.decision?.answers ?? {});
      const open = visit.settings.categories.filter((name) => name !== 'essential' && !said.includes(name));
      must(undecided === (open.length > 0 || (visit.fresh ?? []).length > 0), open);
    }),
  );
});

describe('writeStrings()', () => {
  const prefixes = { US: 'usnat', 'US-CA': 'usca', 'US-VA': 'usva', 'US-MD': 'usnat', unknown: 'usnat' };
  holds(
    'tells vendors of an opt-out exactly where a part of sale or share is denied',
    fc.property(visit, fc.constantFrom(...Object.entries(prefixes)), (visit, [region, prefix]) => {
      const state = stateOf({ ...visit, region }, 'none');
      const { gpp, usp } = writeStrings(state, visit, visit.settings, { sections: 'state', notices: true });
      const sold = visit.settings.categories.filter((name) => visit.settings.saleOrShare.includes(name));
      const free = sold.length > 0 && sold.every((name) => expected(name, visit) === 'granted');
      must(readBack(gpp).getFieldValue(prefix, 'SaleOptOut') === (free ? 2 : 1), gpp, sold);
      must(usp === (free ? '1YNN' : '1YYN'), usp, sold);
    }),
  );
});
