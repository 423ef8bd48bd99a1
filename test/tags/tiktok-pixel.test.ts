import { beforeEach, describe, expect, it, vi } from 'vitest';
import { tiktokPixel } from '../../src/tags/tiktok-pixel.ts';
import { tagPage } from '../visit.ts';

interface Page {
  TiktokAnalyticsObject?: string;
  ttq?: unknown[][] & { _i?: object; _o?: object; track?: (...call: unknown[]) => void };
}

describe('tiktokPixel()', () => {
  let page: Page;
  const queue = () => Array.from(page.ttq ?? []).map((call) => call.join(' '));

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('holds, counts the visit and grants before its script loads', () => {
    const here = tagPage(['targeting']);
    tiktokPixel({ id: 'C4&' }).load(here);
    expect(queue()).toEqual(['holdConsent', 'page', 'enableCookie', 'grantConsent']);
    expect(page.TiktokAnalyticsObject).toBe('ttq');
    expect([page.ttq?._i, page.ttq?._o].map((own) => Object.keys(own ?? {}))).toEqual([['C4&'], ['C4&']]);
    expect(here.scripts).toEqual(['https://analytics.tiktok.com/i18n/pixel/events.js?sdkid=C4%26&lib=ttq']);
    page.ttq?.track?.('Contact', {});
    expect(page.ttq?.at(-1)).toEqual(['track', 'Contact', {}]);
  });

  it('revokes when it stops, and grants again', () => {
    const tag = tiktokPixel({ id: 'C4' });
    tag.load(tagPage(['targeting']));
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage(['targeting']));
    expect(queue().slice(4)).toEqual(['enableCookie', 'revokeConsent', 'enableCookie', 'grantConsent']);
  });

  it('gets no cookies after an opt-out, in another category', () => {
    tiktokPixel({ id: 'C4', category: 'analytics' }).load(tagPage(['analytics'], { model: 'opt-out' }));
    expect(queue().slice(2)).toEqual(['disableCookie', 'grantConsent']);
  });

  it("leaves the visit to TikTok's own snippet", () => {
    page.ttq = Object.assign([['page']], { methods: [] });
    tiktokPixel({ id: 'C4' }).load(tagPage(['targeting']));
    expect(queue()).toEqual(['page']);
  });

  it("queues all that TikTok's own snippet queues, for each pixel too", () => {
    tiktokPixel({ id: 'C4' }).load(tagPage(['targeting']));
    const own = page.ttq as unknown as { methods: string[]; ready(then: string): void } & {
      instance(id: string): unknown[] & { track(event: string): void };
    };
    own.ready('then');
    own.instance('C4').track('Contact');
    expect(page.ttq?.at(-1)).toEqual(['ready', 'then']);
    expect(Array.from(own.instance('C4'))).toEqual([['track', 'Contact']]);
    expect(own.methods).toContain('grantConsent');
  });

  it('never loads without its id', () => {
    const here = tagPage(['targeting']);
    tiktokPixel({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
