import { beforeEach, describe, expect, it, vi } from 'vitest';
import { plausible } from '../../src/tags/plausible.ts';
import { tagPage } from '../visit.ts';

interface Page {
  plausible?: {
    (...call: unknown[]): void;
    q?: unknown[];
    o?: { transformRequest?(request: object): object | null; hashBasedRouting?: boolean };
    init?(options: object): void;
  };
}

const url = 'https://plausible.io/js/pa-1.js';

describe('plausible()', () => {
  let page: Page;

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('queues calls, begins with a filter and loads its script', () => {
    const here = tagPage(['analytics']);
    plausible({ url }).load(here);
    page.plausible?.('Sold', { props: {} });
    expect(page.plausible?.q).toEqual([['Sold', { props: {} }]]);
    expect(page.plausible?.o).toHaveProperty('transformRequest');
    expect(here.scripts).toEqual([url]);
  });

  it('sends nothing after it stops, until the next grant', () => {
    const tag = plausible({ url });
    tag.load(tagPage(['analytics']));
    const passes = () => page.plausible?.o?.transformRequest?.({ n: 'pageview' });
    expect(passes()).toEqual({ n: 'pageview' });
    tag.stop?.(tagPage([]));
    expect(passes()).toBeNull();
    tag.update?.(tagPage(['analytics']));
    expect(passes()).toEqual({ n: 'pageview' });
  });

  it("adds its filter to the options of Plausible's own snippet", () => {
    const init = vi.fn();
    page.plausible = Object.assign(vi.fn(), { init, o: { hashBasedRouting: true } });
    plausible({ url }).load(tagPage(['analytics']));
    expect(init).toHaveBeenCalledExactlyOnceWith({
      hashBasedRouting: true,
      transformRequest: expect.any(Function),
    });
  });

  it.each([
    { url, hosts: ['plausible.io'] },
    { url: 'https://stats.shop.example/js/p.js', hosts: ['plausible.io', 'stats.shop.example'] },
  ])('declares $hosts for $url', (each) => {
    expect(plausible({ url: each.url }).hosts).toEqual(each.hosts);
  });

  it('never loads without its url', () => {
    const here = tagPage(['analytics']);
    plausible({} as { url: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
