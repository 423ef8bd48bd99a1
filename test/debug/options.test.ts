import { describe, expect, it } from 'vitest';
import { meant } from '../../src/debug/near.ts';
import { attributes, optionNames, strangeOptions } from '../../src/debug/options.ts';
import { readOptions } from '../../src/options.ts';
import { adroll } from '../../src/tags/adroll.ts';
import type { Options, Vendor } from '../../src/types.ts';
import { read } from '../files.ts';

const place = { host: 'www.shop.example', secure: true, attributes: [] };
// What a page writes in JSON no compiler has seen.
const said = (options: object, given: Partial<typeof place> = {}) =>
  strangeOptions(readOptions(options as Options, true), { ...place, ...given }).map(({ text }) => text);
const films: Vendor = {
  id: 'films',
  name: 'Films',
  category: 'social',
  purpose: 'Plays.',
  hosts: ['films.example'],
};

describe('strangeOptions()', () => {
  it('says nothing of options that can be meant', () => {
    const tags = [adroll({ advertiser: 'A', pixel: 'P' })];
    const options: Options = {
      region: 'US-CA',
      policy: '/privacy',
      categories: { analytics: { title: 'Counting' } },
      vendors: [films, { ...films, id: 'maps', hosts: ['google.com/maps'] }],
      tags,
      cookie: { domain: 'shop.example', sameSite: 'Strict' },
      texts: {
        bannerTitle: 'Cookies',
        lang: 'en',
        adroll: 'Adverts.',
        __adroll: 'A number.',
        films: 'Films.',
      },
      ui: { position: 'corner', theme: 'dark' },
      iab: { sections: 'state' },
    };
    expect(said(options)).toEqual([]);
    expect(said({})).toEqual([]);
  });

  it.each([
    [{ polcy: '/p' }, /"polcy".*Did you mean "policy"/],
    [{ salesOrShare: [] }, /"salesOrShare".*Did you mean "saleOrShare"/],
    [{ banner: true }, /"banner" among the options, so it does nothing\.$/],
    [{ cookie: { domian: 'shop.example' } }, /"cookie.domian".*"domain"/],
    [{ ui: { postion: 'top' } }, /"ui.postion".*"position"/],
    [{ gpc: { overide: true } }, /"gpc.overide".*"override"/],
    [{ ui: { position: 'top' } }, /"ui.position" is "top".*bottom, corner, center/],
    [{ onWithdraw: 'refresh' }, /"onWithdraw" is "refresh".*keep, reload/],
    [{ region: 'Germany' }, /"Germany" is no ISO/],
    [{ cookie: { domain: 'other.example' } }, /"other.example".*"www.shop.example"/],
    [{ cookie: { sameSite: 'None', secure: false } }, /without being secure/],
    [{ texts: { banerTitle: 'Hi' } }, /"banerTitle".*Did you mean "bannerTitle"/],
    [{ vendors: [films, films] }, /Two vendors have the id "films"/],
    [{ vendors: [{ ...films, hosts: ['https://films.example/x'] }] }, /Write "films.example"/],
    [{ vendors: [{ ...films, hosts: [] }] }, /"films" names neither/],
  ])('names what cannot be meant: %j', (options, words) => {
    expect(said(options)).toEqual([expect.stringMatching(words)]);
  });

  it('names attributes of our script that nobody reads', () => {
    const given = { attributes: ['region', 'debug', 'langage', 'locle'] as never };
    expect(said({}, given)).toEqual([
      expect.stringMatching(/"data-langage".*nothing\.$/),
      expect.stringMatching(/"data-locle".*Did you mean "data-locale"/),
    ]);
  });

  it('knows the options and attributes that the sources read, and no others', () => {
    const types = read('src/types.ts');
    const fieldsOf = (name: string) => {
      const [, body = ''] =
        new RegExp(`^export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^\\}`, 'm').exec(types) ?? [];
      return [...body.matchAll(/^ {2}(\w+)\?:/gm)].map(([, field]) => field);
    };
    expect(optionNames['']).toEqual(fieldsOf('Options'));
    expect(optionNames.cookie).toEqual(fieldsOf('CookieOptions'));
    expect(optionNames.ui).toEqual(fieldsOf('UiOptions'));
    expect(optionNames.iab).toEqual(fieldsOf('IabOptions'));
    const boot = read('src/boot.ts');
    const [, taken = ''] = /const \{([^}]*), \.\.\.\w+ \} = \{ \.\.\.script\?\.dataset \}/.exec(boot) ?? [];
    const [, flat = ''] = /const flat = '([^']*)'/.exec(boot) ?? [];
    const named = [...taken.matchAll(/(?:^|,)\s*(\w+)/g)].map(([, name]) => name);
    expect([...flat.split(' '), ...named]).toEqual(attributes);
  });
});

describe('meant()', () => {
  it.each([
    ['polcy', ' Did you mean "policy"?'],
    ['REGION', ' Did you mean "region"?'],
    ['xyz', ''],
    ['', ''],
  ])('guesses for "%s": "%s"', (name, guess) => {
    expect(meant(name, ['policy', 'region', 'ui'])).toBe(guess);
  });
});
