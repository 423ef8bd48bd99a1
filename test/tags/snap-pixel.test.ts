import { beforeEach, describe, expect, it, vi } from 'vitest';
import { snapPixel } from '../../src/tags/snap-pixel.ts';
import { tagPage } from '../visit.ts';

interface Page {
  snaptr?: { (...call: unknown[]): void; queue: unknown[][] };
}

describe('snapPixel()', () => {
  let page: Page;

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('counts one visit and loads its script', () => {
    const here = tagPage(['targeting']);
    snapPixel({ id: '1-2' }).load(here);
    expect(page.snaptr?.queue).toEqual([
      ['init', '1-2'],
      ['track', 'PAGE_VIEW'],
    ]);
    expect(here.scripts).toEqual(['https://sc-static.net/scevent.min.js']);
  });

  it("leaves the visit to Snap's own snippet, before it or after it", () => {
    const parsed: (() => void)[] = [];
    const here = { ...tagPage(['targeting']), whenParsed: (then: () => void) => parsed.push(then) };
    snapPixel({ id: '1-2' }).load(here);
    const handleRequest = vi.fn();
    Object.assign(page.snaptr ?? {}, { handleRequest });
    page.snaptr?.('init', '1-2');
    parsed[0]?.();
    expect(handleRequest.mock.calls).toEqual([['init', '1-2']]);

    page.snaptr = Object.assign(vi.fn(), { queue: [['init', '1-2']] });
    snapPixel({ id: '1-2' }).load(tagPage(['targeting']));
    expect(page.snaptr).not.toHaveBeenCalled();
  });

  it('never loads without its id', () => {
    const here = tagPage(['targeting']);
    snapPixel({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
