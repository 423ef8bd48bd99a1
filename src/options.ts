/**
 * The only home of defaults. What a site leaves out and what it sets to `undefined` mean the same; what it sets
 * to something that cannot be used is named on the console and replaced by the default.
 */
import type { CookieSettings } from './storage/cookie.ts';
import type { Category, Options, Vendor } from './types.ts';
import { warn } from './warn.ts';

export const allCategories: readonly Category[] = [
  'essential',
  'functional',
  'analytics',
  'targeting',
  'social',
];

const defaults = {
  saleOrShare: ['targeting', 'social'] as readonly Category[],
  tags: [] as NonNullable<Options['tags']>,
  vendors: [] as NonNullable<Options['vendors']>,
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

export function readOptions(given: Options): Settings {
  const options = { ...given } as typeof defaults & Options;
  for (const name of Object.keys(defaults) as (keyof typeof defaults)[]) {
    const value = options[name];
    if (value?.constructor === defaults[name].constructor) continue;
    if (value !== undefined) warn('option', name, JSON.stringify(value));
    options[name] = defaults[name] as never;
  }
  const { categories = allCategories } = options;
  const listed: unknown[] = Array.isArray(categories) ? categories : Object.keys(categories);
  for (const name of listed)
    if (!allCategories.includes(name as Category)) warn('category', name, 'option "categories"');
  return {
    ...options,
    categories: allCategories.filter((name) => name === 'essential' || listed.includes(name)),
    cookie: { name: 'assent', path: '/', sameSite: 'Lax', secure: location.protocol === 'https:', ...options.cookie },
  };
}

/** Keeps the vendors and tags that can be listed; the console says what is wrong with the others. */
export function usable<Some extends Vendor>(
  vendors: readonly Some[],
  categories: readonly Category[],
): Some[] {
  return vendors.filter(({ id, category }) => {
    const named = id && !allCategories.includes(id as Category);
    if (!named) warn('id', id);
    else if (categories.includes(category)) return true;
    else warn('category', category, `"${id}"`);
    return false;
  });
}
