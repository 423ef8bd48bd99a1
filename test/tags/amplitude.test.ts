import { beforeEach, describe, expect, it, vi } from 'vitest';
import { amplitude } from '../../src/tags/amplitude.ts';
import { tagPage } from '../visit.ts';

interface Page {
  amplitude?: { invoked?: boolean; _q: object[]; track?: (...given: unknown[]) => unknown };
}

interface Built {
  _q: object[];
  set(name: string, value: unknown): Built;
  add(name: string, value: number): Built;
}
interface Amplitude {
  _q: { name: string; resolve?(given: unknown): void }[];
  Identify: new () => Built;
  identify(built: Built): void;
  logEvent(name: string): { promise: Promise<unknown> };
}

describe('amplitude()', () => {
  let page: Page;

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('queues its beginning and what the page calls, and loads its script', () => {
    const here = tagPage(['analytics']);
    amplitude({ key: 'k', zone: 'EU' }).load(here);
    expect(page.amplitude?.track?.('Sold')).toHaveProperty('promise');
    expect(page.amplitude).toMatchObject({
      invoked: true,
      _q: [
        { name: 'init', args: ['k', { serverZone: 'EU', defaultTracking: true }] },
        { name: 'track', args: ['Sold'] },
      ],
    });
    expect(here.scripts).toEqual([
      expect.stringMatching(/^https:\/\/cdn\.amplitude\.com\/libs\/analytics-browser-[\d.]+-min\.js\.gz$/),
    ]);
  });

  it('opts out when it stops, and in again', () => {
    const tag = amplitude({ key: 'k' });
    tag.load(tagPage(['analytics']));
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage(['analytics']));
    expect(page.amplitude?._q.slice(1)).toMatchObject([
      { name: 'setOptOut', args: [true] },
      { name: 'setOptOut', args: [false] },
    ]);
  });

  it("leaves the beginning to Amplitude's own snippet", () => {
    page.amplitude = { _q: [{ name: 'init', args: ['k'] }] };
    amplitude({ key: 'k' }).load(tagPage(['analytics']));
    expect(page.amplitude._q).toHaveLength(1);
  });

  it("queues what Amplitude's own snippet queues, and keeps what is built", async () => {
    amplitude({ key: 'k' }).load(tagPage(['analytics']));
    const { amplitude: own } = page as unknown as { amplitude: Amplitude };
    const built = new own.Identify().set('plan', 'a').add('visits', 1);
    own.identify(built);
    expect(built._q).toEqual([
      { name: 'set', args: ['plan', 'a'] },
      { name: 'add', args: ['visits', 1] },
    ]);
    const { promise } = own.logEvent('Sold');
    own._q.at(-1)?.resolve?.({ code: 200 });
    expect(await promise).toEqual({ code: 200 });
    expect(own._q.slice(1).map(({ name }) => name)).toEqual(['identify', 'logEvent']);
  });

  it('never loads without its key', () => {
    const here = tagPage(['analytics']);
    amplitude({} as { key: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
