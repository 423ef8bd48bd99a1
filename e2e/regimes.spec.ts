// Where the visitor is decides what holds before an answer, and how long an answer lives.
import { expect, held, marketing, ran, test, vendorHosts } from './fixture.ts';

const places = [
  { region: 'DE', place: 'Germany', model: 'opt-in', days: 182, law: 'ePrivacy Directive art. 5(3)' },
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

for (const { region, place, model, days, law } of places) {
  if (model === 'opt-in') {
    test(`a visitor in ${place} is asked and sends nothing before (${law})`, async ({ visitor, site }) => {
      site.page({ region, options: marketing });
      await visitor.opens();
      await expect(visitor.banner).toBeVisible();
      await visitor.settles();
      expect(visitor.log.hosts()).toEqual([]);
      expect(await visitor.state()).toMatchObject({ model, undecided: true, granted: ['essential'] });
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
    });
  }

  test(`an answer given in ${place} is kept for ${days} days`, async ({ visitor, site }) => {
    site.page({ region });
    await visitor.decidedBefore('assent.deny()', { region });
    const expires = (await visitor.recordCookie())?.expires ?? 0;
    expect(Math.round((expires - Date.now() / 1000) / 86_400)).toBe(days);
  });
}

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
  expect(visitor.log.hosts()).toEqual(['www.google-analytics.com', 'www.googletagmanager.com']);
  expect((await visitor.state()).denied).toEqual(['targeting', 'social']);
});

test.describe('with a clock in Berlin', () => {
  test.use({ timezoneId: 'Europe/Berlin' });
  test('a visitor of a site that says no region is asked', async ({ visitor, site }) => {
    site.page({ region: null, options: marketing });
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    expect((await visitor.state()).model).toBe('opt-in');
  });
});
