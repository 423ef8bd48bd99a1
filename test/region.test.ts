import { describe, expect, it, vi } from 'vitest';
import { regimeFor } from '../src/regimes/index.ts';
import { knowRegion, regionOf, regionOfZone } from '../src/region.ts';
import { openPage } from './page.ts';
import { heard } from './said.ts';
import { american, european, others } from './time-zones.ts';

/** A browser whose clock stands in this time zone. */
function standIn(timeZone: string | undefined): void {
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({
    timeZone,
  } as Intl.ResolvedDateTimeFormatOptions);
}

/** A promise and the hand that keeps it. */
function later() {
  let answer: (region: string) => void = () => {};
  const promise = new Promise<string>((done) => {
    answer = done;
  });
  return { promise, answer };
}

describe('regionOf()', () => {
  it.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['US-CA', 'US-CA'],
    ['us-ca', 'US-CA'],
    ['GB-SCT', 'GB-SCT'],
    ['AT-9', 'AT-9'],
    ['EU', 'EU'],
    ['', 'unknown'],
    ['Germany', 'unknown'],
    ['D', 'unknown'],
    ['DE-', 'unknown'],
    ['US-CALI', 'unknown'],
    ['US_CA', 'unknown'],
    ['DE\n', 'unknown'],
    ['unknown', 'unknown'],
    ['XX', 'unknown'],
    ['ap', 'unknown'],
    ['T1', 'unknown'],
    ['EL', 'EL'],
    ['UK', 'UK'],
    ['constructor', 'unknown'],
    [null, 'unknown'],
    [49, 'unknown'],
    [{}, 'unknown'],
    [{ toString: null }, 'unknown'],
    [['DE'], 'unknown'],
  ])('reads %j as %s', (given, region) => {
    openPage();
    expect(regionOf(given)).toBe(region);
  });

  it.each(['auto', undefined])("reads the page's meta element for %s", (given) => {
    openPage('https://shop.example/', { region: 'us-tx' });
    expect(regionOf(given)).toBe('US-TX');
  });

  it('puts what the site says before the meta element', () => {
    openPage('https://shop.example/', { region: 'US-TX' });
    expect(regionOf('DE')).toBe('DE');
  });

  it.each([
    {
      region: 'US-TX',
      consentRegion: 'DE',
      cookie: 'CH',
      zone: 'America/Denver',
      is: 'US-TX',
      by: 'meta element',
    },
    { region: '', consentRegion: 'de', cookie: 'CH', zone: 'America/Denver', is: 'DE', by: 'attribute' },
    {
      region: undefined,
      consentRegion: 'DE',
      cookie: 'CH',
      zone: 'America/Denver',
      is: 'DE',
      by: 'attribute',
    },
    { region: undefined, consentRegion: '', cookie: 'ch', zone: 'America/Denver', is: 'CH', by: 'cookie' },
    { region: undefined, consentRegion: undefined, cookie: 'CH', zone: 'UTC', is: 'CH', by: 'cookie' },
    {
      region: undefined,
      consentRegion: undefined,
      cookie: '',
      zone: 'America/Denver',
      is: 'US',
      by: 'clock',
    },
    { region: undefined, consentRegion: undefined, cookie: '', zone: 'UTC', is: 'unknown', by: 'nobody' },
    // What is said and cannot be meant is not passed over for a hint.
    {
      region: 'Texas',
      consentRegion: 'US-TX',
      cookie: 'US',
      zone: 'America/Denver',
      is: 'unknown',
      by: 'nobody',
    },
    {
      region: undefined,
      consentRegion: 'XX',
      cookie: 'US',
      zone: 'America/Denver',
      is: 'unknown',
      by: 'nobody',
    },
  ])('goes by the $by: $is', ({ cookie, zone, is, ...page }) => {
    const { jar } = openPage('https://shop.example/', page);
    jar.serve(`assent-region=${cookie}; Path=/`);
    standIn(zone);
    expect(regionOf('auto')).toBe(is);
  });

  it('goes by the clock where cookies are refused', () => {
    openPage('https://shop.example/', { refused: ['cookie'] });
    standIn('America/Chicago');
    expect(regionOf()).toBe('US');
  });

  it.each([undefined, '', 'UTC', 'Etc/GMT+8', 'EST5EDT'])('knows no region by the clock %s', (zone) => {
    openPage();
    standIn(zone);
    expect(regionOf('auto')).toBe('unknown');
  });
});

describe('regionOfZone()', () => {
  it.each(american)('takes %s for the United States', (zone) => {
    expect(regionOfZone(zone)).toBe('US');
  });

  it.each(european)('takes %s for the European Union', (zone) => {
    expect(regionOfZone(zone)).toBe('EU');
  });

  it.each(others)('leaves %s to the strictest', (zone) => {
    expect(regimeFor(regionOfZone(zone) || 'unknown').id).toBe('gdpr');
  });

  it('takes no other zone that a browser knows for American', () => {
    const strange = Intl.supportedValuesOf('timeZone').filter(
      (zone) => regionOfZone(zone) === 'US' && !american.includes(zone),
    );
    expect(strange).toEqual([]);
  });
});

describe('knowRegion()', () => {
  it('tells at once what the site says', () => {
    openPage();
    const tell = vi.fn();
    knowRegion('us-ca', tell);
    expect(tell.mock.calls).toEqual([['US-CA']]);
  });

  it.each([
    ['a value', () => 'fr'],
    ['a promise', async () => 'fr'],
  ])('waits for a function that gives %s', async (_, given) => {
    openPage();
    const tell = vi.fn();
    knowRegion(given, tell);
    expect(tell).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(tell.mock.calls).toEqual([['FR']]));
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no geo');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no geo'))],
    ['gives nothing', () => undefined as unknown as string],
    ['gives nonsense', () => 'somewhere'],
  ])('tells "unknown" once of a function that %s', async (_, given) => {
    openPage('https://shop.example/', { region: 'US-CA' });
    const tell = vi.fn();
    knowRegion(given, tell);
    await vi.waitFor(() => expect(tell.mock.calls).toEqual([['unknown']]));
  });

  it('waits three seconds for a function, and never tells twice', async () => {
    openPage();
    vi.useFakeTimers();
    const tell = vi.fn();
    const { promise, answer } = later();
    knowRegion(() => promise, tell);
    await vi.advanceTimersByTimeAsync(2999);
    expect(tell).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    answer('US-CA');
    await vi.advanceTimersByTimeAsync(1);
    expect(tell.mock.calls).toEqual([['unknown']]);
  });

  it('says on the console that no region is known', async () => {
    vi.resetModules();
    const { explainWith } = await import('../src/warn.ts');
    explainWith(() => import('../src/messages.ts'));
    const { knowRegion } = await import('../src/region.ts');
    openPage();
    knowRegion('', () => {});
    expect(await heard('No region known')).toMatch(/^\[assent\] /);
  });
});
