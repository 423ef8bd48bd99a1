import { describe, expect, it } from 'vitest';
import { createHosts } from '../../src/hosts.ts';
import { spotify } from '../../src/tags/spotify.ts';
import { tagPage } from '../visit.ts';

describe('spotify()', () => {
  it('brings no script: its frames are held by markup', () => {
    const here = tagPage(['functional', 'social']);
    spotify().load(here);
    expect(here.scripts).toEqual([]);
  });

  it.each(['https://open.spotify.com/embed/track/1', 'https://i.scdn.co/image/1'])('owns %s', (address) => {
    const tag = spotify({ category: 'targeting' });
    const { vendorOf } = createHosts([tag], 'shop.example');
    expect(vendorOf(address, 'https://shop.example/')).toMatchObject({
      id: 'spotify',
      category: 'targeting',
    });
  });
});
