import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Tag, TagPage } from '../../src/types.ts';
import { tagPage } from '../visit.ts';

// Two products, one Google tag: what is said of one holds for the other.
describe.each([
  ['google-ads', 'googleAds', 'AW-1'],
  ['floodlight', 'floodlight', 'DC-1'],
])('%s', (file, maker, id) => {
  let page: { dataLayer?: Iterable<unknown>[] };
  let make: (settings?: object) => Tag;
  const queue = () => (page.dataLayer ?? []).map((command) => [...command]);
  const names = () => queue().map((command) => command.slice(0, 2).join(' '));

  beforeEach(async () => {
    vi.resetModules();
    page = {};
    vi.stubGlobal('window', page);
    const module = await import(`../../src/tags/${file}.ts`);
    make = (settings = {}) => module[maker]({ id, ...settings });
  });

  it('says default and update before it is configured, then loads its script', () => {
    const here = tagPage(['targeting']);
    make().load(here);
    expect(names()).toEqual([
      'consent default',
      'set ads_data_redaction',
      'set [object Object]',
      'set ads_data_redaction',
      'set [object Object]',
      'consent update',
      expect.stringMatching(/^js /),
      `config ${id}`,
    ]);
    expect(here.scripts).toEqual([`https://www.googletagmanager.com/gtag/js?id=${id}`]);
  });

  it("leaves the count to Google's own snippet in the page", () => {
    page.dataLayer = [['config', id]];
    make().load(tagPage(['targeting']));
    expect(names().filter((name) => name === `config ${id}`)).toHaveLength(1);
  });

  it('stops with everything denied, and comes back with a new grant', () => {
    const tag = make();
    tag.load(tagPage(['targeting']));
    const said = (moment: 'stop' | 'update', granted: TagPage) => {
      tag[moment]?.(granted);
      return queue().at(-1);
    };
    expect(said('stop', tagPage([]))).toEqual([
      'consent',
      'update',
      expect.objectContaining({ ad_storage: 'denied', ad_user_data: 'denied', ad_personalization: 'denied' }),
    ]);
    expect(said('update', tagPage(['targeting']))).toEqual([
      'consent',
      'update',
      expect.objectContaining({ ad_storage: 'granted', ad_user_data: 'granted' }),
    ]);
  });

  it('restricts data processing after an opt-out that leaves it running', () => {
    make({ category: 'analytics' }).load(tagPage(['analytics'], { model: 'opt-out' }));
    const [, signals] = queue().findLast(([name, what]) => name === 'set' && typeof what === 'object') ?? [];
    expect(signals).toEqual({
      allow_google_signals: false,
      allow_ad_personalization_signals: false,
      restricted_data_processing: true,
    });
  });

  it("says the site's Consent Mode settings before anything else of Google's", () => {
    make({ consentMode: { urlPassthrough: true } }).before?.(tagPage([], { decision: null }));
    expect(queue().at(-1)).toEqual(['set', 'url_passthrough', true]);
  });
});
