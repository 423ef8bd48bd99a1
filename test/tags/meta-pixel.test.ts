import { beforeEach, describe, expect, it, vi } from 'vitest';
import { metaPixel } from '../../src/tags/meta-pixel.ts';
import { heard } from '../said.ts';
import { tagPage } from '../visit.ts';

interface Page {
  fbq?: {
    queue: unknown[][];
    version: string;
    loaded: boolean;
    push: unknown;
    callMethod?: (...call: unknown[]) => void;
  };
  _fbq?: unknown;
}

describe('metaPixel()', () => {
  let page: Page;
  const tag = () => metaPixel({ id: '1234' });
  const queue = () => page.fbq?.queue ?? [];

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('says consent and data use before init, then tracks one page view', () => {
    const here = tagPage(['targeting']);
    tag().load(here);
    expect(queue()).toEqual([
      ['consent', 'revoke'],
      ['dataProcessingOptions', []],
      ['init', '1234'],
      ['consent', 'grant'],
      ['track', 'PageView'],
    ]);
    expect(here.scripts).toEqual(['https://connect.facebook.net/en_US/fbevents.js']);
  });

  it("makes the queue Meta's script expects", () => {
    tag().load(tagPage(['targeting']));
    expect([page.fbq?.loaded, page.fbq?.version]).toEqual([true, '2.0']);
    expect([page._fbq, page.fbq?.push]).toEqual([page.fbq, page.fbq]);
  });

  it('revokes when it stops, and grants again at a later grant', () => {
    const pixel = tag();
    pixel.load(tagPage(['targeting']));
    const { length } = queue();
    pixel.stop?.(tagPage([]));
    pixel.update?.(tagPage(['targeting']));
    expect(queue().slice(length)).toEqual([
      ['consent', 'revoke'],
      ['dataProcessingOptions', []],
      ['dataProcessingOptions', []],
      ['consent', 'grant'],
    ]);
  });

  it("hands its calls to Meta's script once that has come", () => {
    const pixel = tag();
    pixel.load(tagPage(['targeting']));
    const callMethod = vi.fn();
    if (page.fbq) page.fbq.callMethod = callMethod;
    pixel.stop?.(tagPage([]));
    expect(callMethod.mock.calls[0]).toEqual(['consent', 'revoke']);
    expect(queue()).toHaveLength(5);
  });

  it('marks Limited Data Use before init, under an opt-out regime', () => {
    const optedOut = tagPage(['functional'], { model: 'opt-out' });
    metaPixel({ id: '1234', category: 'functional' }).load(optedOut);
    expect(queue().slice(0, 3)).toEqual([
      ['consent', 'revoke'],
      ['dataProcessingOptions', ['LDU'], 0, 0],
      ['init', '1234'],
    ]);
  });

  it.each([
    { model: 'opt-out', granted: ['targeting'], use: [[]] },
    { model: 'opt-out', granted: [], use: [['LDU'], 0, 0] },
    { model: 'opt-in', granted: ['targeting'], use: [[]] },
    { model: 'opt-in', granted: [], use: [[]] },
  ] as const)('says data use $use under $model with $granted', ({ model, granted, use }) => {
    tag().stop?.(tagPage(granted, { model }));
    expect(queue()).toContainEqual(['dataProcessingOptions', ...use]);
  });

  it('keeps a queue the page has made', () => {
    const own = Object.assign(vi.fn(), { queue: [], version: '2.0', loaded: true, push: null });
    page.fbq = own;
    tag().load(tagPage(['targeting']));
    expect(page.fbq).toBe(own);
    expect(own.mock.calls.map(([name]) => name)).toEqual([
      'consent',
      'dataProcessingOptions',
      'init',
      'consent',
      'track',
    ]);
  });

  it.each([undefined, '', 1234])('never loads with the id %j', (id) => {
    const here = tagPage(['targeting']);
    const pixel = metaPixel({ id: id as never });
    for (const moment of ['before', 'load', 'update', 'stop'] as const) pixel[moment]?.(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });

  it('says on the console that its id is missing', async () => {
    metaPixel({} as { id: string });
    expect(await heard('Tag "meta-pixel" has no id')).toMatch(/^\[assent\] /);
  });

  it("belongs to targeting, or to a category of the site's choosing", () => {
    expect([tag().category, metaPixel({ id: '1', category: 'social' }).category]).toEqual([
      'targeting',
      'social',
    ]);
  });
});
