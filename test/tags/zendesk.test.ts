import { beforeEach, describe, expect, it, vi } from 'vitest';
import { zendesk } from '../../src/tags/zendesk.ts';
import type { Category } from '../../src/types.ts';
import { tagPage } from '../visit.ts';

describe('zendesk()', () => {
  const zE = vi.fn();
  const said = () => zE.mock.calls.map((call) => call.join(' '));

  beforeEach(() => {
    zE.mockReset();
    vi.stubGlobal('window', {});
  });

  /** The page as the tag sees it, with its script at hand. */
  function openChat(...granted: Category[]) {
    const script = new EventTarget() as HTMLScriptElement;
    const asked = vi.fn(() => script);
    const loaded = () => {
      vi.stubGlobal('window', { zE });
      script.dispatchEvent(new Event('load'));
    };
    return { ...tagPage(granted), script: asked, asked, loaded, name: () => script.id };
  }

  it.each<{ granted: Category[]; cookies: string }>([
    { granted: ['functional'], cookies: 'functional' },
    { granted: ['functional', 'analytics'], cookies: 'all' },
  ])('says cookies $cookies for $granted as soon as its script has loaded', ({ granted, cookies }) => {
    const here = openChat(...granted);
    zendesk({ key: 'k-1' }).load(here);
    expect(here.asked).toHaveBeenCalledExactlyOnceWith('https://static.zdassets.com/ekr/snippet.js?key=k-1');
    expect(here.name()).toBe('ze-snippet');
    here.loaded();
    expect(said()).toEqual([`messenger:set cookies ${cookies}`]);
  });

  it('hides and stores nothing when it stops, and shows itself again', () => {
    const here = openChat('functional');
    const tag = zendesk({ key: 'k-1' });
    tag.load(here);
    here.loaded();
    tag.stop?.(tagPage([]));
    tag.update?.(here);
    tag.update?.(here);
    expect(said().slice(1)).toEqual([
      'messenger:set cookies none',
      'messenger hide',
      'messenger:set cookies functional',
      'messenger show',
      'messenger:set cookies functional',
    ]);
  });

  it('stays hidden where it stops before its script has come', () => {
    const here = openChat('functional');
    const tag = zendesk({ key: 'k-1' });
    tag.load(here);
    tag.stop?.(tagPage([]));
    here.loaded();
    expect(said()).toEqual(['messenger:set cookies none', 'messenger hide']);
  });

  it('never loads without its key', () => {
    const here = tagPage(['functional']);
    zendesk({} as { key: string }).load(here);
    expect(here.scripts).toEqual([]);
  });
});
