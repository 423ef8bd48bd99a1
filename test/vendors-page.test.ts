import { describe, expect, it } from 'vitest';
import { readTags, tableOf } from '../declarations.mjs';
import { vendorsPage } from '../docs/vendors.mjs';
import { fits } from '../src/hosts.ts';
import { knownVendors } from '../src/known-vendors.ts';
import { read } from './files.ts';

/** A cookie and what it is for, with the spaces that align a table between. */
const line = (name: string, purpose: string) =>
  new RegExp(`\\| \`${name.replace('*', '\\*')}\` +\\| ${purpose} +\\|`);

describe('docs/vendors.md', () => {
  const page = read('docs/vendors.md');

  it('is what `npm run docs` writes today', () => {
    expect(page === vendorsPage(), 'run `npm run docs`').toBe(true);
  });

  it('names every vendor the guard knows', () => {
    expect(knownVendors.length).toBeGreaterThan(35);
    expect(knownVendors.filter(({ id }) => !page.includes(id))).toEqual([]);
  });

  it('gives every host a source, with its subdomains, and every cookie a line', () => {
    for (const { vendor } of readTags()) {
      for (const host of vendor.hosts) {
        const [bare] = host.split('/');
        expect(page).toContain(` https://${bare} https://*.${bare}`);
      }
      for (const { name, purpose } of vendor.cookies) expect(page).toMatch(line(name, purpose));
    }
  });
});

describe('knownVendors', () => {
  it('holds what the tags declare, and no vendor twice', () => {
    const ids = knownVendors.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const { id, vendor } of readTags()) {
      const known = knownVendors.find((each) => each.id === id);
      expect(known).toMatchObject({ category: vendor.category, hosts: vendor.hosts });
      if (vendor.category === 'essential') continue;
      const finds = (name: string, patterns: readonly string[] = []) =>
        patterns.some((pattern) => fits(name.replace('*', 'x'), pattern));
      const own = vendor.cookies.filter(({ party }) => party === 'first').map(({ name }) => name);
      const written = (known?.cookies ?? []).map(({ name }) => name);
      for (const name of own) expect(finds(name, written), `${id} ${name}`).toBe(true);
      expect(written.filter((name) => !own.includes(name))).toEqual([]);
      for (const key of vendor.storage ?? []) expect(finds(key, known?.storage), `${id} ${key}`).toBe(true);
    }
  });

  it('never takes a name that the table would read as two', () => {
    const [tag] = readTags();
    if (!tag) throw new Error('There is no tag.');
    for (const name of ['a,b', 'a|b', '*', '']) {
      const vendor = { ...tag.vendor, category: 'targeting' as const, storage: [name] };
      expect(() => tableOf([{ ...tag, vendor }])).toThrow('table of vendors');
    }
  });

  it('gives a host that several declare to analytics before targeting', () => {
    const owner = knownVendors.find((vendor) => vendor.hosts?.includes('googletagmanager.com'));
    expect(owner?.id).toBe('google-analytics');
  });
});
