import { beforeEach, describe, expect, it, vi } from 'vitest';
import { taboola } from '../../src/tags/taboola.ts';
import { tagPage } from '../visit.ts';

describe('taboola()', () => {
  let page: { _tfa?: object[] };

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it.each([
    { pasted: undefined, counted: 1 },
    { pasted: [{ notify: 'event', name: 'make_purchase' }], counted: 2 },
    { pasted: [{ notify: 'event', name: 'page_view', id: '5' }], counted: 1 },
  ])('counts one visit beside $pasted and loads its script', ({ pasted, counted }) => {
    page._tfa = pasted;
    const here = tagPage(['targeting']);
    taboola({ id: '5' }).load(here);
    expect(page._tfa).toHaveLength(counted);
    expect(page._tfa).toContainEqual({ notify: 'event', name: 'page_view', id: '5' });
    expect(here.scripts).toEqual(['https://cdn.taboola.com/libtrc/unip/5/tfa.js']);
  });

  it('never loads without its id', () => {
    const here = tagPage(['targeting']);
    taboola({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
