// Where the visitor is decides what holds before an answer, and how long an answer lives.
import { expect, held, marketing, ran, test, vendorHosts } from './fixture.ts';
import type { Visitor } from './visitor.ts';

const places = [
  { region: 'DE', place: 'Germany', model: 'opt-in', days: 182, law: 'ePrivacy Directive art. 5(3)' },
  { region: 'FR', place: 'France', model: 'opt-in', days: 182, law: 'ePrivacy Directive art. 5(3)' },
  { region: 'GB', place: 'the United Kingdom', model: 'opt-in', days: 182, law: 'PECR reg. 6' },
  { region: 'CH', place: 'Switzerland', model: 'opt-in', days: 182, law: 'FADP' },
  { region: 'XX', place: 'a place nobody knows', model: 'opt-in', days: 182, law: 'the strictest' },
  { region: null, place: 'no place given', model: 'opt-in', days: 182, law: 'the strictest' },
  { region: 'US-CA', place: 'California', model: 'opt-out', days: 365, law: 'Civ. Code 1798.120' },
  { region: 'US-VA', place: 'Virginia', model: 'opt-out', days: 365, law: 'VCDPA' },
  { region: 'US-CO', place: 'Colorado', model: 'opt-out', days: 365, law: 'CPA' },
  { region: 'US-CT', place: 'Connecticut', model: 'opt-out', days: 365, law: 'CTDPA' },
  { region: 'US-UT', place: 'Utah', model: 'opt-out', days: 365, law: 'UCPA' },
];
const google = ['www.google-analytics.com', 'www.googletagmanager.com'];

/** For how many days from now the browser keeps the record. */
async function daysKept(visitor: Visitor): Promise<number> {
  const { expires = 0 } = (await visitor.recordCookie()) ?? {};
  return Math.round((expires - Date.now() / 1000) / 86_400);
}

for (const { region, place, model, days, law } of places) {
  if (model === 'opt-in') {
    test(`a visitor in ${place} is asked, and vendors load after a yes alone (${law})`, async ({
      visitor,
      site,
    }) => {
      site.page({ region, options: marketing });
      await visitor.opens();
      await expect(visitor.banner).toBeVisible();
      await visitor.settles();
      expect(visitor.log.hosts()).toEqual([]);
      expect(await visitor.state()).toMatchObject({ model, undecided: true, granted: ['essential'] });
      expect(await visitor.recordCookie()).toBeUndefined();
      await visitor.accepts();
      await expect.poll(() => visitor.log.hosts()).toEqual(vendorHosts);
      expect(await daysKept(visitor)).toBe(days);
    });
  } else {
    test(`a visitor in ${place} is not asked, and vendors load until a no (${law})`, async ({
      visitor,
      site,
    }) => {
      site.page({ region, options: marketing, body: held('data-consent="targeting"', ran('held')) });
      await visitor.opens();
      await expect.poll(() => visitor.log.hosts()).toEqual(vendorHosts);
      await visitor.settles();
      await expect(visitor.banner).toBeHidden();
      expect(await visitor.ran()).toEqual(['held']);
      expect(await visitor.state()).toMatchObject({ model, undecided: true, denied: [], decision: null });
      expect(await visitor.recordCookie()).toBeUndefined();
      await visitor.page.locator('#opt-out').click();
      await expect.poll(visitor.decision).toMatchObject({ by: 'opt-out' });
      expect(await daysKept(visitor)).toBe(days);
      visitor.log.clear();
      await visitor.opens();
      await visitor.sends('www.google-analytics.com/g/collect');
      await visitor.settles();
      expect(visitor.log.hosts()).toEqual(google);
      await expect(visitor.banner).toBeHidden();
    });
  }
}

test('a visitor in Britain alone is counted unasked where the site makes use of the exceptions (PECR Schedule A1)', async ({
  visitor,
  site,
}) => {
  const options = { ...marketing, regime: 'uk-gdpr-exempt' };
  site.page({ region: 'GB', options });
  site.page({ path: '/de', region: 'DE', options });
  await visitor.opens('/de');
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual(google);
});

test("a visitor's refusal in France stands for six months, whatever the site wants (CNIL 2020)", async ({
  visitor,
  site,
}) => {
  const options = { ...marketing, cookie: { days: 30 } };
  site.page({ region: 'FR', options });
  await visitor.decidedBefore('assent.deny()', { region: 'FR' });
  const before = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  await visitor.findsRecord((decision) => ({ ...decision, at: before(40) }));
  await visitor.opens();
  await visitor.settles();
  await expect(visitor.banner).toBeHidden();
  expect(await visitor.state()).toMatchObject({ undecided: false, granted: ['essential'] });
  await visitor.findsRecord((decision) => ({ ...decision, at: before(183) }));
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(visitor.log.hosts()).toEqual([]);
});

test("a visitor's region may stand in an attribute or a cookie of the server's", async ({
  visitor,
  site,
  context,
}) => {
  await context.addCookies([{ name: 'assent-region', value: 'US-CA', url: site.origin }]);
  site.page({ region: null });
  await visitor.opens();
  expect(await visitor.state()).toMatchObject({ region: 'US-CA', model: 'opt-out' });
  site.page({
    region: null,
    first: "<script>document.documentElement.dataset.consentRegion = 'DE'</script>",
  });
  await visitor.opens();
  expect(await visitor.state()).toMatchObject({ region: 'DE', model: 'opt-in' });
});

test("a visitor's region may stand in the page's meta element", async ({ visitor, site }) => {
  site.page({ region: null, first: '<meta name="assent-region" content="US-CA">' });
  await visitor.opens();
  expect(await visitor.state()).toMatchObject({ region: 'US-CA', model: 'opt-out' });
});

test('a site may name the regime outright', async ({ visitor, site }) => {
  site.page({ region: 'US-CA', options: { regime: 'gdpr' } });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.state()).toMatchObject({ region: 'US-CA', regime: 'gdpr', model: 'opt-in' });
});

test('a visitor in California known to be under 16 is asked first (Civ. Code 1798.120(c))', async ({
  visitor,
  site,
}) => {
  site.page({ region: 'US-CA', options: { ...marketing, minor: true } });
  await visitor.opens();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual(google);
  expect((await visitor.state()).denied).toEqual(['targeting', 'social']);
});

for (const { zone, place, model } of [
  { zone: 'Europe/Berlin', place: 'Berlin', model: 'opt-in' },
  { zone: 'America/Toronto', place: 'Toronto', model: 'opt-in' },
  { zone: 'US/Mountain', place: 'Denver', model: 'opt-out' },
]) {
  test.describe(`with a clock in ${place}`, () => {
    test.use({ timezoneId: zone });
    test(`a visitor of a site that says no region is under ${model}`, async ({ visitor, site }) => {
      site.page({ region: null, options: marketing });
      await visitor.opens();
      expect((await visitor.state()).model).toBe(model);
      if (model === 'opt-in') await expect(visitor.banner).toBeVisible();
      else await expect.poll(() => visitor.log.hosts()).toEqual(vendorHosts);
    });
  });
}
