import { beforeEach, describe, expect, it, vi } from 'vitest';
import { adroll } from '../../src/tags/adroll.ts';
import { heard } from '../said.ts';
import { tagPage } from '../visit.ts';

interface Page {
  adroll_adv_id?: string;
  adroll_pix_id?: string;
  adroll_version?: string;
  adroll?: unknown[] & Record<string, (...call: unknown[]) => void>;
}

describe('adroll()', () => {
  let page: Page;
  let head: { id?: string }[];
  const ids = { advertiser: 'ADV', pixel: 'PIX' };

  beforeEach(() => {
    page = {};
    head = [];
    vi.stubGlobal('window', page);
    const element = () => ({});
    vi.stubGlobal('document', {
      createElement: element,
      head: { append: (child: object) => head.push(child) },
    });
  });

  it('sets its ids, queues one page view and loads its script', () => {
    const here = tagPage(['targeting']);
    adroll(ids).load(here);
    expect(page).toMatchObject({ adroll_adv_id: 'ADV', adroll_pix_id: 'PIX', adroll_version: '2.0' });
    expect(Array.from(page.adroll ?? [])).toEqual([['track', ['pageView']]]);
    expect(here.scripts).toEqual(['https://s.adroll.com/j/ADV/roundtrip.js']);
  });

  it('queues what the page calls before its script has come', () => {
    adroll(ids).load(tagPage(['targeting']));
    page.adroll?.setProperties?.({ product: 7 });
    page.adroll?.identify?.('a', 'b');
    expect(Array.from(page.adroll ?? []).slice(1)).toEqual([
      ['setProperties', [{ product: 7 }]],
      ['identify', ['a', 'b']],
    ]);
  });

  it("stands in the place of AdRoll's own banner before its script loads", () => {
    const here = tagPage(['targeting']);
    const order: string[] = [];
    vi.stubGlobal('document', {
      createElement: () => ({}),
      head: { append: ({ id }: { id: string }) => order.push(id) },
    });
    adroll(ids).load({ ...here, state: here.state, script: (src) => void order.push(src) });
    expect(order).toEqual(['__adroll_consent_banner_el', 'https://s.adroll.com/j/ADV/roundtrip.js']);
  });

  it("leaves the page view to AdRoll's own snippet in the page", () => {
    const own = Object.assign([] as unknown[], { track: vi.fn() });
    page.adroll = own as unknown as NonNullable<Page['adroll']>;
    adroll(ids).load(tagPage(['targeting']));
    expect(page.adroll).toBe(own);
    expect(own.track).not.toHaveBeenCalled();
  });

  it('says and sends nothing before the grant', () => {
    expect(adroll(ids).before).toBeUndefined();
    expect([page, head]).toEqual([{}, []]);
  });

  it.each<{ settings: Partial<typeof ids>; missing: string }>([
    { settings: { pixel: 'PIX' }, missing: 'advertiser' },
    { settings: { advertiser: 'ADV' }, missing: 'pixel' },
  ])('never loads without $missing, and says so', async ({ settings, missing }) => {
    const here = tagPage(['targeting']);
    adroll(settings as typeof ids).load(here);
    expect([here.scripts, page, head]).toEqual([[], {}, []]);
    expect(await heard(`Tag "adroll" has no ${missing}`)).toMatch(/^\[assent\] /);
  });

  it('puts its id into the address safely', () => {
    const here = tagPage(['targeting']);
    adroll({ ...ids, advertiser: '../../evil?x=' }).load(here);
    expect(here.scripts).toEqual(['https://s.adroll.com/j/..%2F..%2Fevil%3Fx%3D/roundtrip.js']);
  });

  it("belongs to targeting, or to a category of the site's choosing", () => {
    expect([adroll(ids).category, adroll({ ...ids, category: 'social' }).category]).toEqual([
      'targeting',
      'social',
    ]);
  });
});
