import { beforeEach, describe, expect, it } from 'vitest';
import { klaviyo } from '../../src/tags/klaviyo.ts';
import { openPage } from '../page.ts';
import { tagPage } from '../visit.ts';

describe('klaviyo()', () => {
  let page: ReturnType<typeof openPage>;

  beforeEach(() => {
    page = openPage('https://shop.example/hats/');
  });

  it('loads its script', () => {
    const here = tagPage(['targeting']);
    klaviyo({ company: 'Ab1' }).load(here);
    expect(here.scripts).toEqual(['https://static.klaviyo.com/onsite/js/Ab1/klaviyo.js']);
  });

  it("sets Klaviyo's own off switch when it stops, and lifts it at a later grant", () => {
    const tag = klaviyo({ company: 'Ab1' });
    for (const again of [tag.update, tag.load]) {
      tag.stop?.(tagPage([]));
      expect(page.jar.list()).toEqual(['__kla_off @ shop.example/']);
      again?.(tagPage(['targeting']));
      expect(page.jar.list()).toEqual([]);
    }
  });

  it('never loads without its company', () => {
    const here = tagPage(['targeting']);
    klaviyo({} as { company: string }).load(here);
    expect(here.scripts).toEqual([]);
  });
});
