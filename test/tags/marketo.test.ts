import { beforeEach, describe, expect, it, vi } from 'vitest';
import { marketo } from '../../src/tags/marketo.ts';
import { tagPage } from '../visit.ts';

describe('marketo()', () => {
  let page: { Munchkin?: { init(id: string): void } };

  beforeEach(() => {
    page = {};
    vi.stubGlobal('window', page);
  });

  it('begins when its script has loaded', () => {
    const script = new EventTarget() as HTMLScriptElement;
    const asked = vi.fn(() => script);
    marketo({ id: '000-AAA-000' }).load({ ...tagPage(['targeting']), script: asked });
    expect(asked).toHaveBeenCalledExactlyOnceWith('https://munchkin.marketo.net/munchkin.js');
    const init = vi.fn();
    page.Munchkin = { init };
    expect(init).not.toHaveBeenCalled();
    script.dispatchEvent(new Event('load'));
    expect(init).toHaveBeenCalledExactlyOnceWith('000-AAA-000');
  });

  it('never loads without its id', () => {
    const here = tagPage(['targeting']);
    marketo({} as { id: string }).load(here);
    expect([here.scripts, page]).toEqual([[], {}]);
  });
});
