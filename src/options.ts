/**
 * The only home of defaults. What a site leaves out and what it sets to `undefined` mean the same; what it sets
 * to something that cannot be used is named on the console and replaced by the default.
 */
import { allCategories } from './categories.ts';
import { regimeNamed } from './regimes/index.ts';
import type { CookieSettings } from './storage/cookie.ts';
import type { Category, Options, Vendor } from './types.ts';
import { warn } from './warn.ts';

const defaults = {
  saleOrShare: ['targeting', 'social'] as readonly Category[],
  tags: [] as NonNullable<Options['tags']>,
  vendors: [] as NonNullable<Options['vendors']>,
  guard: true,
  revision: 1,
  ui: {} as NonNullable<Options['ui']>,
  gpc: { override: true } as NonNullable<Options['gpc']>,
  cookie: {} as NonNullable<Options['cookie']>,
  texts: {} as NonNullable<Options['texts']>,
};

/** Options with every default filled in. */
export type Settings = Omit<Options, keyof typeof defaults> &
  Omit<typeof defaults, 'cookie'> & {
    readonly cookie: CookieSettings;
    /** The categories in use, in their order. */
    readonly categories: readonly Category[];
  };

/** `secure` tells whether the page came over https. A server, which has no page, says so itself. */
export function readOptions(given: Options, secure = location.protocol === 'https:'): Settings {
  const options = said(given) as typeof defaults & Options;
  for (const name of Object.keys(defaults) as (keyof typeof defaults)[]) {
    const value = options[name];
    const fits =
      value?.constructor === defaults[name].constructor && (name !== 'revision' || isRevision(value));
    if (!fits && value !== undefined)
      warn('option', name, typeof value === 'number' ? value : JSON.stringify(value));
    if (!fits) options[name] = defaults[name] as never;
  }
  const { categories = allCategories, saleOrShare, regime } = options;
  if (regime && !regimeNamed(regime)) {
    warn('option', 'regime', regime);
    // The strictest: nobody knows which one was meant.
    options.regime = 'gdpr';
  }
  const listed: unknown[] = Array.isArray(categories) ? categories : Object.keys(Object(categories));
  const strange = (name: unknown) => !allCategories.includes(name as Category);
  for (const name of listed.filter(strange)) warn('category', name, 'option "categories"');
  for (const name of saleOrShare.filter(strange)) warn('category', name, 'option "saleOrShare"');
  const fits = categories && typeof categories === 'object';
  if (!fits) warn('option', 'categories', categories);
  const cookie = { name: 'assent', path: '/', sameSite: 'Lax' as const, secure, ...said(options.cookie) };
  // Any other name reads back differently here and on a server (RFC 6265 §4.1.1, "token").
  if (typeof cookie.name !== 'string' || !/^[\w!#$&'*+.^`|~-]+$/.test(cookie.name)) {
    warn('option', 'cookie.name', JSON.stringify(cookie.name));
    cookie.name = 'assent';
  }
  const own = Object.entries(Array.isArray(categories) || !fits ? {} : categories);
  const texts = own.flatMap(([name, words]) => [
    [`${name}Title`, words?.title],
    [`${name}Text`, words?.text],
  ]);
  return {
    ...options,
    texts: { ...said(Object.fromEntries(texts)), ...options.texts },
    categories: allCategories.filter((name) => name === 'essential' || !fits || listed.includes(name)),
    // A misspelt name must not leave the signal without effect.
    saleOrShare: saleOrShare.some(strange) ? [...saleOrShare, ...defaults.saleOrShare] : saleOrShare,
    gpc: { ...defaults.gpc, ...said(options.gpc) },
    cookie,
  };
}

function isRevision(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

function said<Some extends object>(some: Some): Some {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as Some;
}

/** Keeps the vendors and tags that can be listed; the console says what is wrong with the others. */
export function usable<Some extends Vendor>(
  vendors: readonly Some[],
  categories: readonly Category[],
): Some[] {
  return vendors.filter((vendor) => {
    const { id, category } = vendor ?? {};
    const named = id && typeof id === 'string' && !allCategories.includes(id as Category);
    if (!named) warn('id', id);
    else if (categories.includes(category)) return true;
    else warn('category', category, `"${id}"`);
    return false;
  });
}
