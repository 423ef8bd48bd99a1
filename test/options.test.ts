import { beforeEach, describe, expect, it } from 'vitest';
import { allCategories } from '../src/categories.ts';
import { readOptions, usable } from '../src/options.ts';
import type { Options, Vendor } from '../src/types.ts';
import { openPage } from './page.ts';
import { heard, silence } from './said.ts';

beforeEach(() => void openPage());

const cookie = { name: 'assent', path: '/', sameSite: 'Lax', secure: true };
const defaults = {
  saleOrShare: ['targeting', 'social'],
  tags: [],
  vendors: [],
  revision: 1,
  ui: {},
  gpc: { override: true },
  texts: {},
  categories: ['essential', 'functional', 'analytics', 'targeting', 'social'],
};

describe('readOptions()', () => {
  it('fills in every default, in silence', async () => {
    expect(readOptions({})).toMatchObject({ ...defaults, cookie });
    expect(await silence()).toEqual([]);
  });

  it('takes undefined for absent', async () => {
    const absent = Object.fromEntries(
      [...Object.keys(defaults), 'cookie', 'locale'].map((name) => [name, undefined]),
    );
    expect(readOptions(absent)).toMatchObject({ ...defaults, cookie });
    expect(await silence()).toEqual([]);
  });

  it.each([
    { given: { gpc: {} }, read: { gpc: { override: true } } },
    { given: { gpc: { override: undefined } }, read: { gpc: { override: true } } },
    { given: { gpc: { override: false } }, read: { gpc: { override: false } } },
    { given: { cookie: { name: undefined } }, read: { cookie } },
    { given: { cookie: { path: undefined, sameSite: undefined, secure: undefined } }, read: { cookie } },
    { given: { cookie: { days: 90 } }, read: { cookie: { ...cookie, days: 90 } } },
    {
      given: { cookie: { name: 'choice', secure: false } },
      read: { cookie: { ...cookie, name: 'choice', secure: false } },
    },
  ] as { given: Options; read: object }[])('fills in what is left out of $given', ({ given, read }) => {
    expect(readOptions(given)).toMatchObject(read);
  });

  it.each([
    ['https://shop.example/', true],
    ['http://shop.example/', false],
    ['http://localhost:8080/', false],
  ])('asks for a secure cookie on %s: %s', (address, secure) => {
    openPage(address);
    expect(readOptions({}).cookie.secure).toBe(secure);
  });

  it('keeps what the site sets', async () => {
    const given: Options = {
      region: 'US-CA',
      saleOrShare: ['social'],
      revision: 7,
      policy: '/privacy',
      ui: { position: 'corner' },
      texts: { accept: 'Yes' },
      minor: true,
      onWithdraw: 'reload',
    };
    expect(readOptions(given)).toMatchObject(given);
    expect(await silence()).toEqual([]);
  });

  it.each([
    ['revision', '3'],
    ['revision', Number.NaN],
    ['revision', 1.5],
    ['revision', -1],
    ['revision', null],
    ['saleOrShare', 'targeting'],
    ['saleOrShare', null],
    ['tags', { 'google-analytics': { id: 'G-1' } }],
    ['vendors', 'youtube'],
    ['ui', 'corner'],
    ['gpc', true],
    ['cookie', 'assent'],
    ['texts', ['Yes']],
  ])('names the option %s: %j and takes its default', async (name, value) => {
    const read = readOptions({ [name]: value });
    expect(read[name as 'ui']).toEqual({ ...defaults, cookie }[name]);
    const shown = typeof value === 'number' ? String(value) : JSON.stringify(value);
    expect(await heard(`Option "${name}" is ${shown}`)).toContain('its default applies');
  });

  it.each([
    [['analytics'], ['essential', 'analytics']],
    [
      ['social', 'functional'],
      ['essential', 'functional', 'social'],
    ],
    [['essential'], ['essential']],
    [[], ['essential']],
    [{ analytics: { title: 'Counting' }, targeting: {} }, ['essential', 'analytics', 'targeting']],
  ] as [Options['categories'], string[]][])('reads the categories %j in their order', (categories, read) => {
    expect(readOptions({ categories }).categories).toEqual(read);
  });

  it.each(['marketing', 'Analytics', '', 'constructor'])(
    'names the unknown category "%s" and leaves it out',
    async (name) => {
      const { categories } = readOptions({ categories: ['analytics', name] as Options['categories'] });
      expect(categories).toEqual(['essential', 'analytics']);
      expect(await heard(`Unknown category "${name}"`)).toContain('"categories"');
    },
  );

  it('never throws for a category whose own texts are null', () => {
    const categories = { analytics: null } as never;
    expect(readOptions({ categories })).toMatchObject({ categories: ['essential', 'analytics'], texts: {} });
  });

  it('takes the own texts of categories, which single texts go before', () => {
    const categories = { analytics: { title: 'Statistics', text: 'Counts.' }, social: { title: 'Films' } };
    const { texts } = readOptions({ categories, texts: { analyticsText: 'Counts visits.' } });
    expect(texts).toEqual({
      analyticsTitle: 'Statistics',
      analyticsText: 'Counts visits.',
      socialTitle: 'Films',
    });
  });

  it.each([null, 'analytics', 7])('never throws for the categories %j, and says so', async (categories) => {
    expect(() => readOptions({ categories: categories as never })).not.toThrow();
    await heard('categories');
  });

  it('names an unknown category among those of sale or share', async () => {
    readOptions({ saleOrShare: ['advertising'] as never });
    expect(await heard('"advertising"')).toContain('saleOrShare');
  });

  it('never changes what the site handed over', () => {
    const given = Object.freeze({ gpc: Object.freeze({}), cookie: Object.freeze({}), revision: 2 });
    readOptions(given);
    expect(given).toEqual({ gpc: {}, cookie: {}, revision: 2 });
  });
});

