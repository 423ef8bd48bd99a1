import fc from 'fast-check';
import { beforeEach, describe } from 'vitest';
import { answerFor } from '../../src/consent.ts';
import { readOptions, type Settings, usable } from '../../src/options.ts';
import { regimeFor, regimeNamed } from '../../src/regimes/index.ts';
import { knowRegion } from '../../src/region.ts';
import type { Category, Options, Vendor } from '../../src/types.ts';
import { explainWith } from '../../src/warn.ts';
import { openPage } from '../page.ts';
import { categories } from '../visit.ts';
import { anyJson, deniable } from './arbitraries.ts';
import { alike, holds, must } from './cases.ts';

// Said thousands of times: the sentences are fetched once.
const sentences = import('../../src/messages.ts');
beforeEach(() => {
  explainWith(() => sentences);
  openPage();
});

const names = [
  ...[
    'region',
    'regime',
    'categories',
    'saleOrShare',
    'tags',
    'vendors',
    'guard',
    'revision',
    'policy',
    'cookie',
  ],
  ...['locale', 'texts', 'ui', 'gpc', 'minor', 'endpoint', 'onWithdraw'],
];
const json = anyJson(
  ...names,
  'id',
  'name',
  'category',
  'hosts',
  'model',
  'opt-out',
  'notice',
  'auto',
  'override',
  'DE',
);

/** Options as a careful site writes them. */
const realistic = {
  region: 'DE',
  regime: 'gdpr',
  categories: { functional: { title: 'Comfort' }, analytics: {}, targeting: {}, social: {} },
  saleOrShare: ['targeting', 'social'],
  tags: [
    {
      id: 'counter',
      name: 'Counter Ltd.',
      category: 'analytics',
      purpose: 'Counts.',
      hosts: [],
      cookies: [],
    },
  ],
  vendors: [
    {
      id: 'films',
      name: 'Films Inc.',
      category: 'social',
      purpose: 'Films.',
      hosts: ['films.example'],
      cookies: [],
    },
    {
      id: 'adverts',
      name: 'Adverts Inc.',
      category: 'targeting',
      purpose: 'Advertises.',
      storage: ['ads_*'],
    },
  ],
  guard: true,
  revision: 3,
  policy: '/privacy',
  cookie: { name: 'choice', domain: 'shop.example', path: '/', sameSite: 'Lax', secure: true, days: 90 },
  locale: 'de',
  texts: { accept: 'Ja' },
  ui: { position: 'corner', theme: 'dark' },
  gpc: { override: false },
  minor: false,
  endpoint: '/decisions',
  onWithdraw: 'reload',
};

/** Every place inside a value, as the steps that lead to it. */
function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  const inner = Object.entries(value).flatMap(([step, part]) =>
    placesIn(part).map((rest) => [step, ...rest]),
  );
  return [[], ...inner];
}

function replaced(value: unknown, [step, ...rest]: readonly string[], other: unknown): unknown {
  if (step === undefined) return other;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  return Object.assign(copy, { [step]: replaced(copy[step as never], rest, other) });
}

const broken = fc
  .tuple(
    fc.constantFrom(...placesIn(realistic).filter(([step]) => step)),
    fc.option(json, { nil: undefined }),
  )
  .map(([place, other]) => JSON.parse(JSON.stringify(replaced(realistic, place, other))));
/** As the script's own door spreads whatever its block holds. */
const anyOptions = fc
  .oneof(json, fc.dictionary(fc.constantFrom(...names), json))
  .map((value) => ({ ...(value as object) }));

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isCategory = (name: unknown) => categories.some((known) => known === name);
const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !isList(value);

function everyDefault(given: Record<string, unknown>): void {
  const before = JSON.stringify(given);
  const read = readOptions(given as Options);
  must(JSON.stringify(given) === before, 'the options were changed');
  mustProtect(given.saleOrShare, read);
  const used = categories.filter((name) => name === 'essential' || uses(given.categories, name));
  must(alike(read.categories, used), read.categories, used);
  must([read.tags, read.vendors].every(isList), read.tags, read.vendors);
  must([read.ui, read.texts, read.gpc, read.cookie].every(isRecord), read);
  must(read.revision % 1 === 0 && read.revision >= 0, read.revision);
  must(read.gpc.override !== undefined, 'no override');
  for (const name of ['name', 'path', 'sameSite', 'secure'] as const)
    must(read.cookie[name] !== undefined, name);
  for (const { id, category } of listedIn(read)) {
    must(typeof id === 'string' && id !== '' && !isCategory(id), id);
    must(read.categories.includes(category), category);
  }
}

/** The signal keeps its effect: on what the site names, if all of that can be meant, else on the default too. */
function mustProtect(given: unknown, { saleOrShare }: Settings): void {
  if (isList(given) && given.every(isCategory)) must(alike(saleOrShare, given), saleOrShare, given);
  else must(saleOrShare.includes('targeting') && saleOrShare.includes('social'), saleOrShare);
}

function listedIn({ vendors, tags, categories }: Settings): Vendor[] {
  return [...usable<Vendor>(vendors, categories), ...usable<Vendor>(tags, categories)];
}

function uses(given: unknown, name: Category): boolean {
  if (isList(given)) return given.includes(name);
  return typeof given === 'object' && given !== null ? Object.keys(given).includes(name) : true;
}

describe('readOptions()', () => {
  holds('reads any JSON without a throw, with every default in place', fc.property(anyOptions, everyDefault));
  holds(
    'reads options broken in one place without a throw, with every default in place',
    fc.property(broken, everyDefault),
  );
});

describe('knowRegion()', () => {
  holds(
    'takes any region for a code or for unknown',
    fc.property(fc.oneof(json, fc.string({ maxLength: 6 })), (given) => {
      const told: string[] = [];
      knowRegion(given as string, (region) => told.push(region));
      must(told.length === 1, told);
      must(/^([A-Z]{2}(-[A-Z\d]{1,3})?|unknown)$/.test(told[0] ?? ''), told);
      const { id, model } = regimeFor(told[0] ?? '');
      must(told[0] !== 'unknown' || id === 'gdpr', told, id);
      must(['opt-in', 'opt-out', 'notice'].includes(model), told);
    }),
  );
});

describe('regimeNamed()', () => {
  const model = fc.oneof(fc.constantFrom('opt-in', 'opt-out', 'notice'), json);
  const almost = fc.record(
    { id: json, model, days: json, regions: json },
    { requiredKeys: [], noNullPrototype: true },
  );
  holds(
    'takes any regime for one with a known model or for none',
    fc.property(fc.oneof(json, almost), (given) => {
      const regime = regimeNamed(given as string);
      must(!regime || ['opt-in', 'opt-out', 'notice'].includes(regime.model), regime);
    }),
  );
});

describe('answerFor()', () => {
  holds(
    'grants under opt-in nothing because of what any options say',
    fc.property(fc.oneof(anyOptions, broken), fc.boolean(), (given, gpc) => {
      const settings = readOptions(given as Options);
      const listed = listedIn(settings);
      const vendors = new Map(listed.map((vendor) => [vendor.id, vendor]));
      const visit = {
        settings,
        vendors,
        region: 'DE',
        regime: regimeFor('DE'),
        gpc,
        decision: null,
        answers: {},
      };
      for (const name of [...deniable, ...names]) {
        must(vendors.get(name)?.category === 'essential' || answerFor(name, visit) === 'denied', name);
      }
      for (const { id } of listed) {
        must(vendors.get(id)?.category === 'essential' || answerFor(id, visit) === 'denied', id);
      }
    }),
  );
});
