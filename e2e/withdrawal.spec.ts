// A yes is taken back as easily as it was given, and little is left of it: the browser's own cookie jar is
// the witness.
import { expect, marketing, test } from './fixture.ts';
import type { Visitor } from './visitor.ts';

const traces = /^(_ga|_fbp|__adroll|__ar_v4)/;

const ways = {
  'a button of the page': async (visitor: Visitor) => {
    await visitor.page.locator('#withdraw').click();
  },
  'the switches of the dialog': async (visitor: Visitor) => {
    await visitor.opensSettings();
    for (const name of ['analytics', 'targeting', 'social']) await visitor.switchFor(name).setChecked(false);
    await visitor.saves();
  },
  'reject all in the dialog': async (visitor: Visitor) => {
    await visitor.opensSettings();
    await visitor.inDialog('reject').click();
  },
  'withdraw()': (visitor: Visitor) => visitor.runs('assent.withdraw()'),
  'deny()': (visitor: Visitor) => visitor.runs('assent.deny()'),
};
const body = '<button id="withdraw" type="button" data-consent-action="withdraw">Withdraw</button>';

for (const [way, withdraws] of Object.entries(ways)) {
  test(`a visitor who withdraws by ${way} leaves no trace of the vendors (GDPR art. 7(3))`, async ({
    visitor,
    site,
  }) => {
    site.page({ options: marketing, body });
    await visitor.opens();
    await visitor.accepts();
    for (const cookie of ['_ga .shop', '_ga_SHOP1 .shop', '_fbp .shop', '__ar_v4 .www.shop']) {
      await expect.poll(visitor.cookies).toContain(`${cookie}.example/`);
    }
    await withdraws(visitor);
    await expect.poll(async () => (await visitor.cookies()).filter((name) => traces.test(name))).toEqual([]);
    expect(await visitor.runs('[...Object.keys(localStorage), ...Object.keys(sessionStorage)]')).toEqual([
      'assent',
    ]);
    expect((await visitor.state()).granted).not.toContain('analytics');
    expect((await visitor.decision())?.answers).toMatchObject({ analytics: 'denied', targeting: 'denied' });
  });
}

test.describe('on a subdomain of a co.uk site', () => {
  test.use({ origin: 'https://www.eu.shop.co.uk' });

  test('a visitor who withdraws loses cookies on every parent domain and path', async ({ visitor, site }) => {
    site.page({ options: marketing });
    await visitor.opens('/products/shoes/red');
    await visitor.accepts();
    await visitor.sends('www.google-analytics.com/g/collect');
    await visitor.settles();
    for (const cookie of [
      '_ga_HOST=1',
      '_ga_WWW=1; domain=www.eu.shop.co.uk; path=/',
      '_ga_EU=1; domain=eu.shop.co.uk; path=/products',
      '_ga_SHOP=1; domain=shop.co.uk; path=/products/shoes',
      '_ga_SLASH=1; path=/products/',
      '_ga=2; path=/products/shoes/red',
      '_gallery=kept; path=/',
      'basket=kept; domain=shop.co.uk; path=/products',
    ]) {
      await visitor.runs(`document.cookie = ${JSON.stringify(cookie)}`);
    }
    expect((await visitor.cookies()).filter((name) => name.startsWith('_ga_'))).toHaveLength(6);
    await visitor.runs('assent.withdraw()');
    await expect
      .poll(visitor.cookies)
      .toEqual(['_gallery www.eu.shop.co.uk/', 'assent www.eu.shop.co.uk/', 'basket .shop.co.uk/products']);
  });
});

test('a visitor who leaves with Google Analytics running sends its last hit', async ({ visitor, site }) => {
  site.page({ options: marketing });
  site.page({ path: '/plain', script: false });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  visitor.log.clear();
  await visitor.leavesFor('/plain');
  expect(visitor.log.hosts()).toEqual(['www.google-analytics.com']);
});

test('a visitor who withdrew sends no last hit, and no cookie comes back', async ({ visitor, site }) => {
  site.page({ options: marketing });
  site.page({ path: '/plain', script: false });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  await visitor.runs('assent.withdraw()');
  visitor.log.clear();
  await visitor.leavesFor('/plain');
  expect(visitor.log.hosts()).toEqual([]);
  expect(await visitor.cookies()).toEqual(['assent www.shop.example/']);
});

test('a visitor who withdraws stops the Meta Pixel by its own call', async ({ visitor, site }) => {
  site.page({ options: marketing });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('www.facebook.com/tr');
  await visitor.runs("fbq('track', 'ViewContent')");
  await visitor.sends('www.facebook.com/tr/?id=1234567890&ev=ViewContent');
  await visitor.runs("assent.withdraw('targeting')");
  visitor.log.clear();
  await visitor.runs("fbq('track', 'AddToCart')");
  await visitor.settles();
  expect(visitor.log.to('www.facebook.com')).toEqual([]);
});

test('a visitor who withdraws one category keeps the others', async ({ visitor, site }) => {
  site.page({ options: marketing });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.cookies).toContain('_fbp .shop.example/');
  await visitor.runs("assent.withdraw('targeting')");
  await expect
    .poll(visitor.cookies)
    .toEqual(['_ga .shop.example/', '_ga_SHOP1 .shop.example/', 'assent www.shop.example/']);
  expect((await visitor.state()).denied).toEqual(['targeting']);
});

test('a visitor who withdrew and grants again is counted again', async ({ visitor, site }) => {
  site.page({ options: { tags: { 'google-analytics': { id: 'G-SHOP1' } } } });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.runs('assent.withdraw()');
  await expect.poll(visitor.cookies).toEqual(['assent www.shop.example/']);
  visitor.log.clear();
  await visitor.runs('assent.grant()');
  await visitor.sends('www.google-analytics.com/g/collect');
  expect(visitor.log.to('www.googletagmanager.com').length).toBeLessThanOrEqual(1);
  await expect.poll(visitor.cookies).toContain('_ga .shop.example/');
});

test('a site may reload the page after a withdrawal, once', async ({ visitor, site }) => {
  site.page({ options: { ...marketing, onWithdraw: 'reload' } });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('d.adroll.com/segment');
  await visitor.settles();
  visitor.log.clear();
  const reloaded = visitor.page.waitForEvent('load');
  await visitor.runs('assent.withdraw()').catch(() => {});
  await reloaded;
  await visitor.settles();
  expect(visitor.log.all().filter(({ type }) => type === 'document')).toHaveLength(1);
  expect(visitor.log.hosts()).toEqual([]);
  expect((await visitor.cookies()).filter((name) => traces.test(name))).toEqual([]);
});
