import { describe, expect, it } from 'vitest';
import { createHosts } from '../../src/hosts.ts';
import { youtube } from '../../src/tags/youtube.ts';
import { tagPage } from '../visit.ts';

describe('youtube()', () => {
  it('brings no script: its frames are held by markup', () => {
    const here = tagPage(['functional', 'social']);
    youtube().load(here);
    expect(here.scripts).toEqual([]);
  });

  it.each([
    'https://www.youtube-nocookie.com/embed/1',
    'https://i.ytimg.com/vi/1/0.jpg',
    'https://youtu.be/1',
  ])('owns %s', (address) => {
    const tag = youtube({ category: 'targeting' });
    const { vendorOf } = createHosts([tag], 'shop.example');
    expect(vendorOf(address, 'https://shop.example/')).toMatchObject({
      id: 'youtube',
      category: 'targeting',
    });
  });
});
