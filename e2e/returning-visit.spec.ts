// A visitor with a decision in force: one request to us, tags at once, and nobody asks again.
import { expect, held, marketing, ran, test, vendorHosts } from './fixture.ts';

const day = 86_400_000;

test('a returning visitor loads only the core and is not asked', async ({ visitor, site }) => {
  site.page({ options: marketing });
  await visitor.decidedBefore();
  await visitor.opens();
  for (const address of [
    'www.facebook.com/tr',
    'www.google-analytics.com/g/collect',
    'd.adroll.com/segment',
  ]) {
    await visitor.sends(address);
  }
  await visitor.settles();
  await expect(visitor.banner).toBeHidden();
  // Whether the account of the decision was finished on the earlier page or not.
  expect(visitor.log.own()).toEqual(['/assent.js']);
  expect(visitor.log.hosts()).toEqual(vendorHosts);
  expect(await visitor.state()).toMatchObject({ undecided: false, surface: 'none', denied: [] });
});

test("a returning visitor's tags load before the page has come to its end", async ({ visitor, site }) => {
  // The last script of the page arrives only once Google's tag has been asked for.
  const asked = visitor.page.waitForRequest('https://www.googletagmanager.com/**');
  site.serves(/^\/last\.js$/, { contentType: 'text/javascript', body: ran('last'), after: asked });
  site.page({ options: marketing, body: '<script src="/last.js"></script>' });
  await visitor.decidedBefore();
  await visitor.opens();
  expect(await visitor.ran()).toEqual(['last']);
});

test('a returning visitor who had denied sends nothing and is not asked', async ({ visitor, site }) => {
  site.page({ options: marketing, body: held('data-consent="analytics"', ran('held')) });
  await visitor.decidedBefore('assent.deny()');
  await visitor.opens();
  await visitor.settles();
  await expect(visitor.banner).toBeHidden();
  expect(visitor.log.own()).toEqual(['/assent.js']);
  expect(visitor.log.hosts()).toEqual([]);
  expect(await visitor.ran()).toEqual([]);
});

test('a returning visitor finds their answers in the dialog', async ({ visitor, site }) => {
  site.page();
  await visitor.decidedBefore("assent.decide({ analytics: 'granted' })");
  await visitor.opens();
  await visitor.opensSettings();
  await expect(visitor.switchFor('analytics')).toBeChecked();
  await expect(visitor.switchFor('targeting')).not.toBeChecked();
});

test('a visitor is known by the copy when the cookie is lost, and by the cookie when the copy is', async ({
  visitor,
  site,
  context,
}) => {
  site.page({ body: held('data-consent="analytics"', ran('held')) });
  await visitor.decidedBefore();
  const { id } = (await visitor.decision()) ?? {};

  await context.clearCookies({ name: 'assent' });
  await visitor.opens();
  await expect.poll(visitor.ran).toEqual(['held']);
  expect((await visitor.decision())?.id).toBe(id);

  await visitor.runs("localStorage.removeItem('assent')");
  await visitor.opens();
  await expect.poll(visitor.ran).toEqual(['held']);
  expect(await visitor.runs("localStorage.getItem('assent')")).toBe((await visitor.recordCookie())?.value);
});

test('a visitor who decided deep inside the site is known at its front door', async ({ visitor, site }) => {
  site.page({ body: held('data-consent="analytics"', ran('held')) });
  await visitor.opens('/products/shoes/red');
  await visitor.accepts();
  expect((await visitor.recordCookie())?.path).toBe('/');
  // The cookie alone must carry it: a server sees nothing else.
  await visitor.runs("localStorage.removeItem('assent')");
  await visitor.opens('/');
  await expect.poll(visitor.ran).toEqual(['held']);
  await expect(visitor.banner).toBeHidden();
});

test('a returning visitor sees the frames they allowed, in a page that holds several', async ({
  visitor,
  site,
}) => {
  const film = (number: number) =>
    `<iframe title="Film ${number}" data-consent="social" data-src="https://video.vendor.example/${number}"></iframe>`;
  site.page({ options: marketing, body: film(1) + film(2) + film(3) });
  await visitor.decidedBefore("assent.grant('social')");
  await visitor.opens();
  for (const number of [1, 2, 3]) {
    const frame = visitor.page.locator(`iframe[title="Film ${number}"]`).contentFrame();
    await expect(frame.getByText('A vendor was here.')).toBeVisible();
  }
  await expect(visitor.placeholder).toHaveCount(0);
});

const ages = [
  { region: 'DE', days: 181, speaks: true },
  { region: 'DE', days: 183, speaks: false },
  { region: 'US-CA', days: 364, speaks: true },
  { region: 'US-CA', days: 366, speaks: false },
];
for (const { region, days, speaks } of ages) {
  const verb = speaks ? 'is still' : 'is no longer';
  test(`a denial in ${region} ${verb} known after ${days} days`, async ({ visitor, site }) => {
    site.page({ region });
    await visitor.decidedBefore('assent.deny()', { region });
    const at = new Date(Date.now() - days * day).toISOString();
    await visitor.findsRecord((decision) => ({ ...decision, at }));
    await visitor.opens();
    expect((await visitor.state()).undecided).toBe(!speaks);
  });
}

test('a visitor whose grant has expired is asked again and sends nothing until then (CNIL)', async ({
  visitor,
  site,
}) => {
  site.page({ options: marketing });
  await visitor.decidedBefore();
  const at = new Date(Date.now() - 183 * day).toISOString();
  await visitor.findsRecord((decision) => ({ ...decision, at }));
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
});
