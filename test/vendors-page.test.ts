import { describe, expect, it } from 'vitest';
import { readTags, tableOf } from '../declarations.mjs';
import { vendorsPage } from '../docs/vendors.mjs';
import { createHosts, fits } from '../src/hosts.ts';
import { knownVendors } from '../src/known-vendors.ts';
import { read } from './files.ts';

/** A cookie and what it is for, with the spaces that align a table between. */
const line = (name: string, purpose: string) =>
  new RegExp(`\\| \`${name.replace(/\W/g, '\\$&')}\` +\\| ${purpose} +\\|`);

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
        patterns.some((pattern) => fits(name.replace('*', 'x').replace('#', '0123456789'), pattern));
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

  /**
   * What a pattern may claim beside one exact name: whatever begins, or is built, as no site names a thing of its own. A new
   * one is looked at by a second pair of eyes, and its reason written here.
   */
  const distinctive: readonly (readonly [reason: string, patterns: readonly string[]])[] = [
    [
      "an underscore, then the vendor's own mark, then what it counts or keeps",
      ['_ga_*', '_gat_*', '_gcl_*', '_gac_*', '_pk_*', '_hj*'],
    ],
    [
      "two underscores and the vendor's name",
      ['__adroll_*', '__adroll_consent*', '__kla_*', '__mpq_*', '__ph_opt_in_out_*'],
    ],
    [
      "the vendor's name, and what it means by it",
      [
        'crisp-client/*',
        'intercom-id-*',
        'intercom-device-id-*',
        'intercom-session-*',
        'intercom.intercom-state*',
        'taboola global:*',
        'ttcsid_*',
      ],
    ],
    ['how the keys of PostHog begin', ['ph_phc_*']],
    [
      "a key of the vendor's, of ten hexadecimal digits or more, between its marks",
      [
        'AMP_#',
        'AMP_MKTG_#',
        'AMP_unsent_#',
        'AMP_unsent_identify_#',
        'AMP_remote_config_#',
        'mp_#_mixpanel',
        'mp_tab_id_mixpanel_#',
        'mp_gen_new_tab_id_mixpanel_#',
      ],
    ],
  ];

  it('claims exact names, and prefixes that no site would choose', () => {
    const reviewed = distinctive.flatMap(([, patterns]) => patterns);
    const claimed = knownVendors.flatMap(({ cookies = [], storage = [] }) => [
      ...cookies.map(({ name }) => name),
      ...storage,
    ]);
    const wide = [...new Set(claimed.filter((name) => /[*#]/.test(name)))];
    expect(claimed.length).toBeGreaterThan(80);
    expect(wide.filter((name) => !reviewed.includes(name))).toEqual([]);
    expect(reviewed.filter((name) => !wide.includes(name))).toEqual([]);
  });

  it.each([
    ['mp_session', 'mp_cart', 'mp_x', 'mp_mixpanel', 'mp_beef_mixpanel'],
    ['mc_cart', 'mc_x', 'MCPopups'],
    ['taboola_a', 'taboola_cfg', 'taboola'],
    ['mtm_a', 'mtm_consents'],
    ['cto_x', 'criteo_x', 'outbrain_x', 'klaviyo_x', 'klaviyoOff'],
    ['AMP_x', 'AMP_session', 'AMP_MKTG_x', 'AMP-CONSENT'],
    [
      'ajs_x',
      'adroll_x',
      'ZD-x',
      '_scid_x',
      '_uetx',
      '_epik_x',
      '_gate',
      'ttcsidx',
      'intercom.x',
      'crisp-client',
    ],
  ])('never claims a name of the site itself: %s', (...names) => {
    const own = (patterns: readonly string[] = [], name: string) => patterns.some((each) => fits(name, each));
    for (const name of names) {
      const takers = knownVendors.filter(
        ({ cookies = [], storage }) =>
          own(
            cookies.map((cookie) => cookie.name),
            name,
          ) || own(storage, name),
      );
      expect(
        takers.map(({ id }) => id),
        name,
      ).toEqual([]);
    }
  });

  it.each([
    ['mixpanel', 'mp_0a1b2c3d4e5f60718293a4b5c6d7e8f9_mixpanel'],
    ['amplitude', 'AMP_0a1b2c3d4e'],
    ['amplitude', 'AMP_MKTG_0a1b2c3d4e'],
    ['mailchimp', 'mc_landing_site'],
    ['matomo', 'mtm_cookie_consent'],
    ['segment', 'ajs_anonymous_id'],
    ['snap-pixel', '_scid_r'],
    ['crisp', 'crisp-client/session/0f'],
  ])('knows the cookie of %s: %s', (id, name) => {
    const { writersOf } = createHosts(knownVendors, 'shop.example');
    expect(writersOf(name).map((vendor) => vendor.id)).toEqual([id]);
  });

  it.each([
    ['en_US/sdk.js', 'facebook'],
    ['de_DE/sdk.js', 'facebook'],
    ['fr_CA/sdk/xfbml.customerchat.js', 'facebook'],
    ['en_US/fbevents.js', 'meta-pixel'],
    ['de_DE/fbevents.js', 'meta-pixel'],
    ['signals/config/1', 'meta-pixel'],
    ['a/b/sdk.js', 'meta-pixel'],
  ])('parts Facebook from its pixel in every language: %s is of %s', (path, id) => {
    const { vendorOf } = createHosts(knownVendors, 'shop.example');
    expect(vendorOf(`https://connect.facebook.net/${path}`, 'https://shop.example/')?.id).toBe(id);
  });
});
