import { beforeEach, describe, expect, it, vi } from 'vitest';
import { intercom } from '../../src/tags/intercom.ts';
import { tagPage } from '../visit.ts';

interface Page {
  Intercom?: { (...call: unknown[]): void; q: unknown[][] };
  intercomSettings?: object;
}

describe('intercom()', () => {
  let page: Page;
  const boot = (place = '') => ['boot', { api_base: `https://api-iam${place}.intercom.io`, app_id: 'a1' }];

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it.each([
    { region: undefined, place: '' },
    { region: 'eu', place: '.eu' },
  ] as const)('boots in region $region before its script loads', ({ region, place }) => {
    const here = tagPage(['functional']);
    intercom({ app: 'a1', region }).load(here);
    expect(page.Intercom?.q).toEqual([boot(place)]);
    expect(here.scripts).toEqual(['https://widget.intercom.io/widget/a1']);
  });

  it('shuts down when it stops, and boots again once', () => {
    const tag = intercom({ app: 'a1' });
    tag.load(tagPage(['functional']));
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage(['functional']));
    tag.update?.(tagPage(['functional', 'analytics']));
    expect(page.Intercom?.q.slice(1)).toEqual([['shutdown'], boot()]);
  });

  it('leaves the boot to settings the page has made', () => {
    page.intercomSettings = { app_id: 'a1', name: 'Ada' };
    intercom({ app: 'a1' }).load(tagPage(['functional']));
    expect(page.Intercom?.q).toEqual([]);
  });

  it('never loads without its app', () => {
    const here = tagPage(['functional']);
    intercom({} as { app: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
