import { beforeEach, describe, expect, it, vi } from 'vitest';
import { xPixel } from '../../src/tags/x-pixel.ts';
import type { Category } from '../../src/types.ts';
import { tagPage } from '../visit.ts';

interface Page {
  twq?: { (...call: unknown[]): void; queue: unknown[][]; exe?: unknown };
}

describe('xPixel()', () => {
  let page: Page;

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it.each<{ model: 'opt-in' | 'opt-out'; granted: Category[]; use: string }>([
    { model: 'opt-in', granted: ['targeting'], use: 'off' },
    { model: 'opt-in', granted: ['analytics'], use: 'off' },
    { model: 'opt-out', granted: ['targeting'], use: 'off' },
    { model: 'opt-out', granted: ['analytics'], use: 'restrict_optimization' },
  ])('counts one visit with data use $use under $model with $granted', ({ model, granted, use }) => {
    const here = tagPage(granted, { model });
    xPixel({ id: 'o1' }).load(here);
    expect(page.twq?.queue).toEqual([['config', 'o1', { restricted_data_use: use }]]);
    expect(here.scripts).toEqual(['https://static.ads-twitter.com/uwt.js']);
  });

  it("leaves the visit to X's own snippet, before it or after it", () => {
    const parsed: (() => void)[] = [];
    const here = { ...tagPage(['targeting']), whenParsed: (then: () => void) => parsed.push(then) };
    xPixel({ id: 'o1' }).load(here);
    const exe = vi.fn();
    Object.assign(page.twq ?? {}, { exe });
    page.twq?.('config', 'o1');
    parsed[0]?.();
    expect(exe.mock.calls).toEqual([['config', 'o1']]);

    page.twq = Object.assign(vi.fn(), { queue: [['config', 'o1']] });
    xPixel({ id: 'o1' }).load(tagPage(['targeting']));
    expect(page.twq).not.toHaveBeenCalled();
  });

  it('never loads without its id', () => {
    const here = tagPage(['targeting']);
    xPixel({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
