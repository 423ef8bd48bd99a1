import { describe, expect, it, vi } from 'vitest';
import { x } from '../../src/tags/x.ts';
import { tagPage } from '../visit.ts';

describe('x()', () => {
  it('asks X not to personalise, then brings the script that draws posts', () => {
    const order: unknown[] = [];
    vi.stubGlobal('document', {
      createElement: (name: string) => ({ localName: name }),
      head: { append: (child: object) => order.push(child) },
    });
    const here = tagPage(['social']);
    const script = (src: string) => void order.push(src);
    x().load({ ...here, script: script as typeof here.script });
    expect(order).toEqual([
      { localName: 'meta', name: 'twitter:dnt', content: 'on' },
      'https://platform.twitter.com/widgets.js',
    ]);
  });
});
