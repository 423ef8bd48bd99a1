/**
 * The whole of it in one table: where the visitor is, who says so, what the browser signals, what was decided before, and
 * whether the visitor is known to be under 16. Each row says what is granted and what is asked, by which clause.
 */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createAnswering } from '../src/consent.ts';
import { createActs } from '../src/decide.ts';
import { readOptions } from '../src/options.ts';
import { regimeOf } from '../src/regimes/index.ts';
import { regionOf } from '../src/region.ts';
import { readConsent } from '../src/server.ts';
import { encode } from '../src/storage/codec.ts';
import type { Answers, Decision, Options, Regime } from '../src/types.ts';
import { openPage } from './page.ts';
import { all, categories, decisionOf, visitOf } from './visit.ts';

const now = Date.parse('2026-11-01T09:00:00.000Z');
const daysAgo = (days: number) => new Date(now - days * 864e5).toISOString();
const rest = { ...all('granted'), targeting: 'denied', social: 'denied' } as const;

/** Decisions made so many days ago: under which regime, where, and what. */
const made = (days: number, regime: string, region: string, answers: Answers, more: Partial<Decision> = {}) =>
  decisionOf({ at: daysAgo(days), regime, region, answers, ...more });
const yes = (regime: string, region: string) => made(10, regime, region, all('granted'));
const no = (regime: string, region: string, days = 10) => made(days, regime, region, all('denied'));
const optedOut = (region: string, days: number, regime = 'ccpa') =>
  made(days, regime, region, rest, { by: 'opt-out' });

interface Row {
  /** A code said by the option, or who else says it. */
  place: string | { meta?: string; attribute?: string; cookie?: string; zone?: string };
  gpc?: true;
  stored?: Decision;
  minor?: true;
  options?: Options;
  /** `f a t s` for functional, analytics, targeting, social. */
  granted: string;
  /** What the banner asks about, likewise; `-` where there is none. */
  asked: string;
  clause: string;
}

