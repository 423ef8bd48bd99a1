import { beforeEach, describe, expect, it, vi } from 'vitest';
import { zendesk } from '../../src/tags/zendesk.ts';
import { tagPage } from '../visit.ts';

describe('zendesk()', () => {
  const zE = vi.fn();
  const said = () => zE.mock.calls.map((call) => call.join(' '));

  beforeEach(() => {
    zE.mockReset();
    vi.stubGlobal('window', {});
  });

  it.each([
    { granted: ['functional'], cookies: 'functional' },
    { granted: ['functional', 'analytics'], cookies: 'all' },
  ] as const)('says cookies $cookies for $granted as soon as its script has loaded', (each) => {
    const script = new EventTarget() as HTMLScriptElement;
    const asked = vi.fn(() => script);
    zendesk({ key: 'k-1' }).load({ ...tagPage(each.granted), script: asked });
    expect(asked).toHaveBeenCalledExactlyOnceWith('https://static.zdassets.com/ekr/snippet.js?key=k-1');
    expect(script.id).toBe('ze-snippet');
    vi.stubGlobal('window', { zE });
    script.dispatchEvent(new Event('load'));
    expect(said()).toEqual([`messenger:set cookies ${each.cookies}`]);
  });

  it('hides and stores nothing when it stops, and shows itself again', () => {
    const tag = zendesk({ key: 'k-1' });
    tag.load(tagPage(['functional']));
    vi.stubGlobal('window', { zE });
    tag.stop?.(tagPage([]));
    tag.update?.(tagPage(['functional']));
    expect(said()).toEqual([
      'messenger:set cookies none',
      'messenger hide',
      'messenger:set cookies functional',
      'messenger show',
    ]);
  });

  it('never loads without its key', () => {
    const here = tagPage(['functional']);
    zendesk({} as { key: string }).load(here);
    expect(here.scripts).toEqual([]);
  });
});
