import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { GoogleAnalyticsSettings } from '../../src/tags/google-analytics.ts';
import { heard } from '../said.ts';
import { tagPage } from '../visit.ts';

interface Page {
  dataLayer?: Iterable<unknown>[];
  'ga-disable-G-1'?: boolean;
}

describe('googleAnalytics()', () => {
  let page: Page;
  let make: (
    settings?: Partial<GoogleAnalyticsSettings>,
  ) => ReturnType<typeof import('../../src/tags/google-analytics.ts').googleAnalytics>;
  const names = () => (page.dataLayer ?? []).map((command) => [...command].slice(0, 2).join(' '));
  const signals = () =>
    (page.dataLayer ?? [])
      .map((command) => [...command])
      .filter(([name, what]) => name === 'set' && typeof what === 'object');

  beforeEach(async () => {
    vi.resetModules();
    page = {};
    vi.stubGlobal('window', page);
    const { explainWith } = await import('../../src/warn.ts');
    explainWith(() => import('../../src/messages.ts'));
    const { googleAnalytics } = await import('../../src/tags/google-analytics.ts');
    make = (settings = {}) => googleAnalytics({ id: 'G-1', ...settings });
  });

  it('says the default before anything else, and sends nothing', () => {
    const here = tagPage([], { decision: null });
    make().before?.(here);
    expect(names()).toEqual(['consent default', 'set ads_data_redaction', 'set [object Object]']);
    expect(here.scripts).toEqual([]);
  });

  it('loads gtag.js after default and update, in the order Google asks', () => {
    const here = tagPage(['analytics']);
    make().load(here);
    const [first, , , , , update, js, config] = names();
    expect([first, update]).toEqual(['consent default', 'consent update']);
    expect(js).toMatch(/^js /);
    expect(config).toBe('config G-1');
    expect(names()).toHaveLength(8);
    expect(here.scripts).toEqual(['https://www.googletagmanager.com/gtag/js?id=G-1']);
  });

  it('queues arguments objects alone', () => {
    make().load(tagPage(['analytics']));
    for (const command of page.dataLayer ?? []) {
      expect(Object.prototype.toString.call(command)).toBe('[object Arguments]');
    }
  });

  it.each([
    { granted: ['analytics'], ads: false },
    { granted: ['analytics', 'targeting'], ads: true },
  ] as const)('puts advertising features $ads for $granted', ({ granted, ads }) => {
    make().load(tagPage(granted));
    expect(signals().at(-1)).toEqual([
      'set',
      {
        allow_google_signals: ads,
        allow_ad_personalization_signals: ads,
        restricted_data_processing: false,
      },
    ]);
  });

  it("sets Google's own switch when it stops, and lifts it again", () => {
    const tag = make();
    tag.load(tagPage(['analytics']));
    expect(page['ga-disable-G-1']).toBeFalsy();
    tag.stop?.(tagPage([]));
    expect(page['ga-disable-G-1']).toBe(true);
    expect(names()).toContain('consent update');
    tag.update?.(tagPage(['analytics']));
    expect(page['ga-disable-G-1']).toBe(false);
  });

  it('says every later answer', () => {
    const tag = make();
    tag.load(tagPage(['analytics']));
    tag.update?.(tagPage(['analytics', 'targeting']));
    expect(names().filter((name) => name === 'consent update')).toHaveLength(2);
    expect(signals().at(-1)).toEqual([
      'set',
      {
        allow_google_signals: true,
        allow_ad_personalization_signals: true,
        restricted_data_processing: false,
      },
    ]);
  });

  it.each([
    [undefined, false],
    ['basic', false],
    ['advanced', true],
    ['Advanced', false],
  ])('loads before an answer in mode %s: %s', (mode, advanced) => {
    expect(make({ mode: mode as 'basic' }).advanced).toBe(advanced);
  });

  it('keeps sending cookieless pings after a stop in advanced mode', () => {
    const tag = make({ mode: 'advanced' });
    tag.load(tagPage(['analytics']));
    tag.stop?.(tagPage([]));
    expect(page['ga-disable-G-1']).toBeFalsy();
  });

  it('puts its id into the address safely', () => {
    const here = tagPage(['analytics']);
    make({ id: 'G-1&x="><script>' }).load(here);
    expect(here.scripts).toEqual([
      'https://www.googletagmanager.com/gtag/js?id=G-1%26x%3D%22%3E%3Cscript%3E',
    ]);
  });

  it.each([undefined, '', 7])('never loads with the id %j, and says so', async (id) => {
    const here = tagPage(['analytics']);
    const tag = make({ id: id as never });
    for (const moment of ['before', 'load', 'update', 'stop'] as const) tag[moment]?.(here);
    expect([here.scripts, page]).toEqual([[], {}]);
    expect(await heard('Tag "google-analytics" has no id')).toMatch(/^\[assent\] /);
  });

  it("belongs to analytics, or to a category of the site's choosing", () => {
    expect([make().category, make({ category: 'targeting' }).category]).toEqual(['analytics', 'targeting']);
  });
});
