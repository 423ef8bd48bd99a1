import { beforeEach, describe, expect, it, vi } from 'vitest';
import { crisp } from '../../src/tags/crisp.ts';
import { tagPage } from '../visit.ts';

describe('crisp()', () => {
  let page: { $crisp?: unknown[]; CRISP_WEBSITE_ID?: string };

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('sets its id and a queue, then loads its script', () => {
    const here = tagPage(['functional']);
    crisp({ id: 'w-1' }).load(here);
    expect(page).toEqual({ $crisp: [], CRISP_WEBSITE_ID: 'w-1' });
    expect(here.scripts).toEqual(['https://client.crisp.chat/l.js']);
  });

  it('hides and forgets the session when it stops, and shows itself again', () => {
    page.$crisp = [['set', 'x', [1]]];
    const tag = crisp({ id: 'w-1' });
    tag.load(tagPage(['functional']));
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage(['functional']));
    expect(page.$crisp?.slice(1)).toEqual([
      ['do', 'chat:hide'],
      ['do', 'session:reset'],
      ['do', 'chat:show'],
    ]);
  });

  it('never loads without its id', () => {
    const here = tagPage(['functional']);
    crisp({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
