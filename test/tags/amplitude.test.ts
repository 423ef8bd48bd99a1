import { beforeEach, describe, expect, it, vi } from 'vitest';
import { amplitude } from '../../src/tags/amplitude.ts';
import { tagPage } from '../visit.ts';

interface Page {
  amplitude?: { invoked?: boolean; _q: object[]; track?: (...given: unknown[]) => unknown };
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

  it('never loads without its key', () => {
    const here = tagPage(['analytics']);
    amplitude({} as { key: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
