import type { IncomingHttpHeaders } from 'node:http';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createAnswering } from '../src/consent.ts';
import { createActs } from '../src/decide.ts';
import { makeEntry } from '../src/history.ts';
import { readOptions } from '../src/options.ts';
import { regimeFor, regimeNamed } from '../src/regimes/index.ts';
import { regionOf } from '../src/region.ts';
import {
  gpcResource,
  type RequestHeaders,
  readConsent,
  readEntry,
  type ServerOptions,
} from '../src/server.ts';
import { encode } from '../src/storage/codec.ts';
import { createRecords } from '../src/storage/index.ts';
import type { Decision, Receipt, Regime } from '../src/types.ts';
import { openPage } from './page.ts';
import { heard, silence } from './said.ts';
import { all, categories, decisionOf, notice, vendors } from './visit.ts';

const now = Date.parse('2026-03-05T09:00:00.000Z');
const day = 86_400_000;
const granted = decisionOf({ answers: all('granted') });
const denied = decisionOf({ answers: all('denied') });
const cookieOf = (decision: Decision, name = 'assent') => `${name}=${encode(decision)}`;
const names = [...categories, ...vendors.map(({ id }) => id), 'marketing', 'constructor', '__proto__', ''];
const allowed = ({ allows }: { allows(what: string): boolean }) => names.filter(allows);

// No page, no browser: a test that needs one opens it.
beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  for (const name of ['document', 'location', 'navigator', 'localStorage']) vi.stubGlobal(name, undefined);
});

