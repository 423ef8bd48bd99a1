import { beforeEach, describe, expect, it, vi } from 'vitest';
import { outbrain } from '../../src/tags/outbrain.ts';
import { tagPage } from '../visit.ts';

interface Page {
  obApi?: { (...call: unknown[]): void; queue: unknown[][]; marketerId?: string };
}

describe('outbrain()', () => {
  let page: Page;

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('counts one visit and loads its script', () => {
    const here = tagPage(['targeting']);
    outbrain({ id: '00a' }).load(here);
    expect(page.obApi?.marketerId).toBe('00a');
    expect(page.obApi?.queue).toEqual([['track', 'PAGE_VIEW']]);
    expect(here.scripts).toEqual(['https://amplify.outbrain.com/cp/obtp.js']);
  });

  it("leaves the visit to Outbrain's own snippet, before it or after it", () => {
    const parsed: (() => void)[] = [];
    outbrain({ id: '00a' }).load({ ...tagPage([]), whenParsed: (then) => parsed.push(then) });
    const dispatch = vi.fn();
    Object.assign(page.obApi ?? {}, { dispatch });
    page.obApi?.('track', 'PAGE_VIEW');
    parsed[0]?.();
    expect(dispatch.mock.calls).toEqual([['track', 'PAGE_VIEW']]);

    page.obApi = Object.assign(vi.fn(), { queue: [['track', 'PAGE_VIEW']] });
    outbrain({ id: '00a' }).load(tagPage(['targeting']));
    expect(page.obApi).not.toHaveBeenCalled();
  });

  it('never loads without its id', () => {
    const here = tagPage(['targeting']);
    outbrain({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
