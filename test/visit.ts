/** Visits, decisions, vendors and tags for tests: whole by default, changed in the one point a test is about. */
import type { Visit } from '../src/consent.ts';
import type { Settings } from '../src/options.ts';
import { ccpa } from '../src/regimes/ccpa.ts';
import { gdpr } from '../src/regimes/gdpr.ts';
import type { Answer, Answers, Category, Decision, Regime, State, TagPage, Vendor } from '../src/types.ts';

export const categories: readonly Category[] = [
  'essential',
  'functional',
  'analytics',
  'targeting',
  'social',
];
export const notice: Regime = { id: 'house-notice', model: 'notice', days: 365, regions: '' };
export const regimes = { gdpr, ccpa, notice };

export const vendors: readonly Vendor[] = [
  { id: 'shop', name: 'Shop', category: 'essential', purpose: 'Keeps the basket.' },
  { id: 'counter', name: 'Counter Ltd.', category: 'analytics', purpose: 'Counts visits.' },
  { id: 'adverts', name: 'Adverts Inc.', category: 'targeting', purpose: 'Shows advertisements.' },
  { id: 'films', name: 'Films Inc.', category: 'social', purpose: 'Shows films.' },
];

export function all(answer: Answer): Answers {
  return { functional: answer, analytics: answer, targeting: answer, social: answer };
}

export function settingsOf(changes: Partial<Settings> = {}): Settings {
  return {
    categories,
    saleOrShare: ['targeting', 'social'],
    tags: [],
    vendors: [],
    guard: true,
    revision: 1,
    ui: {},
    gpc: { override: true },
    cookie: { name: 'assent', path: '/', sameSite: 'Lax', secure: true },
    texts: {},
    ...changes,
  };
}

export function decisionOf(changes: Partial<Decision> = {}): Decision {
  return {
    v: 1,
    id: '0b8ff7c1-3a52-4c0e-9d7a-5c2f0e6b1a23',
    at: '2026-03-01T09:00:00.000Z',
    by: 'banner',
    regime: 'gdpr',
    region: 'DE',
    revision: 1,
    gpc: false,
    answers: all('denied'),
    ...changes,
  };
}

/** A visit in Germany, before any answer. A decision brings its own answers. */
export function visitOf(changes: Partial<Visit> = {}): Visit {
  const { decision = null } = changes;
  return {
    settings: settingsOf(),
    vendors: new Map(vendors.map((vendor) => [vendor.id, vendor])),
    region: 'DE',
    regime: gdpr,
    gpc: false,
    answers: decision?.answers ?? {},
    ...changes,
    decision,
  };
}

/**
 * The page as a tag sees it, in a state with these categories granted; `scripts` are the addresses it asked for. A vendor is
 * allowed as long as anything is, and declared, beside the one that asks, if `vendors` says its answer.
 */
export function tagPage(
  granted: readonly Category[],
  changes: Partial<State> = {},
  vendors: Readonly<Record<string, boolean>> = {},
) {
  const scripts: string[] = [];
  const state: State = {
    region: 'DE',
    regime: 'gdpr',
    model: 'opt-in',
    gpc: false,
    undecided: false,
    granted: ['essential', ...granted],
    denied: categories.filter((name) => name !== 'essential' && !granted.includes(name)),
    decision: decisionOf(),
    surface: 'none',
    ...changes,
  };
  const page: TagPage = {
    script(src) {
      scripts.push(src);
      return undefined;
    },
    whenParsed: (then) => then(),
    allows: (what) => {
      const names = [what].flat();
      const name = names.find((each) => each in vendors) ?? `${names.at(-1)}`;
      const isCategory = categories.includes(name as Category);
      return vendors[name] ?? (isCategory ? state.granted.includes(name as Category) : granted.length > 0);
    },
    state,
  };
  return { ...page, scripts };
}