describe('readConsent()', () => {
  it('gives the page what it has read, as plain data', () => {
    const films = { id: 'films', name: 'Films Inc.', category: 'social', purpose: 'Shows films.' } as const;
    const decision = decisionOf({ answers: { ...all('denied'), films: 'granted' } });
    const { snapshot, allows } = readConsent(
      { cookie: cookieOf(decision) },
      { region: 'DE', vendors: [films] },
    );
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
    expect(snapshot).toMatchObject({
      state: { region: 'DE', granted: ['essential'], decision },
      vendors: ['films'],
    });
    expect(allows('films')).toBe(true);
  });

  const cookie = `theme=dark; ${cookieOf(granted)}; basket=3`;
  const shapes: Record<string, RequestHeaders> = {
    Headers: new Headers({ Cookie: cookie, 'Sec-GPC': '1', 'CF-IPCountry': 'FR' }),
    "a Node request's": { cookie, 'sec-gpc': '1', 'cf-ipcountry': 'FR' } satisfies IncomingHttpHeaders,
    'an object without a prototype': Object.assign(Object.create(null), {
      cookie,
      'sec-gpc': '1',
      'cf-ipcountry': 'FR',
    }),
    'an object as names are written': { Cookie: cookie, 'Sec-GPC': '1', 'CF-IPCountry': 'FR' },
    'an object in capitals': { COOKIE: cookie, 'SEC-GPC': '1', 'CF-IPCOUNTRY': 'fr' },
    'an object of lists': {
      cookie: cookie.split('; '),
      'sec-gpc': ['1'],
      'cf-ipcountry': ['FR'],
      host: undefined,
    },
  };

  it.each(Object.keys(shapes))('reads %s', (shape) => {
    const consent = readConsent(shapes[shape] ?? {});
    expect(consent).toMatchObject({ decision: granted, gpc: true, region: 'FR', regime: 'gdpr' });
    expect(allowed(consent)).toEqual(['essential', 'functional', 'analytics']);
    expect(consent.setCookie).toContain(cookieOf(granted));
  });

  it.each<[string | string[] | undefined, boolean]>([
    ['1', true],
    [['1'], true],
    [undefined, false],
    ['', false],
    ['0', false],
    ['01', false],
    ['true', false],
    ['?1', false],
    ['1, 1', false],
    [['1', '1'], false],
  ])('takes the signal %j for %s (W3C GPC: exactly 1)', (value, gpc) => {
    const consent = readConsent({ 'Sec-GPC': value }, { region: 'US-CA' });
    expect(consent.gpc).toBe(gpc);
    expect(consent.allows('targeting')).toBe(!gpc);
  });

  it.each<[Record<string, string>, ServerOptions, string, string]>([
    [{}, {}, 'unknown', 'gdpr'],
    [{ 'cf-ipcountry': 'US' }, {}, 'US', 'ccpa'],
    [{ 'cf-ipcountry': 'US', 'cf-region-code': 'TX' }, {}, 'US-TX', 'us-states'],
    [{ 'cf-region-code': 'CA' }, {}, 'unknown', 'gdpr'],
    [{ 'x-vercel-ip-country': 'GB', 'x-vercel-ip-country-region': 'ENG' }, {}, 'GB-ENG', 'uk-gdpr'],
    [
      { 'cloudfront-viewer-country': 'US', 'cloudfront-viewer-country-region': 'co' },
      {},
      'US-CO',
      'us-states',
    ],
    [{ 'cloudfront-viewer-country': 'ch', 'cloudfront-viewer-country-region': 'Zürich' }, {}, 'CH', 'fadp'],
    // Behind Cloudflare the others see Cloudflare, so its "nobody knows" is the last word.
    [{ 'cf-ipcountry': 'DE', 'x-vercel-ip-country': 'US' }, {}, 'DE', 'gdpr'],
    [{ 'cf-ipcountry': 'T1', 'x-vercel-ip-country': 'US' }, {}, 'unknown', 'gdpr'],
    [{ 'cf-ipcountry': 'XX', 'cf-region-code': 'CA' }, {}, 'unknown', 'gdpr'],
    [{ 'cf-ipcountry': 'AP' }, {}, 'unknown', 'gdpr'],
    [{ 'cf-ipcountry': 'US, DE' }, {}, 'unknown', 'gdpr'],
    [{ 'cf-ipcountry': 'US' }, { region: 'auto' }, 'US', 'ccpa'],
    [{ 'cf-ipcountry': 'US' }, { region: 'de' }, 'DE', 'gdpr'],
    [{ 'cf-ipcountry': 'US' }, { region: '' }, 'unknown', 'gdpr'],
    [{ 'cf-ipcountry': 'US' }, { region: 'Texas' }, 'unknown', 'gdpr'],
    [{ 'cf-ipcountry': 'US' }, { regime: 'gdpr' }, 'US', 'gdpr'],
    [{ 'cf-ipcountry': 'US' }, { regime: 'nowhere' as 'gdpr' }, 'US', 'gdpr'],
    [{ 'cf-ipcountry': 'DE' }, { regime: notice }, 'DE', 'house-notice'],
  ])('finds by %j and %j the region %s and the regime %s', (headers, options, region, regime) => {
    expect(readConsent(headers, options)).toMatchObject({ region, regime });
    expect(
      readConsent(new Headers(Object.entries(headers).filter(([, value]) => !/[^ -~]/.test(value))), options)
        .regime,
    ).toBe(regime);
  });

  it.each([
    undefined,
    '',
    'assent',
    'assent=',
    'assent=null',
    'assent=granted',
    'assent=%',
    'assent=%E0%A4%A',
    'assent={"v":1}',
    `assent=${encode(granted).slice(0, -9)}`,
    `assent="${encode(granted)}"`,
    cookieOf({ ...granted, v: 2 as 1 }),
    cookieOf({ ...granted, answers: { analytics: 'yes' as 'granted' } }),
    cookieOf({ ...granted, at: '2026-13-45T99:00:00Z' }),
    cookieOf({ ...granted, answers: { [`${'x'.repeat(5000)}`]: 'granted' } }),
    cookieOf(granted, 'Assent'),
    cookieOf(granted, 'xassent'),
    `theme=assent=${encode(granted)}`,
  ])('takes the cookie %j for no decision', (broken) => {
    const consent = readConsent({ cookie: broken }, { region: 'DE' });
    expect(consent).toMatchObject({ decision: null, setCookie: null });
    expect(allowed(consent)).toEqual(['essential']);
  });

  it.each([null, undefined, [], 'cookie', 7, new Map(), Promise.resolve(), { cookie: null }])(
    'never throws for the headers %j',
    (headers) => {
      const consent = readConsent(headers as unknown as RequestHeaders);
      expect(consent).toMatchObject({ decision: null, gpc: false, region: 'unknown', regime: 'gdpr' });
      expect(allowed(consent)).toEqual(['essential']);
    },
  );

  const later = decisionOf({
    at: '2026-03-02T09:00:00.000Z',
    answers: { ...all('denied'), analytics: 'granted' },
  });
  it.each([
    { of: 'two, the later', sent: [granted, later], holds: later },
    { of: 'two equally late, the stricter', sent: [granted, denied], holds: denied },
  ])('goes by $of, in whatever order they come', ({ sent, holds }) => {
    for (const cookies of [sent, sent.toReversed()]) {
      const cookie = ['assent=broken', ...cookies.map((each) => cookieOf(each))].join('; ');
      expect(readConsent({ cookie }).decision).toEqual(holds);
    }
  });

  it.each([
    { of: 'too old', decision: { at: '2024-01-01T09:00:00.000Z' } },
    { of: 'of another revision', decision: { revision: 2 } },
  ])('keeps the refusals of a decision $of, and not its grants', ({ decision }) => {
    const answers = { ...all('granted'), social: 'denied' } as const;
    const cookie = cookieOf(decisionOf({ ...decision, answers }));
    expect(allowed(readConsent({ cookie }, { region: 'DE' }))).toEqual(['essential']);
    expect(allowed(readConsent({ cookie }, { region: 'US-CA' }))).toEqual(
      categories.filter((name) => name !== 'social'),
    );
  });

  it('goes by the options that it is given', () => {
    const decision = decisionOf({ revision: 3, answers: { ...all('granted'), counter: 'denied' } });
    const consent = readConsent(
      { cookie: cookieOf(decision, 'choice'), 'sec-gpc': '1' },
      {
        cookie: { name: 'choice' },
        revision: 3,
        vendors,
        categories: ['essential', 'functional', 'analytics', 'targeting'],
        saleOrShare: ['functional'],
      },
    );
    expect(consent.decision).toEqual(decision);
    expect(allowed(consent)).toEqual(['essential', 'analytics', 'targeting', 'shop', 'adverts']);
  });

  it('says what is wrong with the options, and nothing of what visitors send', async () => {
    readConsent({ cookie: 'assent=broken', 'cf-ipcountry': 'T1', 'sec-gpc': 'x' }, { region: 'Texas' });
    expect(await silence()).toEqual([]);
    readConsent({}, { revision: 'three' as never, regime: 'germany' as 'gdpr' });
    expect(await heard('"revision"')).toContain('Option "revision" is "three", so its default applies.');
    expect(await heard('"regime"')).toContain('Option "regime" is germany');
  });

  it('gives a decision that cannot be written to', () => {
    const { decision } = readConsent({ cookie: cookieOf(denied) });
    expect(Object.isFrozen(decision) && Object.isFrozen(decision?.answers)).toBe(true);
  });
});

