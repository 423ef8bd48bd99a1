import { describe, expect, it } from 'vitest';
import { answerFor, stateOf, type Visit } from '../../src/consent.ts';
import { cookies, type Marked, requests, standing } from '../../src/debug/look.ts';
import { readOptions } from '../../src/options.ts';
import { regimeFor } from '../../src/regimes/index.ts';
import { adroll } from '../../src/tags/adroll.ts';
import { googleAnalytics } from '../../src/tags/google-analytics.ts';
import type { Answers, Consent, Options, Vendor } from '../../src/types.ts';

const films: Vendor = {
  id: 'films',
  name: 'Films',
  category: 'social',
  purpose: 'Plays.',
  hosts: ['films.example'],
  cookies: [{ name: 'film_*', purpose: 'Remembers.', duration: 'P1D', party: 'first' }],
};
const page = 'https://www.shop.example/shoes';

/** A visit as `start` hands it on, answered by the real code. */
function view(given: { region?: string; gpc?: boolean; answers?: Answers; options?: Options } = {}) {
  const { region = 'DE', gpc = false, answers } = given;
  const options = { vendors: [films], tags: [adroll({ advertiser: 'A', pixel: 'P' })], ...given.options };
  const settings = readOptions(options, true);
  const vendors = new Map([...settings.vendors, ...settings.tags].map((vendor) => [vendor.id, vendor]));
  const decision = answers && {
    v: 1 as const,
    id: '',
    at: '2026-01-01T00:00:00Z',
    by: 'dialog' as const,
    regime: 'gdpr',
    region,
    revision: 1,
    gpc: false,
    answers,
  };
  const regime = regimeFor(region);
  const visit: Visit = {
    settings,
    vendors,
    region,
    regime,
    gpc,
    decision: decision ?? null,
    answers: answers ?? {},
  };
  const consent = {
    state: stateOf(visit, 'none'),
    allows: (what: string) => answerFor(what, visit) === 'granted',
  } as Consent;
  return { consent, settings, vendors };
}

const texts = (found: { text: string }[]) => found.map(({ text }) => text);
const marked = (given: Partial<Marked> = {}): Marked => ({
  what: '<script> a.js',
  address: 'a.js',
  names: ['analytics'],
  vendor: undefined,
  held: true,
  unmarked: false,
  ...given,
});
const all = { functional: 'granted', analytics: 'granted', targeting: 'granted', social: 'granted' } as const;

describe('standing()', () => {
  it.each([
    ['not answered', {}, 'is held: the visitor has not answered, and "gdpr" denies'],
    ['refused', { answers: { targeting: 'denied' } }, 'is held: the visitor said no (dialog, 2026'],
    ['the signal', { gpc: true, answers: all }, 'is held: the browser sends Global Privacy Control'],
    [
      'a minor',
      { region: 'US-CA', options: { minor: true } },
      'is held: the visitor is known to be under 16',
    ],
    ['granted', { answers: all }, 'is released: the visitor said yes (dialog, 2026'],
    ['its own answer', { answers: { ...all, adroll: 'denied' } }, 'is held: the visitor said no'],
    ['the rule', { region: 'US-CA' }, 'is released: "ccpa" grants until'],
  ] as const)('says of a tag why: %s', (_, given, words) => {
    expect(texts(standing(view(given as never), [], page))).toEqual([
      expect.stringContaining(`Tag "adroll" (targeting) ${words}`),
    ]);
  });

  it('says of a tag in advanced mode that it is loaded', () => {
    const tags = [googleAnalytics({ id: 'G-1', mode: 'advanced' })];
    expect(texts(standing(view({ options: { tags } }), [], page))).toEqual([
      expect.stringContaining('loaded before any answer'),
    ]);
  });

  it.each([
    [{}, {}, /a\.js is held: the visitor has not answered/],
    [
      { names: ['marketing'] },
      { answers: all },
      /held for good: nothing is named "marketing".*films, adroll/,
    ],
    [{ names: ['social'], vendor: 'flims' }, { answers: all }, /held for good: nothing is named "flims"/],
    [{ names: ['analytics', 'social'] }, { answers: { ...all, social: 'denied' } }, /said no/],
    [{ held: false, names: ['essential'] }, {}, /essential things are never held/],
    [{ held: false }, { answers: all }, /is released: the visitor said yes/],
    [
      { unmarked: true, address: 'https://static.hotjar.com/x' },
      {},
      /of "hotjar" stands in the page unmarked/,
    ],
    [{ unmarked: true, vendor: 'films', names: ['social'] }, {}, /of "films".*data-consent="social"/],
  ] as const)('says of an element why: %j, %j', (element, given, words) => {
    const found = standing(
      view({ ...given, options: { tags: [], vendors: [films, adrollListed] } } as never),
      [marked(element as never)],
      page,
    );
    expect(texts(found)).toEqual([expect.stringMatching(words)]);
  });
});

const adrollListed: Vendor = { ...films, id: 'adroll' };

describe('requests()', () => {
  const asked = (address: string) => [{ address, kind: 'img' }];

  it.each([
    ['https://www.shop.example/shoe.png', []],
    ['https://pictures.shop.example/shoe.png', []],
    ['data:image/gif;base64,AAAA', []],
    ['https://cdn.example/x', [/asked cdn\.example \(img\), which no vendor names/]],
    ['https://films.example/1', [/asked films\.example although "films" is denied.*"social"/]],
    ['https://static.hotjar.com/x', [/asked static\.hotjar\.com although "hotjar" is denied.*"analytics"/]],
  ])('tell of %s what is due', (address, words) => {
    expect(texts(requests(view(), asked(address), page))).toEqual(
      words.map((each) => expect.stringMatching(each)),
    );
  });

  it('never tell of a vendor that is granted', () => {
    const granted = view({ answers: all });
    expect(requests(granted, asked('https://films.example/1'), page)).toEqual([]);
    expect(requests(granted, asked('https://static.hotjar.com/x'), page)).toEqual([]);
  });
});

describe('cookies()', () => {
  it('name those that no vendor of the site declares', () => {
    const found = cookies(view(), ['assent', 'film_1', '__ar_v4', '_hjSession_1', 'basket']);
    expect(texts(found)).toEqual([
      expect.stringMatching(/"_hjSession_1" is one of "hotjar", which this site does not list/),
      expect.stringMatching(/"basket" belongs to no vendor/),
    ]);
  });
});
