import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pinterestTag } from '../../src/tags/pinterest-tag.ts';
import { tagPage } from '../visit.ts';

interface Page {
  pintrk?: { (...call: unknown[]): void; queue: unknown[][]; version: string };
}

describe('pinterestTag()', () => {
  let page: Page;
  const queue = () => page.pintrk?.queue ?? [];

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('says consent before it loads, then counts one visit', () => {
    const here = tagPage(['targeting']);
    pinterestTag({ id: '26' }).load(here);
    expect(queue()).toEqual([['setconsent', true], ['load', '26'], ['page']]);
    expect(page.pintrk?.version).toBe('3.0');
    expect(here.scripts).toEqual(['https://s.pinimg.com/ct/core.js']);
  });

  it('takes its consent back when it stops, and gives it again', () => {
    const tag = pinterestTag({ id: '26' });
    tag.load(tagPage(['targeting']));
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage(['targeting']));
    expect(queue().slice(3)).toEqual([
      ['setconsent', false],
      ['setconsent', true],
    ]);
  });

  it.each([
    { region: 'US-CA', use: { opt_out_type: 'LDP', country: 'US', st: 'CA' } },
    { region: 'unknown', use: { opt_out_type: 'LDP' } },
  ])('marks Limited Data Processing after an opt-out in $region', ({ region, use }) => {
    const here = tagPage(['analytics'], { model: 'opt-out', region });
    pinterestTag({ id: '26', category: 'analytics' }).load(here);
    expect(queue()[1]).toEqual(['load', '26', use]);
  });

  it("leaves the visit to Pinterest's own snippet", () => {
    page.pintrk = Object.assign(vi.fn(), { queue: [['load', '26']], version: '3.0' });
    pinterestTag({ id: '26' }).load(tagPage(['targeting']));
    expect(page.pintrk).toHaveBeenCalledExactlyOnceWith('setconsent', true);
  });

  it('never loads without its id', () => {
    const here = tagPage(['targeting']);
    pinterestTag({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
