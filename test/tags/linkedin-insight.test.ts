import { beforeEach, describe, expect, it, vi } from 'vitest';
import { linkedinInsight } from '../../src/tags/linkedin-insight.ts';
import { tagPage } from '../visit.ts';

interface Page {
  _linkedin_partner_id?: string;
  _linkedin_data_partner_ids?: string[];
  lintrk?: { (...call: unknown[]): void; q: unknown[] };
}

describe('linkedinInsight()', () => {
  let page: Page;

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('sets its id and a queue, then loads its script', () => {
    const here = tagPage(['targeting']);
    linkedinInsight({ id: '123' }).load(here);
    expect(page).toMatchObject({ _linkedin_partner_id: '123', _linkedin_data_partner_ids: ['123'] });
    page.lintrk?.('track', { conversion_id: 7 });
    expect(page.lintrk?.q).toEqual([['track', { conversion_id: 7 }]]);
    expect(here.scripts).toEqual(['https://snap.licdn.com/li.lms-analytics/insight.min.js']);
  });

  it("names its id once beside LinkedIn's own snippet", () => {
    const own = Object.assign(vi.fn(), { q: [] });
    Object.assign(page, { _linkedin_data_partner_ids: ['9', '123'], lintrk: own });
    linkedinInsight({ id: '123' }).load(tagPage(['targeting']));
    expect(page._linkedin_data_partner_ids).toEqual(['9', '123']);
    expect(page.lintrk).toBe(own);
  });

  it('never loads without its id', () => {
    const here = tagPage(['targeting']);
    linkedinInsight({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
