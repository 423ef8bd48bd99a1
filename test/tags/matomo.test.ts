import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MatomoSettings } from '../../src/tags/matomo.ts';
import { matomo } from '../../src/tags/matomo.ts';
import type { Category } from '../../src/types.ts';
import { tagPage } from '../visit.ts';

describe('matomo()', () => {
  let page: { _paq?: string[][] };
  const make = (settings: Partial<MatomoSettings> = {}) =>
    matomo({ url: 'https://stats.shop.example/m', site: '3', ...settings });
  const granted = () => tagPage(['matomo' as Category]);

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('asks for consent first, then counts one visit with it, before its script loads', () => {
    const here = granted();
    const tag = make();
    tag.before?.(here);
    expect([page._paq, here.scripts]).toEqual([[['requireConsent']], []]);
    tag.load(here);
    expect(page._paq?.slice(1)).toEqual([
      ['setTrackerUrl', 'https://stats.shop.example/m/matomo.php'],
      ['setSiteId', '3'],
      ['setConsentGiven'],
      ['trackPageView'],
      ['enableLinkTracking'],
    ]);
    expect(here.scripts).toEqual(['https://stats.shop.example/m/matomo.js']);
  });

  it.each([
    { mode: 'basic', advanced: false, word: 'Consent' },
    { mode: 'cookieless', advanced: true, word: 'CookieConsent' },
  ] as const)('forgets $word when it stops in mode $mode, and gives it again', (each) => {
    const tag = make({ mode: each.mode });
    expect(tag.advanced).toBe(each.advanced);
    tag.before?.(tagPage([]));
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage([]));
    tag.update?.(granted());
    expect(page._paq).toEqual([
      [`require${each.word}`],
      [`forget${each.word}Given`],
      [`set${each.word}Given`],
    ]);
  });

  it('counts without cookies before the grant, in cookieless mode', () => {
    make({ mode: 'cookieless' }).load(tagPage([]));
    const names = page._paq?.map(([name]) => name);
    expect(names).toContain('trackPageView');
    expect(names).not.toContain('setCookieConsentGiven');
  });

  it("leaves the visit to Matomo's own snippet", () => {
    page._paq = [['trackPageView']];
    make().load(granted());
    expect(page._paq.filter(([name]) => name === 'trackPageView')).toHaveLength(1);
  });

  it("declares the site's own server", () => {
    expect(make().hosts).toEqual(['matomo.cloud', 'stats.shop.example']);
  });

  it.each(['url', 'site'])('never loads without its %s', (name) => {
    const here = granted();
    const tag = make({ [name]: undefined });
    for (const moment of ['before', 'load', 'update', 'stop'] as const) tag[moment]?.(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
