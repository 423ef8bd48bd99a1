import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { GoogleTagManagerSettings } from '../../src/tags/google-tag-manager.ts';
import type { Tag } from '../../src/types.ts';
import { tagPage } from '../visit.ts';

describe('googleTagManager()', () => {
  let page: { dataLayer?: object[] };
  let make: (settings?: Partial<GoogleTagManagerSettings>) => Tag;
  const events = () =>
    (page.dataLayer ?? []).filter((entry) => 'event' in entry) as { event: string; [key: string]: unknown }[];

  beforeEach(async () => {
    vi.resetModules();
    page = {};
    vi.stubGlobal('window', page);
    const { googleTagManager } = await import('../../src/tags/google-tag-manager.ts');
    make = (settings = {}) => googleTagManager({ id: 'GTM-1', ...settings });
  });

  it('says default, update and answers, then starts the container', () => {
    const here = tagPage(['analytics']);
    make().load(here);
    expect(events()).toEqual([
      {
        event: 'consent_update',
        consent_granted: ['essential', 'analytics'],
        consent_denied: ['functional', 'targeting', 'social'],
      },
      { event: 'gtm.js', 'gtm.start': expect.any(Number) },
    ]);
    const [first] = page.dataLayer ?? [];
    expect([...(first as Iterable<unknown>)].slice(0, 2)).toEqual(['consent', 'default']);
    expect(here.scripts).toEqual(['https://www.googletagmanager.com/gtm.js?id=GTM-1']);
  });

  it("leaves the start to Google's own snippet in the page", () => {
    page.dataLayer = [{ 'gtm.start': 1, event: 'gtm.js' }];
    make().load(tagPage(['analytics']));
    expect(events().filter(({ event }) => event === 'gtm.js')).toHaveLength(1);
  });

  it.each(['update', 'stop'] as const)('pushes the answers of each decision, at %s', (moment) => {
    const tag = make();
    tag.load(tagPage(['analytics']));
    tag[moment]?.(tagPage(['targeting']));
    expect(events().at(-1)).toMatchObject({
      event: 'consent_update',
      consent_granted: ['essential', 'targeting'],
    });
    expect(events().filter(({ event }) => event === 'gtm.js')).toHaveLength(1);
  });

  it.each<[Partial<GoogleTagManagerSettings>, string, readonly string[]]>([
    [{}, 'analytics', ['analytics', 'targeting']],
    [{ categories: ['targeting', 'social'] }, 'targeting', ['targeting', 'social']],
    [{ category: 'functional' }, 'functional', ['functional']],
  ])('with %j belongs to %s and waits for any of %j', (settings, category, anyOf) => {
    expect(make(settings)).toMatchObject({ category, anyOf });
  });

  it('loads before an answer in advanced mode alone', () => {
    expect([make().advanced, make({ mode: 'advanced' }).advanced]).toEqual([false, true]);
  });
});
