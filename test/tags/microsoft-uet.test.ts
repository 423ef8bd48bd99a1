import { beforeEach, describe, expect, it, vi } from 'vitest';
import { microsoftUet } from '../../src/tags/microsoft-uet.ts';
import type { Category } from '../../src/types.ts';
import { tagPage } from '../visit.ts';

interface Page {
  uetq?: unknown;
  UET?: unknown;
}

describe('microsoftUet()', () => {
  let page: Page;
  const said = () => (Array.isArray(page.uetq) ? page.uetq.filter((word) => word !== 'consent') : []);

  /** The page as the tag sees it, with its script at hand. */
  function uetPage(...granted: string[]) {
    const script = new EventTarget() as HTMLScriptElement;
    const here = tagPage(granted as Category[]);
    const asked = vi.fn(() => script);
    return { ...here, script: asked, asked, loaded: () => script.dispatchEvent(new Event('load')) };
  }

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it.each([
    { category: 'targeting', granted: ['microsoft-uet'], storage: 'granted' },
    { category: 'analytics', granted: ['analytics', 'targeting'], storage: 'granted' },
    { category: 'analytics', granted: ['analytics'], storage: 'denied' },
  ] as const)('says default, then $storage for $granted in $category', ({ category, granted, storage }) => {
    const here = uetPage(...granted);
    microsoftUet({ id: '5', category }).load(here);
    expect(said()).toEqual(['default', { ad_storage: 'denied' }, 'update', { ad_storage: storage }]);
    expect(here.asked).toHaveBeenCalledExactlyOnceWith('https://bat.bing.com/bat.js');
  });

  it("begins with its queue when its script has loaded, unless Microsoft's own snippet has", () => {
    const here = uetPage('microsoft-uet');
    microsoftUet({ id: '5' }).load(here);
    const q = page.uetq;
    const push = vi.fn();
    const begin = vi.fn();
    page.UET = class {
      push = push;
      constructor(options: object) {
        begin(options);
      }
    };
    here.loaded();
    here.loaded();
    expect(begin).toHaveBeenCalledExactlyOnceWith({ ti: '5', enableAutoSpaTracking: true, q });
    expect(push).toHaveBeenCalledExactlyOnceWith('pageLoad');
  });

  it('does not begin where the answer has changed before its script came', () => {
    const here = uetPage();
    microsoftUet({ id: '5' }).load(here);
    const begin = vi.fn();
    page.UET = begin;
    here.loaded();
    expect(begin).not.toHaveBeenCalled();
  });

  it('denies when it stops, and grants again', () => {
    const tag = microsoftUet({ id: '5' });
    tag.load(uetPage('microsoft-uet'));
    tag.stop?.(uetPage());
    tag.update?.(uetPage('microsoft-uet'));
    expect(said().slice(4)).toEqual([
      'update',
      { ad_storage: 'denied' },
      'update',
      { ad_storage: 'granted' },
    ]);
  });

  it('never loads without its id', () => {
    const here = tagPage(['targeting']);
    microsoftUet({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
