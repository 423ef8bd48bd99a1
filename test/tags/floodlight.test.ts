import { beforeEach, describe, expect, it, vi } from 'vitest';
import { tagPage } from '../visit.ts';

// What it shares with Google Ads is pinned in google-ads.test.ts, for both.
describe('floodlight()', () => {
  beforeEach(() => {
    vi.resetModules();
    vi.stubGlobal('window', {});
  });

  it('puts its id into the address safely', async () => {
    const { floodlight } = await import('../../src/tags/floodlight.ts');
    const here = tagPage(['targeting']);
    floodlight({ id: 'DC-1&x="' }).load(here);
    expect(here.scripts).toEqual(['https://www.googletagmanager.com/gtag/js?id=DC-1%26x%3D%22']);
  });

  it('asks for no second script when it stops and starts again', async () => {
    const { floodlight } = await import('../../src/tags/floodlight.ts');
    const here = tagPage(['targeting']);
    const tag = floodlight({ id: 'DC-1' });
    tag.load(here);
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage(['targeting']));
    expect(here.scripts).toHaveLength(1);
  });
});
