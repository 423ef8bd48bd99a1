import { beforeEach, describe, expect, it, vi } from 'vitest';
import { segment } from '../../src/tags/segment.ts';
import { tagPage } from '../visit.ts';

type Filter = (passing: { payload: object; next: (payload: unknown) => void }) => void;
interface Page {
  analytics?: unknown[][] & { _writeKey?: string; _cdn?: string; _loadOptions?: object };
}

describe('segment()', () => {
  let page: Page;
  const names = () => (page.analytics ?? []).map(([name]) => name);

  /** What becomes of one event. */
  function passed(): unknown {
    const [, filter] = page.analytics?.[0] ?? [];
    const next = vi.fn();
    (filter as Filter)({ payload: { obj: { context: { ip: 1 } } }, next });
    return next.mock.calls[0]?.[0];
  }

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it.each([
    { granted: ['analytics'], integrations: { All: false, 'Segment.io': true } },
    { granted: ['analytics', 'targeting'], integrations: {} },
  ] as const)('loads $integrations for $granted, after its filter and one visit', (each) => {
    const here = tagPage(each.granted);
    segment({ key: 'K/1' }).load(here);
    expect(names()).toEqual(['addSourceMiddleware', 'page']);
    expect(page.analytics).toMatchObject({
      _writeKey: 'K/1',
      _cdn: 'https://cdn.segment.com',
      _loadOptions: { integrations: each.integrations },
    });
    expect(here.scripts).toEqual(['https://cdn.segment.com/analytics.js/v1/K%2F1/analytics.min.js']);
  });

  it('stamps every event with the answers, and lets none pass after it stops', () => {
    const tag = segment({ key: 'K' });
    tag.load(tagPage(['analytics']));
    const consent = {
      categoryPreferences: { functional: false, analytics: true, targeting: false, social: false },
    };
    expect(passed()).toEqual({ obj: { context: { ip: 1, consent } } });
    tag.stop?.(tagPage([]));
    expect(passed()).toBeUndefined();
    tag.update?.(tagPage(['analytics']));
    expect(passed()).toMatchObject({ obj: {} });
    expect(page.analytics?.slice(2)).toEqual([['reset'], ['track', 'Segment Consent Preference Updated']]);
  });

  it('loads from a host of its own, and declares it', () => {
    const here = tagPage(['analytics']);
    const tag = segment({ key: 'K', host: 'https://events.shop.example' });
    tag.load(here);
    expect(here.scripts).toEqual(['https://events.shop.example/analytics.js/v1/K/analytics.min.js']);
    expect(tag.hosts).toEqual(['segment.com', 'segment.io', 'events.shop.example']);
  });

  it("leaves the visit to Segment's own snippet", () => {
    page.analytics = [['page']];
    segment({ key: 'K' }).load(tagPage(['analytics']));
    expect(names()).toEqual(['page']);
  });

  it("queues what Segment's own snippet queues", () => {
    segment({ key: 'K' }).load(tagPage(['analytics']));
    const own = page.analytics as unknown as unknown[] &
      Record<'ready' | 'on', (...given: unknown[]) => never>;
    own.ready('a');
    own.on('b');
    expect(Array.from(own).slice(2)).toEqual([
      ['ready', 'a'],
      ['on', 'b'],
    ]);
  });

  it('never loads without its key', () => {
    const here = tagPage(['analytics']);
    segment({} as { key: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
