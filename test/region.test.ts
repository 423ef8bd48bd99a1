import { describe, expect, it, vi } from 'vitest';
import { knowRegion, regionOf } from '../src/region.ts';
import { openPage } from './page.ts';
import { heard } from './said.ts';

/** A browser in this time zone, which knows which zones are American, or cannot say. */
function standIn(timeZone: string | undefined, american: string[] | undefined): void {
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({
    timeZone,
  } as Intl.ResolvedDateTimeFormatOptions);
  vi.spyOn(Intl, 'Locale').mockImplementation(function locale() {
    return (american ? { getTimeZones: () => american } : {}) as Intl.Locale;
  });
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

  const american = ['America/Los_Angeles', 'America/New_York', 'Pacific/Honolulu'];
  it.each([
    { zone: 'America/Los_Angeles', known: american, region: 'US' },
    { zone: 'Pacific/Honolulu', known: american, region: 'US' },
    { zone: 'America/Toronto', known: american, region: 'unknown' },
    { zone: 'Europe/Paris', known: american, region: 'EU' },
    { zone: 'Asia/Tokyo', known: american, region: 'unknown' },
    { zone: undefined, known: american, region: 'unknown' },
    { zone: 'UTC', known: american, region: 'unknown' },
    // A browser that cannot say which zones are American is treated as abroad.
    { zone: 'America/New_York', known: undefined, region: 'unknown' },
    { zone: 'Europe/Paris', known: undefined, region: 'EU' },
  ])('takes $zone for $region', ({ zone, known, region }) => {
    openPage();
    standIn(zone, known);
    expect(regionOf('auto')).toBe(region);
  });

  it('takes an empty meta element for none', () => {
    openPage('https://shop.example/', { region: '' });
    standIn('Europe/Paris', []);
    expect(regionOf('auto')).toBe('EU');
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
