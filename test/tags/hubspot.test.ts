import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hubspot } from '../../src/tags/hubspot.ts';
import { tagPage } from '../visit.ts';

interface Page {
  _hsp?: unknown[];
  _hsq?: unknown[];
  disableHubSpotCookieBanner?: boolean;
}

const consent = (analytics: boolean, advertisement: boolean, functionality: boolean) => [
  'setHubSpotConsent',
  { analytics, advertisement, functionality },
];
const lifted = ['doNotTrack', { track: true }];

describe('hubspot()', () => {
  let page: Page;

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('says every answer before its script loads, and keeps its banner away', () => {
    const here = tagPage(['targeting', 'analytics']);
    hubspot({ portal: '42' }).load(here);
    expect(page).toEqual({
      disableHubSpotCookieBanner: true,
      _hsp: [consent(true, true, false)],
      _hsq: [lifted],
    });
    expect(here.scripts).toEqual(['https://js.hs-scripts.com/42.js']);
  });

  it.each([
    ['na1', 'js'],
    ['eu1', 'js-eu1'],
    ['na2', 'js-na2'],
    ['ap1', 'js-ap1'],
    ['evil.example/', 'js'],
  ])('loads from the data centre %s', (region, place) => {
    const here = tagPage(['targeting']);
    hubspot({ portal: '42', region }).load(here);
    expect(here.scripts).toEqual([`https://${place}.hs-scripts.com/42.js`]);
  });

  it('says a yes to HubSpot alone as one to its advertising', () => {
    hubspot({ portal: '42' }).load(tagPage([], {}, { hubspot: true }));
    expect(page._hsp).toEqual([consent(false, true, false)]);
  });

  it('loads from Europe, under the name HubSpot gives its script', () => {
    const script = { id: '' } as HTMLScriptElement;
    const asked = vi.fn(() => script);
    hubspot({ portal: '42', region: 'eu1' }).load({ ...tagPage([]), script: asked });
    expect(asked).toHaveBeenCalledExactlyOnceWith('https://js-eu1.hs-scripts.com/42.js');
    expect(script.id).toBe('hs-script-loader');
  });

  it('revokes and is not tracked when it stops, and is tracked again', () => {
    const tag = hubspot({ portal: '42', category: 'analytics' });
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage(['analytics']));
    expect(page._hsp).toEqual([['revokeCookieConsent'], consent(true, false, false)]);
    expect(page._hsq).toEqual([['doNotTrack'], lifted]);
  });

  it('never loads without its portal', () => {
    const here = tagPage(['targeting']);
    hubspot({} as { portal: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
