// "Do Not Sell or Share My Personal Information": one click, no further step, and the visitor is told.
import { expect, marketing, test } from './fixture.ts';

const sale = /facebook|adroll/;
const confirmed = /opted out/i;

test('a visitor in California opts out with one click and stays where they are (11 CCR 7026(b))', async ({
  visitor,
  site,
}) => {
  site.page({ region: 'US-CA', options: marketing });
  await visitor.opens('/shoes?size=9');
  await visitor.sends('www.facebook.com/tr');
  await visitor.page.locator('#opt-out').click();
  await expect(visitor.status(confirmed)).toBeVisible();
  expect(visitor.page.url()).toBe(`${site.origin}/shoes?size=9`);
  await expect(visitor.dialog).toBeHidden();
  expect(await visitor.decision()).toMatchObject({
    by: 'opt-out',
    answers: { functional: 'granted', analytics: 'granted', targeting: 'denied', social: 'denied' },
  });
});

test('a visitor who opted out is sold on no later page (Civ. Code 1798.135(c)(4))', async ({
  visitor,
  site,
}) => {
  site.page({ region: 'US-CA', options: marketing });
  await visitor.opens();
  await visitor.sends('d.adroll.com/segment');
  await visitor.page.locator('#opt-out').click();
  await expect(visitor.status(confirmed)).toBeVisible();
  visitor.log.clear();
  await visitor.opens('/next');
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(visitor.log.hosts().filter((host) => sale.test(host))).toEqual([]);
});

test("a visitor who opts out leaves no cookie of the vendors' behind, analytics' excepted", async ({
  visitor,
  site,
}) => {
  site.page({ region: 'US-CA', options: marketing });
  await visitor.opens();
  await expect.poll(visitor.cookies).toContain('_fbp .shop.example/');
  await expect.poll(visitor.cookies).toContain('__adroll_fpc .www.shop.example/');
  await visitor.page.locator('#opt-out').click();
  await expect
    .poll(visitor.cookies)
    .toEqual(['_ga .shop.example/', '_ga_SHOP1 .shop.example/', 'assent www.shop.example/']);
});

test('a visitor who opts out twice is answered twice and has said the same', async ({ visitor, site }) => {
  site.page({ region: 'US-CA', options: marketing });
  await visitor.opens();
  await visitor.page.locator('#opt-out').click();
  await expect(visitor.status(confirmed)).toBeVisible();
  const first = await visitor.decision();
  await visitor.page.locator('#opt-out').click();
  await expect(visitor.status(confirmed)).toHaveCount(1);
  await expect(visitor.status(confirmed)).toBeVisible();
  expect(await visitor.decision()).toMatchObject({ id: first?.id, by: 'opt-out', answers: first?.answers });
});

for (const key of ['Enter', 'Space']) {
  test(`a visitor opts out with ${key} from a link that was added later`, async ({ visitor, site }) => {
    site.page({ region: 'US-CA' });
    await visitor.opens();
    const tag = key === 'Enter' ? 'a' : 'button';
    await visitor.runs(`{ const late = document.createElement('${tag}'); late.id = 'late';
      late.href = '/privacy'; late.textContent = 'Do not sell'; late.dataset.consentAction = 'opt-out';
      document.querySelector('main').append(late); }`);
    await visitor.page.locator('#late').press(key);
    await expect(visitor.status(confirmed)).toBeVisible();
    expect((await visitor.decision())?.by).toBe('opt-out');
    expect(visitor.page.url()).toBe(`${site.origin}/`);
  });
}

test('a visitor opts out although every chunk of ours is lost', async ({ visitor, site }) => {
  site.losesChunks();
  site.page({ region: 'US-CA', options: marketing });
  await visitor.opens();
  await visitor.page.locator('#opt-out').click();
  await expect(visitor.status(confirmed)).toBeVisible();
  expect((await visitor.decision())?.by).toBe('opt-out');
});

test('a visitor opts out while every chunk of ours is still on its way', async ({ visitor, site }) => {
  let arrive = () => {};
  const late = new Promise<void>((done) => {
    arrive = done;
  });
  site.delays(/^\/(?!assent).+\.js/, late);
  site.page({ options: marketing });
  await visitor.page.goto(`${site.origin}/`, { waitUntil: 'domcontentloaded' });
  await visitor.page.locator('#opt-out').click();
  await expect(visitor.status(confirmed)).toBeVisible();
  expect(await visitor.decision()).toMatchObject({ by: 'opt-out', answers: { targeting: 'denied' } });
  arrive();
});

test('a visitor in Germany who opts out is still asked for the rest', async ({ visitor, site }) => {
  site.page({ options: marketing });
  await visitor.opens();
  await visitor.page.locator('#opt-out').click();
  await expect(visitor.status(confirmed)).toBeVisible();
  await expect(visitor.banner).toBeVisible();
  await visitor.accepts();
  await visitor.settles();
  expect((await visitor.decision())?.answers).toMatchObject({ analytics: 'granted' });
});

test('a visitor finds the same opt-out in the dialog, one press away', async ({ visitor, site }) => {
  site.page({ region: 'US-CA', options: marketing });
  await visitor.opens();
  await visitor.opensSettings();
  await visitor.inDialog('opt-out').click();
  await expect(visitor.status(confirmed).first()).toBeVisible();
  await expect
    .poll(visitor.decision)
    .toMatchObject({ answers: { analytics: 'granted', targeting: 'denied', social: 'denied' } });
});

test('a site may say what it sells: only that is denied', async ({ visitor, site }) => {
  site.page({ region: 'US-CA', options: { saleOrShare: ['targeting'] } });
  await visitor.opens();
  await visitor.page.locator('#opt-out').click();
  await expect.poll(async () => (await visitor.state()).denied).toEqual(['targeting']);
});

const addresses = [
  { address: '/shoes?size=9&assent=opt-out#top', left: '/shoes?size=9#top', by: 'opt-out' },
  { address: '/?assent=opt-out', left: '/', by: 'opt-out' },
  { address: '/?assent=reject&size=9', left: '/?size=9', by: 'api' },
];
for (const { address, left, by } of addresses) {
  test(`a visitor who comes by ${address} has said so and stands at ${left}`, async ({ visitor, site }) => {
    site.page({ region: 'US-CA', options: marketing });
    await visitor.opens(address);
    await visitor.settles();
    expect(visitor.page.url()).toBe(site.origin + left);
    expect(visitor.log.hosts().filter((host) => sale.test(host))).toEqual([]);
    const analytics = by === 'api' ? 'denied' : 'granted';
    expect(await visitor.decision()).toMatchObject({ by, answers: { analytics, targeting: 'denied' } });
    if (by === 'opt-out') await expect(visitor.status(confirmed)).toBeVisible();
  });
}

test('a visitor who comes by ?assent=open meets the dialog', async ({ visitor, site }) => {
  site.page({ region: 'US-CA' });
  await visitor.opens('/?assent=open');
  await expect(visitor.dialog).toBeVisible();
  expect(visitor.page.url()).toBe(`${site.origin}/`);
});

test('a visitor who comes by ?assent=accept has accepted nothing', async ({ visitor, site }) => {
  site.page({ options: marketing });
  await visitor.opens('/?assent=accept');
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  expect(await visitor.decision()).toBeNull();
});
