import { describe, expect, it } from 'vitest';
import { createHosts } from '../../src/hosts.ts';
import { vimeo } from '../../src/tags/vimeo.ts';
import { tagPage } from '../visit.ts';

describe('vimeo()', () => {
  it('brings no script: its frames are held by markup', () => {
    const here = tagPage(['functional', 'social']);
    vimeo().load(here);
    expect(here.scripts).toEqual([]);
  });

  it.each(['https://player.vimeo.com/video/1?dnt=1', 'https://i.vimeocdn.com/1.jpg'])(
    'owns %s',
    (address) => {
      const tag = vimeo({ category: 'targeting' });
      const { vendorOf } = createHosts([tag], 'shop.example');
      expect(vendorOf(address, 'https://shop.example/')).toMatchObject({
        id: 'vimeo',
        category: 'targeting',
      });
    },
  );
});
