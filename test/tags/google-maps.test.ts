import { describe, expect, it } from 'vitest';
import { createHosts } from '../../src/hosts.ts';
import { googleMaps } from '../../src/tags/google-maps.ts';
import { tagPage } from '../visit.ts';

describe('googleMaps()', () => {
  it('brings no script: its frames are held by markup', () => {
    const here = tagPage(['functional', 'social']);
    googleMaps().load(here);
    expect(here.scripts).toEqual([]);
  });

  it.each(['https://www.google.com/maps/embed?pb=1', 'https://maps.googleapis.com/maps/api/js?key=1'])(
    'owns %s',
    (address) => {
      const tag = googleMaps({ category: 'targeting' });
      const { vendorOf } = createHosts([tag], 'shop.example');
      expect(vendorOf(address, 'https://shop.example/')).toMatchObject({
        id: 'google-maps',
        category: 'targeting',
      });
    },
  );
});
