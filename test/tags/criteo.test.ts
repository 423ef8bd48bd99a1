import { beforeEach, describe, expect, it, vi } from 'vitest';
import { criteo } from '../../src/tags/criteo.ts';
import { tagPage } from '../visit.ts';

const account = { event: 'setAccount', account: '9' };

describe('criteo()', () => {
  let page: { criteo_q?: object[] };

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it.each([
    { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)', type: 'd' },
    { userAgent: 'Mozilla/5.0 (iPhone) Mobile/15E148', type: 'm' },
  ])('names account and device $type, counts one visit and loads its script', ({ userAgent, type }) => {
    vi.stubGlobal('navigator', { userAgent });
    const here = tagPage(['targeting']);
    criteo({ account: '9' }).load(here);
    expect(page.criteo_q).toEqual([account, { event: 'setSiteType', type }, { event: 'viewPage' }]);
    expect(here.scripts).toEqual(['https://dynamic.criteo.com/js/ld/ld.js?a=9']);
  });

  it('comes before what the page says is seen, and leaves the visit to it', () => {
    page.criteo_q = [{ event: 'viewItem', item: '7' }];
    criteo({ account: '9' }).load(tagPage(['targeting']));
    expect(page.criteo_q.map((each) => (each as typeof account).event)).toEqual([
      'setAccount',
      'setSiteType',
      'viewItem',
    ]);
  });

  it("names no account beside Criteo's own snippet", () => {
    page.criteo_q = [account, { event: 'viewHome' }];
    criteo({ account: '9' }).load(tagPage(['targeting']));
    expect(page.criteo_q).toEqual([account, { event: 'viewHome' }]);
  });

  it('never loads without its account', () => {
    const here = tagPage(['targeting']);
    criteo({} as { account: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