describe('readConsent() and the browser', () => {
  const house: Regime = { id: 'house', model: 'opt-in', days: 90, regions: '' };
  const stored: Record<string, Decision | string | null> = {
    nothing: null,
    'a broken record': 'assent=broken',
    'all granted': granted,
    'all denied': denied,
    'a vendor alone': decisionOf({ answers: { ...all('denied'), films: 'granted' } }),
    'granted under the signal': decisionOf({ by: 'dialog', gpc: true, answers: all('granted') }),
    'part of an answer': decisionOf({ by: 'opt-out', answers: { targeting: 'denied', social: 'denied' } }),
    'granted under an opt-out regime': decisionOf({
      regime: 'ccpa',
      region: 'US-CA',
      answers: all('granted'),
    }),
    'granted under a regime nobody knows': decisionOf({ regime: 'retired', answers: all('granted') }),
    'one too old': decisionOf({
      at: '2025-01-01T09:00:00.000Z',
      answers: { ...all('granted'), social: 'denied' },
    }),
    'one too old for some': decisionOf({ at: '2025-08-01T09:00:00.000Z', answers: all('granted') }),
    'one of tomorrow': decisionOf({ at: '2026-03-06T09:00:00.000Z', answers: all('granted') }),
    'one of another revision': decisionOf({
      revision: 2,
      answers: { ...all('granted'), targeting: 'denied' },
    }),
  };
  const given: readonly ServerOptions[] = [
    ...['DE', 'FR', 'GB', 'CH', 'CA-QC', 'BR', 'US-CA', 'US-TX', 'us', 'unknown', '', 'Texas', 'JP'].map(
      (region) => ({ region }),
    ),
    { region: 'US-CA', regime: 'gdpr' },
    { region: 'US-CA', regime: 'nowhere' as 'gdpr' },
    { region: 'DE', regime: house },
    { region: 'DE', regime: notice },
    { region: 'US-CA', minor: true },
    { region: 'DE', gpc: { override: false } },
    { region: 'DE', revision: 2 },
    { region: 'US-CA', revision: undefined, saleOrShare: ['analytics'] },
    { region: 'US-CA', saleOrShare: ['advertising' as never] },
    { region: 'DE', categories: ['analytics'] },
    { region: 'US-CA', categories: { social: { title: 'Friends' } } },
    { region: 'DE', cookie: { name: 'choice', days: 10 } },
    { region: 'DE', cookie: { days: 1000 } },
  ];

  /** The same visitor in the browser: what `start` does between the page's load and its first answer. */
  function inBrowser(options: ServerOptions, sent: string, gpc: boolean) {
    const { jar } = openPage();
    jar.write(sent);
    const settings = readOptions({ ...options, vendors });
    const region = regionOf(settings.region);
    const regime = regimeNamed(settings.regime) ?? regimeFor(settings.regime ? 'unknown' : region);
    const visit = { settings, region, regime, gpc, decision: null, answers: {} };
    const consent = createAnswering({ ...visit, vendors: new Map(vendors.map((each) => [each.id, each])) });
    createActs(consent, settings).arrive({ region, regime, gpc });
    return consent;
  }

  const visits = Object.entries(stored).flatMap(([of, record]) =>
    [false, true].map((gpc) => ({ label: `${of}, signal ${gpc}`, record, gpc })),
  );

  it.each(given)('agree on every record, with and without the signal: %o', (options) => {
    for (const { label, record, gpc } of visits) {
      const text = typeof record === 'string' ? record : record && cookieOf(record, options.cookie?.name);
      const there = inBrowser(options, text ?? '', gpc);
      const headers = { cookie: text ?? undefined, 'sec-gpc': gpc ? '1' : undefined };
      const here = readConsent(headers, { ...options, vendors });
      expect(allowed(here), label).toEqual(allowed(there));
      const { state } = there;
      expect([here.gpc, here.region, here.regime], label).toEqual([state.gpc, state.region, state.regime]);
      // The page writes the signal down; a server writes nothing for a visitor.
      if (state.decision?.by !== 'gpc') expect(here.decision, label).toEqual(state.decision);
      // What is left of a decision that fell silent is not sent as one.
      const whole = JSON.stringify(here.decision) === JSON.stringify(record);
      expect(here.setCookie === null, label).toBe(here.decision === null || !whole);
    }
  });
});