const californiaHeld: Regime = {
  id: 'california-held',
  model: 'opt-in',
  days: 365,
  regions: 'US-CA',
  stands: 'US-CA',
};
const month = { cookie: { days: 30 } };
const rows: Row[] = [
  // First visits, without a signal.
  { place: 'DE', granted: '', asked: 'fats', clause: 'Directive 2002/58/EC art. 5(3)' },
  { place: 'FR', granted: '', asked: 'fats', clause: 'Directive 2002/58/EC art. 5(3)' },
  { place: 'GB', granted: '', asked: 'fats', clause: 'PECR reg. 6(1)' },
  { place: 'CH', granted: '', asked: 'fats', clause: 'TCA art. 45c' },
  { place: 'CA-QC', granted: '', asked: 'fats', clause: 'Law 25 s. 8.1' },
  { place: 'BR', granted: '', asked: 'fats', clause: 'LGPD art. 5, XII' },
  { place: 'IN', granted: '', asked: 'fats', clause: 'DPDP Act 2023 s. 6' },
  { place: 'US-CA', granted: 'fats', asked: '-', clause: 'Civ. Code 1798.120(a)' },
  { place: 'US-CO', granted: 'fats', asked: '-', clause: 'Colo. Rev. Stat. 6-1-1306(1)(a)' },
  { place: 'US-VA', granted: 'fats', asked: '-', clause: 'VCDPA 59.1-577(A)(5)' },
  { place: 'US-CT', granted: 'fats', asked: '-', clause: 'Conn. Gen. Stat. 42-518(a)(5)' },
  { place: 'US-UT', granted: 'fats', asked: '-', clause: 'Utah Code 13-61-201(4)' },
  { place: 'US-NY', granted: 'fats', asked: '-', clause: 'no law of its own: California’s' },
  { place: 'BM', granted: 'fats', asked: '-', clause: 'W3C GPC, legal effects' },
  { place: 'CA-ON', granted: 'fats', asked: '-', clause: 'PIPEDA sch. 1, 4.3.6' },
  { place: 'JP', granted: 'fats', asked: '-', clause: 'Telecommunications Business Act art. 27-12' },
  { place: 'XX', granted: '', asked: 'fats', clause: 'unknown: the strictest' },

  // Who says so.
  {
    place: { meta: 'US-CA', zone: 'Europe/Paris' },
    granted: 'fats',
    asked: '-',
    clause: 'the meta element first',
  },
  {
    place: { attribute: 'DE', cookie: 'US-CA' },
    granted: '',
    asked: 'fats',
    clause: 'the attribute before the cookie',
  },
  {
    place: { cookie: 'US-CA', zone: 'Europe/Paris' },
    granted: 'fats',
    asked: '-',
    clause: 'the cookie before the clock',
  },
  {
    place: { zone: 'America/Denver' },
    granted: 'fats',
    asked: '-',
    clause: 'an American zone: California’s rules',
  },
  { place: { zone: 'Europe/London' }, granted: '', asked: 'fats', clause: 'a European zone: the strictest' },
  { place: { zone: 'America/Toronto' }, granted: '', asked: 'fats', clause: 'Québec’s zone: Law 25 s. 8.1' },
  { place: { zone: 'Etc/UTC' }, granted: '', asked: 'fats', clause: 'unknown: the strictest' },

  // The signal.
  { place: 'US-CA', gpc: true, granted: 'fa', asked: '-', clause: '11 CCR 7025(c)(1)' },
  { place: 'US-CO', gpc: true, granted: 'fa', asked: '-', clause: '4 CCR 904-3, part 5' },
  { place: 'US-VA', gpc: true, granted: 'fa', asked: '-', clause: 'no duty; honoured all the same' },
  { place: 'CA-ON', gpc: true, granted: 'fa', asked: '-', clause: 'no duty; honoured all the same' },
  { place: 'DE', gpc: true, granted: '', asked: 'fats', clause: 'GDPR art. 21(5)' },
  { place: { zone: 'America/Denver' }, gpc: true, granted: 'fa', asked: '-', clause: '11 CCR 7025(c)(1)' },
  {
    place: 'US-CA',
    gpc: true,
    stored: yes('ccpa', 'US-CA'),
    granted: 'fa',
    asked: '-',
    clause: '11 CCR 7025(c)(3)',
  },
  { place: 'DE', gpc: true, stored: yes('gdpr', 'DE'), granted: 'fa', asked: '-', clause: 'GDPR art. 21(5)' },
  {
    place: 'US-CA',
    stored: made(10, 'ccpa', 'US-CA', rest, { by: 'gpc', gpc: true }),
    granted: 'fa',
    asked: '-',
    clause: '11 CCR 7025(c)(5)',
  },

  {
    place: 'US-CA',
    gpc: true,
    stored: made(10, 'ccpa', 'US-CA', all('granted'), { by: 'dialog', gpc: true }),
    granted: 'fats',
    asked: '-',
    clause: '11 CCR 7025(c)(3): after being told of the conflict',
  },

  // A decision that speaks.
  { place: 'DE', stored: yes('gdpr', 'DE'), granted: 'fats', asked: '-', clause: 'GDPR art. 6(1)(a)' },
  { place: 'DE', stored: no('gdpr', 'DE'), granted: '', asked: '-', clause: 'GDPR art. 4(11)' },
  {
    place: 'US-CA',
    stored: yes('gdpr', 'DE'),
    granted: 'fats',
    asked: '-',
    clause: 'made under a stricter regime',
  },
  {
    place: 'CA-ON',
    stored: optedOut('US-CA', 10),
    granted: 'fa',
    asked: '-',
    clause: 'made under a stricter regime',
  },

  // Asked again: too old, revised, another regime.
  {
    place: 'DE',
    stored: made(183, 'gdpr', 'DE', all('granted')),
    granted: '',
    asked: 'fats',
    clause: 'CNIL, Garante: six months',
  },
  {
    place: 'DE',
    stored: no('gdpr', 'DE', 183),
    granted: '',
    asked: 'fats',
    clause: 'CNIL, Garante: six months',
  },
  {
    place: 'DE',
    stored: yes('gdpr', 'DE'),
    options: { revision: 2 },
    granted: '',
    asked: 'fats',
    clause: 'GDPR art. 4(11): informed',
  },
  {
    place: 'IT',
    stored: no('gdpr', 'IT'),
    options: { revision: 2 },
    granted: '',
    asked: 'fats',
    clause: 'Garante 2021: what is asked has changed',
  },
  {
    place: 'DE',
    stored: yes('ccpa', 'US-CA'),
    granted: '',
    asked: 'fats',
    clause: 'GDPR art. 4(11): no silence',
  },
  {
    place: 'DE',
    stored: yes('uk-gdpr-exempt', 'GB'),
    granted: '',
    asked: 'fats',
    clause: 'PECR Schedule A1 is British',
  },

  // Not before the law allows it, whatever life the site gives decisions.
  {
    place: 'DE',
    stored: no('gdpr', 'DE', 40),
    options: month,
    granted: '',
    asked: 'fats',
    clause: 'none in Germany',
  },
  {
    place: 'IT',
    stored: no('gdpr', 'IT', 40),
    options: month,
    granted: '',
    asked: '-',
    clause: 'Garante 2021: six months',
  },
  {
    place: { zone: 'Europe/Paris' },
    stored: no('gdpr', 'EU', 40),
    options: month,
    granted: '',
    asked: '-',
    clause: 'CNIL 2020: the clock may mean France',
  },
  {
    place: 'RE',
    stored: no('gdpr', 'RE', 40),
    options: month,
    granted: '',
    asked: '-',
    clause: 'CNIL 2020: Réunion is France',
  },
  {
    place: 'US-CA',
    stored: made(40, 'california-held', 'US-CA', all('denied')),
    options: { regime: californiaHeld, revision: 2 },
    granted: '',
    asked: 'fa',
    clause: 'Civ. Code 1798.135(c)(4)',
  },
  {
    place: 'FR',
    stored: no('gdpr', 'FR', 181),
    options: month,
    granted: '',
    asked: '-',
    clause: 'CNIL 2020: six months',
  },
  {
    place: 'FR',
    stored: no('gdpr', 'FR', 183),
    options: month,
    granted: '',
    asked: 'fats',
    clause: 'CNIL 2020: six months',
  },
  {
    place: 'GB',
    stored: no('uk-gdpr', 'GB', 40),
    options: month,
    granted: '',
    asked: '-',
    clause: 'ICO 2026: six months',
  },
  {
    place: 'FR',
    stored: made(40, 'gdpr', 'FR', { ...all('granted'), social: 'denied' }),
    options: month,
    granted: '',
    asked: 'fat',
    clause: 'CNIL 2020: only what is new',
  },
  {
    place: 'US-CA',
    stored: optedOut('US-CA', 364),
    granted: 'fa',
    asked: '-',
    clause: 'Civ. Code 1798.135(c)(4)',
  },
  {
    place: 'US-CA',
    stored: optedOut('US-CA', 500),
    granted: 'fa',
    asked: '-',
    clause: 'our forgetting opts nobody in',
  },
  {
    place: 'US-CA',
    stored: optedOut('US-CA', 40),
    options: { revision: 2 },
    granted: 'fa',
    asked: '-',
    clause: 'Civ. Code 1798.135(c)(4)',
  },
  {
    place: 'DE',
    stored: optedOut('US-CA', 364),
    granted: '',
    asked: 'fa',
    clause: 'Civ. Code 1798.135(c)(4), abroad too',
  },
  {
    place: 'DE',
    stored: optedOut('US-CA', 364),
    options: { revision: 2 },
    granted: '',
    asked: 'fa',
    clause: 'Civ. Code 1798.135(c)(4), abroad too',
  },
  {
    place: 'DE',
    stored: optedOut('US-CA', 366),
    granted: '',
    asked: 'fats',
    clause: 'twelve months have gone by',
  },
  {
    place: 'DE',
    stored: optedOut('US-VA', 10, 'us-states'),
    granted: '',
    asked: 'fats',
    clause: 'no such rule in Virginia',
  },
  {
    place: 'DE',
    stored: optedOut('US-CA', -2),
    granted: '',
    asked: 'fats',
    clause: 'a moment that has not come proves nothing',
  },

  // Known to be under 16.
  { place: 'US-CA', minor: true, granted: 'fa', asked: '-', clause: 'Civ. Code 1798.120(c)' },
  { place: 'US-CT', minor: true, granted: 'fa', asked: '-', clause: 'Civ. Code 1798.120(c), everywhere' },
  { place: 'JP', minor: true, granted: 'fa', asked: '-', clause: 'Civ. Code 1798.120(c), everywhere' },
  { place: 'DE', minor: true, granted: '', asked: 'fats', clause: 'GDPR art. 8' },
  {
    place: 'GB',
    minor: true,
    options: { regime: 'uk-gdpr-exempt' },
    granted: 'fa',
    asked: 'fats',
    clause: 'PECR Schedule A1',
  },
  {
    place: 'DE',
    minor: true,
    stored: no('gdpr', 'DE', 200),
    granted: '',
    asked: 'fa',
    clause: '11 CCR 7070–7072: twelve months',
  },
  {
    place: 'DE',
    minor: true,
    stored: no('gdpr', 'DE'),
    options: { revision: 2 },
    granted: '',
    asked: 'fa',
    clause: '11 CCR 7070–7072: twelve months',
  },
  {
    place: 'DE',
    minor: true,
    stored: no('gdpr', 'DE', 366),
    granted: '',
    asked: 'fats',
    clause: 'twelve months have gone by',
  },
  { place: 'US-CA', minor: true, gpc: true, granted: 'fa', asked: '-', clause: '11 CCR 7025(c)(1)' },

  // A regime the site names or makes.
  {
    place: 'GB',
    options: { regime: 'uk-gdpr-exempt' },
    granted: 'fa',
    asked: 'fats',
    clause: 'PECR Schedule A1',
  },
  {
    place: 'GB',
    gpc: true,
    options: { regime: 'uk-gdpr-exempt' },
    granted: 'fa',
    asked: 'fats',
    clause: 'PECR Schedule A1',
  },
  {
    place: 'GB',
    stored: no('uk-gdpr', 'GB'),
    options: { regime: 'uk-gdpr-exempt' },
    granted: '',
    asked: '-',
    clause: 'PECR Schedule A1: an objection',
  },
  {
    place: 'DE',
    options: { regime: 'uk-gdpr-exempt' },
    granted: '',
    asked: 'fats',
    clause: 'PECR Schedule A1 is British',
  },
  { place: 'US-CA', options: { regime: 'gdpr' }, granted: '', asked: 'fats', clause: 'named outright' },
  {
    place: 'US-CA',
    options: { regime: { id: 'held', model: 'opt-in', days: 90, regions: 'US' } },
    granted: '',
    asked: 'fats',
    clause: 'Penal Code 638.51: the site’s choice',
  },
  {
    place: 'DE',
    options: { regime: { id: 'held', model: 'opt-out', days: 90, regions: 'US' } },
    granted: '',
    asked: 'fats',
    clause: 'no regime of the site’s here',
  },
  {
    place: 'DE',
    options: { regime: 'dsgvo' as 'gdpr' },
    granted: '',
    asked: 'fats',
    clause: 'nobody knows: the strictest',
  },
];

