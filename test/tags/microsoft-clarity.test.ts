import { beforeEach, describe, expect, it, vi } from 'vitest';
import { microsoftClarity } from '../../src/tags/microsoft-clarity.ts';
import { tagPage } from '../visit.ts';

interface Page {
  clarity?: { q: unknown[][] };
}

describe('microsoftClarity()', () => {
  let page: Page;
  const queue = () => page.clarity?.q ?? [];
  const consent = (ads: string) => ['consentv2', { analytics_Storage: 'granted', ad_Storage: ads }];

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it.each([
    { granted: ['analytics'], ads: 'denied' },
    { granted: ['analytics', 'targeting'], ads: 'granted' },
  ] as const)('says advertising $ads for $granted before its script loads', ({ granted, ads }) => {
    const here = tagPage(granted);
    microsoftClarity({ id: 'a/b' }).load(here);
    expect(queue()).toEqual([consent(ads)]);
    expect(here.scripts).toEqual(['https://www.clarity.ms/tag/a%2Fb']);
  });

  it('says every later answer, stops, and starts again', () => {
    const tag = microsoftClarity({ id: 'ab' });
    tag.load(tagPage(['analytics']));
    tag.update?.(tagPage(['analytics', 'targeting']));
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage(['analytics']));
    tag.update?.(tagPage(['analytics']));
    expect(queue().slice(1)).toEqual([
      consent('granted'),
      ['stop'],
      ['start'],
      consent('denied'),
      consent('denied'),
    ]);
  });

  it('never loads without its id', () => {
    const here = tagPage(['analytics']);
    microsoftClarity({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
