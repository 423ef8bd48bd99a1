import { beforeEach, describe, expect, it, vi } from 'vitest';
import { marketo } from '../../src/tags/marketo.ts';
import type { Category } from '../../src/types.ts';
import { tagPage } from '../visit.ts';

describe('marketo()', () => {
  let page: { Munchkin?: { init(id: string): void } };

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it.each([
    { granted: ['marketo'], begun: [['000-AAA-000']] },
    { granted: [], begun: [] },
  ])('begins when its script has loaded, with $granted granted by then', ({ granted, begun }) => {
    const script = new EventTarget() as HTMLScriptElement;
    const asked = vi.fn(() => script);
    marketo({ id: '000-AAA-000' }).load({ ...tagPage(granted as Category[]), script: asked });
    expect(asked).toHaveBeenCalledExactlyOnceWith('https://munchkin.marketo.net/munchkin.js');
    const init = vi.fn();
    page.Munchkin = { init };
    script.dispatchEvent(new Event('load'));
    expect(init.mock.calls).toEqual(begun);
  });

  it('never loads without its id', () => {
    const here = tagPage(['targeting']);
    marketo({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