describe('setCookie', () => {
  it('renews a standing decision for the rest of its life', () => {
    // Four days of 182 are gone.
    expect(readConsent({ cookie: cookieOf(granted) }).setCookie).toBe(
      `${cookieOf(granted)}; Max-Age=${178 * 86_400}; Path=/; SameSite=Lax; Secure`,
    );
  });

  it('has the attributes the site asks for', () => {
    const cookie = {
      name: 'choice',
      domain: 'shop.example',
      path: '/shop',
      sameSite: 'Strict',
      secure: false,
      days: 10,
    } as const;
    expect(readConsent({ cookie: cookieOf(granted, 'choice') }, { cookie }).setCookie).toBe(
      `${cookieOf(granted, 'choice')}; Max-Age=${6 * 86_400}; Path=/shop; Domain=shop.example; SameSite=Strict`,
    );
  });

  it.each([
    { of: 'no cookie', cookie: '' },
    { of: 'a broken one', cookie: 'assent=broken' },
    { of: 'a decision too old', cookie: cookieOf(decisionOf({ at: '2025-01-01T09:00:00.000Z' })) },
    { of: 'one of another revision', cookie: cookieOf(decisionOf({ revision: 2 })) },
    { of: 'one made under a less strict regime', cookie: cookieOf(decisionOf({ regime: 'ccpa' })) },
  ])('is null for $of', ({ cookie }) => {
    expect(readConsent({ cookie }, { region: 'DE' }).setCookie).toBeNull();
  });

  it('never outlives its decision', () => {
    vi.setSystemTime(Date.parse(granted.at) + 182 * day - 1);
    expect(readConsent({ cookie: cookieOf(granted) }).setCookie).toContain('; Max-Age=1; ');
    vi.setSystemTime(Date.parse(granted.at) + 182 * day + 1);
    expect(readConsent({ cookie: cookieOf(granted) }).setCookie).toBeNull();
  });

  it("leaves nothing of another's cookie in what it sends", () => {
    const { setCookie } = readConsent({ cookie: `${cookieOf(granted)}%20; HttpOnly; Domain=evil.example` });
    expect(setCookie).not.toMatch(/HttpOnly|evil/);
  });

  it.each(['shop.example', undefined])(
    'is kept by a jar, read by the page and by a server (domain %s)',
    (domain) => {
      const { jar, local } = openPage('https://www.shop.example/basket');
      // Safari lets a cookie that a page wrote live for seven days.
      const ours = { name: 'assent', path: '/', sameSite: 'Lax', secure: true, domain } as const;
      jar.write(
        `${cookieOf(granted)}; Max-Age=${3 * 86_400}; Path=/; Secure${domain ? `; Domain=${domain}` : ''}`,
      );
      local.assent = encode(granted);

      jar.serve(readConsent({ cookie: jar.read() }, { cookie: { domain } }).setCookie ?? '');
      expect(jar.list()).toEqual([`assent @ ${domain ?? 'www.shop.example'}/`]);
      expect(jar.expires('assent')).toBe(Date.parse(granted.at) + 182 * day);
      // The page finds its own text again, and so does not write over it.
      const renewed = jar.read();
      expect(createRecords(ours).read(() => 182)).toEqual(granted);
      expect(renewed).toBe(`assent=${local.assent}`);
      expect(readConsent({ cookie: renewed }).decision).toEqual(granted);
    },
  );

  it('lets the page write over it when the visitor answers anew', () => {
    const { jar } = openPage();
    jar.serve(readConsent({ cookie: cookieOf(granted) }).setCookie ?? '');
    createRecords({ name: 'assent', path: '/', sameSite: 'Lax', secure: true }).write(
      { ...denied, at: '2026-03-04T09:00:00.000Z' },
      () => 182,
    );
    expect(jar.list()).toHaveLength(1);
    expect(allowed(readConsent({ cookie: jar.read() }))).toEqual(['essential']);
  });
});

