import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hotjar } from '../../src/tags/hotjar.ts';
import { tagPage } from '../visit.ts';

interface Page {
  hj?: { (...call: unknown[]): void; q?: unknown[] };
  _hjSettings?: object;
}

describe('hotjar()', () => {
  let page: Page;

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('sets its site and a queue, then loads its script', () => {
    const here = tagPage(['analytics']);
    hotjar({ id: '77' }).load(here);
    page.hj?.('event', 'sold');
    expect(page.hj?.q).toEqual([['event', 'sold']]);
    expect(page._hjSettings).toEqual({ hjid: 77, hjsv: 6 });
    expect(here.scripts).toEqual(['https://static.hotjar.com/c/hotjar-77.js?sv=6']);
  });

  it('keeps a queue the page has made', () => {
    const own = vi.fn();
    page.hj = own;
    hotjar({ id: '77' }).load(tagPage(['analytics']));
    expect(page.hj).toBe(own);
  });

  it('never loads without its id', () => {
    const here = tagPage(['analytics']);
    hotjar({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