const letters = (names: readonly string[]) =>
  names
    .filter((name) => name !== 'essential')
    .map((name) => name[0])
    .join('');

beforeEach(() => void vi.useFakeTimers({ now, toFake: ['Date'] }));

describe('every law', () => {
  it.each(rows.map((row) => ({ ...row, where: JSON.stringify(row.place) })))(
    'at $where grants "$granted" and asks about "$asked" ($clause)',
    ({ place, gpc = false, stored, minor, options, granted, asked }) => {
      const page = typeof place === 'object' ? place : {};
      const { jar, local } = openPage('https://shop.example/', {
        region: page.meta,
        consentRegion: page.attribute,
      });
      if (page.cookie) jar.serve(`assent-region=${page.cookie}; Path=/`);
      vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({
        timeZone: page.zone ?? 'Etc/UTC',
      } as Intl.ResolvedDateTimeFormatOptions);
      if (stored) local.assent = encode(stored);

      const settings = readOptions({ ...options, minor });
      const region = regionOf(typeof place === 'string' ? place : 'auto');
      const regime = regimeOf(settings.regime, region);
      const consent = createAnswering(visitOf({ settings, gpc, region: 'unknown' }));
      createActs(consent, settings).arrive({ region, regime, gpc });

      const { state } = consent;
      const answers = state.decision?.answers ?? {};
      const open = categories.filter((name) => !Object.hasOwn(answers, name));
      expect(letters(state.granted)).toBe(granted);
      expect(state.model === 'opt-in' && state.undecided ? letters(open) : '-').toBe(asked);

      // A server that is told the region says the same of the same record.
      const headers = { cookie: stored && `assent=${encode(stored)}`, 'sec-gpc': gpc ? '1' : undefined };
      const { allows } = readConsent(headers, { ...options, minor, region });
      expect(letters(categories.filter(allows))).toBe(granted);
    },
  );
});
