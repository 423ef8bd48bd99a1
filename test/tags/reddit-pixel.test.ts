import { beforeEach, describe, expect, it, vi } from 'vitest';
import { redditPixel } from '../../src/tags/reddit-pixel.ts';
import { tagPage } from '../visit.ts';

interface Page {
  rdt?: { (...call: unknown[]): void; callQueue: unknown[][] };
}

describe('redditPixel()', () => {
  let page: Page;
  const queue = () => page.rdt?.callQueue ?? [];

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('counts one visit, and switches its cookies with every later answer', () => {
    const here = tagPage(['targeting']);
    const tag = redditPixel({ id: 'a2_1' });
    tag.load(here);
    tag.stop?.(tagPage([]));
    tag.update?.(here);
    expect(queue()).toEqual([
      ['init', 'a2_1'],
      ['track', 'PageVisit'],
      ['disableFirstPartyCookies'],
      ['enableFirstPartyCookies'],
    ]);
    expect(here.scripts).toEqual(['https://www.redditstatic.com/ads/pixel.js']);
  });

  it.each([
    { region: 'US-CA', use: { dpm: 'LDU', dpcc: 'US', dprc: 'US-CA' } },
    { region: 'unknown', use: { dpm: 'LDU' } },
  ])('marks Limited Data Use after an opt-out in $region', ({ region, use }) => {
    const here = tagPage(['analytics'], { model: 'opt-out', region });
    redditPixel({ id: 'a2_1', category: 'analytics' }).load(here);
    expect(queue()[0]).toEqual(['init', 'a2_1', use]);
  });

  it("leaves the visit to Reddit's own snippet, before it or after it", () => {
    const parsed: (() => void)[] = [];
    const here = { ...tagPage(['targeting']), whenParsed: (then: () => void) => parsed.push(then) };
    redditPixel({ id: 'a2_1' }).load(here);
    const sendEvent = vi.fn();
    Object.assign(page.rdt ?? {}, { sendEvent });
    page.rdt?.('init', 'a2_1');
    parsed[0]?.();
    expect(sendEvent.mock.calls).toEqual([['init', 'a2_1']]);

    page.rdt = Object.assign(vi.fn(), { callQueue: [['init', 'a2_1']] });
    redditPixel({ id: 'a2_1' }).load(tagPage(['targeting']));
    expect(page.rdt).not.toHaveBeenCalled();
  });

  it('never loads without its id', () => {
    const here = tagPage(['targeting']);
    redditPixel({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
