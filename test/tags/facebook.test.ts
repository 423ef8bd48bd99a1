import { describe, expect, it } from 'vitest';
import { createHosts } from '../../src/hosts.ts';
import { facebook } from '../../src/tags/facebook.ts';
import { metaPixelVendor } from '../../src/tags/meta-pixel.ts';
import { tagPage } from '../visit.ts';

describe('facebook()', () => {
  it.each([
    { locale: undefined, place: 'en_US' },
    { locale: 'de_DE', place: 'de_DE' },
  ])('brings the script that draws plugins in $place', ({ locale, place }) => {
    const here = tagPage(['social']);
    facebook({ locale }).load(here);
    expect(here.scripts).toEqual([`https://connect.facebook.net/${place}/sdk.js#xfbml=1&version=v24.0`]);
  });

  it.each([
    { address: 'https://connect.facebook.net/en_US/sdk.js', owner: 'facebook' },
    { address: 'https://connect.facebook.net/de_DE/sdk.js', owner: 'facebook' },
    { address: 'https://www.facebook.com/plugins/page.php?href=1', owner: 'facebook' },
    { address: 'https://www.facebook.com/v24.0/plugins/page.php', owner: 'facebook' },
    { address: 'https://connect.facebook.net/de_DE/fbevents.js', owner: 'meta-pixel' },
    { address: 'https://www.facebook.com/tr?id=1', owner: 'meta-pixel' },
  ])("leaves the pixel's own to the pixel: $address belongs to $owner", ({ address, owner }) => {
    const { vendorOf } = createHosts([metaPixelVendor, facebook()], 'shop.example');
    expect(vendorOf(address, 'https://shop.example/')?.id).toBe(owner);
  });
});