describe('usable()', () => {
  const vendor: Vendor = { id: 'films', name: 'Films Inc.', category: 'social', purpose: 'Shows films.' };

  it('keeps vendors that can be listed, in silence', async () => {
    expect(usable([vendor], allCategories)).toEqual([vendor]);
    expect(await silence()).toEqual([]);
  });

  it.each([['films'], { toString: null }, 7, true])('leaves out a vendor with the id %j, no text', (id) => {
    expect(usable([{ ...vendor, id: id as never }, vendor], allCategories)).toEqual([vendor]);
  });

  it.each([undefined, ...allCategories])('leaves out a vendor with the id %j, and says so', async (id) => {
    expect(usable([{ ...vendor, id: id as string }, vendor], allCategories)).toEqual([vendor]);
    expect(await heard(`The vendor id "${id}"`)).toMatch(/^\[assent\] /);
  });

  it.each([undefined, 'marketing', 'constructor'])(
    'leaves out a vendor of the category %j, and says so',
    async (category) => {
      expect(usable([{ ...vendor, category: category as 'social' }], allCategories)).toEqual([]);
      expect(await heard(`Unknown category "${category}" in "films"`)).toMatch(/^\[assent\] /);
    },
  );

  it('leaves out a vendor of a category the site does not use', () => {
    expect(usable([vendor], ['essential', 'analytics'])).toEqual([]);
  });

  it.each([null, undefined, 'films', 7])('leaves out %j, which is no vendor', (none) => {
    expect(usable([none as unknown as Vendor, vendor], allCategories)).toEqual([vendor]);
  });
});

describe('cookie.name', () => {
  it.each(['choice', 'a.b-c_d', "!#$&'*+^`|~"])('may be %s (RFC 6265 §4.1.1)', (name) => {
    openPage();
    expect(readOptions({ cookie: { name } }).cookie.name).toBe(name);
  });

  it.each(['', 'consent:v1', 'consent[1]', 'a b', 'é', 'a=b', 7])(
    'is never %j, and the console says so',
    async (name) => {
      openPage();
      expect(readOptions({ cookie: { name: name as string } }).cookie.name).toBe('assent');
      await heard(`cookie.name" is ${JSON.stringify(name)}`);
    },
  );
});