describe('readEntry()', () => {
  const receipt = {
    v: 1,
    site: 'https://shop.example',
    policy: undefined,
    language: 'de',
    model: 'opt-in',
    days: 182,
    withdrawal: 'https://shop.example/?assent=open',
    decision: decisionOf(),
    granted: ['essential'],
    denied: ['analytics'],
    vendors: [],
  } as const satisfies Receipt;
  const entry = () =>
    makeEntry({ receipt, before: { decision: null, surface: 'banner' }, texts: {} }, [], '1.0.0');

  it('reads what a browser has posted', async () => {
    const posted = JSON.stringify(await entry());
    expect(await readEntry(posted)).toEqual(JSON.parse(posted));
  });

  it('reads what was posted on plain http, without a hash', async () => {
    expect(await readEntry(JSON.stringify({ ...(await entry()), hash: null }))).not.toBeNull();
  });

  it.each<[string, (posted: object) => string]>([
    ['nothing', () => ''],
    ['no JSON', () => '{"v":1'],
    ['null', () => 'null'],
    ['a list', (posted) => JSON.stringify([posted])],
    [
      'an entry that does not give its own hash',
      (posted) => JSON.stringify({ ...posted, surface: 'dialog' }),
    ],
    ['a body of a megabyte', (posted) => JSON.stringify(posted) + ' '.repeat(1e6)],
    ['ten thousand brackets', () => '['.repeat(1e4) + ']'.repeat(1e4)],
    ['a record of another shape', () => JSON.stringify({ v: 1, key: 'x', receipt: { decision: {} } })],
  ])('gives null for %s, and never throws', async (_, write) => {
    expect(await readEntry(write(await entry()))).toBeNull();
  });
});

describe('gpcResource()', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31T23:30:00Z', '2026-01-31'],
    ['2026-01-31T23:30:00-05:00', '2026-02-01'],
    [new Date('2026-01-31T12:00:00Z'), '2026-01-31'],
  ])('says for %j that the signal is honoured since %s', (given, lastUpdate) => {
    expect(JSON.parse(gpcResource(given))).toEqual({ gpc: true, lastUpdate });
  });

  it('throws for what is no date', () => {
    expect(() => gpcResource('last spring')).toThrow(RangeError);
  });
});
