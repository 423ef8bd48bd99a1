import { describe, expect, it } from 'vitest';
import { readTags } from '../declarations.mjs';
import { vendorsPage } from '../docs/vendors.mjs';
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
      expect(known?.category).toBe(vendor.category);
      expect(known?.hosts).toEqual(vendor.hosts);
      const own = vendor.cookies.filter(({ party }) => party === 'first').map(({ name }) => name);
      expect((known?.cookies ?? []).map(({ name }) => name)).toEqual(own);
      expect(known?.storage ?? []).toEqual(vendor.storage ?? []);
    }
  });

  it('gives a host that several declare to analytics before targeting', () => {
    const owner = knownVendors.find((vendor) => vendor.hosts?.includes('googletagmanager.com'));
    expect(owner?.id).toBe('google-analytics');
  });
});
