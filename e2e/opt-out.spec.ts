// "Do Not Sell or Share My Personal Information": one click, no further step, and the visitor is told.
import { expect, held, marketing, ran, test } from './fixture.ts';

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
  const promise = visitor.dialog.getByText('One press, and nothing about you is sold');
  await expect(promise).toBeVisible();
  for (const _ of ['once', 'twice']) {
    await visitor.inDialog('opt-out').click();
    await expect(visitor.status(confirmed)).toBeVisible();
    // What is done is promised no more, and said in one place: the dialog's own, which stands over the page's.
    await expect(promise).toHaveCount(0);
  }
  await visitor.settles();
  await expect(visitor.status(confirmed)).toHaveCount(1);
  await expect(visitor.inDialog('opt-out')).toHaveAccessibleDescription(confirmed);
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

const ready = `<p><a id="sell" href="/privacy#opt-out" data-consent-link="opt-out"></a></p>
  <p><a id="choices" href="/privacy#choices" data-consent-link="choices"></a></p>
  <p id="said" data-consent-status></p>`;
const optOutWords = 'Do Not Sell or Share My Personal Information';

test('a visitor of a strict page opts out by a ready link, and reads so on every later page', async ({
  visitor,
  site,
}) => {
  const { page } = visitor;
  site.page({
    region: 'US-CA',
    headers: {
      'content-security-policy':
        "script-src 'nonce-n0nce' 'strict-dynamic'; style-src 'self'; require-trusted-types-for 'script'; trusted-types assent",
    },
    script: { nonce: 'n0nce' },
    first: `<script nonce="n0nce">window.reports = [];
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => reports.push(effectiveDirective));</script>`,
    body: ready,
  });
  await visitor.opens('/shoes?size=9');
  await expect(page.locator('#sell')).toHaveText(optOutWords);
  await expect(page.locator('#said')).toBeEmpty();
  // The page's own font and colour: as the link beside it, which is none of ours.
  const look = (id: string) =>
    page.locator(id).evaluate((link) => {
      const { font, color, textDecoration } = getComputedStyle(link);
      return { font, color, textDecoration };
    });
  expect(await look('#sell')).toEqual(await look('#legal'));
  // As wide as two letters are high, beside the words, and silent.
  const icon = page.locator('#choices svg[aria-hidden="true"]');
  const { width, height, y } = (await icon.boundingBox()) ?? { width: 0, height: 0, y: 0 };
  const link = (await page.locator('#choices').boundingBox()) ?? { y: 0, height: 0 };
  expect([width, Math.round(height)]).toEqual([32, 13]);
  expect(y >= link.y && y + height <= link.y + link.height).toBe(true);
  await expect(page.getByRole('link', { name: 'Your Privacy Choices', exact: true })).toHaveCount(1);

  await page.locator('#sell').click();
  await expect(visitor.status(confirmed).last()).toBeVisible();
  await expect(page.locator('#said')).toHaveText(confirmed);
  await expect(visitor.dialog).toBeHidden();
  expect(page.url()).toBe(`${site.origin}/shoes?size=9`);
  expect(await visitor.decision()).toMatchObject({ by: 'opt-out', answers: { targeting: 'denied' } });

  await visitor.opens('/next');
  await expect(page.locator('#said')).toHaveText(confirmed);
  await page.locator('#choices').press('Enter');
  await expect(visitor.dialog).toBeVisible();
  // One press from here: the opt-out stands before every switch.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(visitor.inDialog('opt-out')).toBeFocused();
  expect(await visitor.runs('window.reports')).toEqual([]);
});

test('a ready link that was added later is filled and acts, in the language of the page', async ({
  visitor,
  site,
}) => {
  site.page({ region: 'US-CA', lang: 'de' });
  await visitor.opens();
  await visitor.settles();
  expect(visitor.log.own()).toEqual(['/assent.js']);
  await visitor.runs(`document.querySelector('main').insertAdjacentHTML('beforeend',
    '<nav><button id="late" type="button" data-consent-link="opt-out"></button><i data-consent-status></i></nav>')`);
  await expect(visitor.page.locator('#late')).toHaveText(/\S/);
  await expect(visitor.page.locator('#late')).not.toHaveText(optOutWords);
  await expect(visitor.page.locator('#late')).toHaveAttribute('lang', 'de');
  await visitor.page.locator('#late').click();
  await expect(visitor.page.locator('nav i')).toHaveText(/\S/);
  expect((await visitor.decision())?.by).toBe('opt-out');
  await visitor.runs('assent.destroy()');
  await expect(visitor.page.locator('#late')).toBeEmpty();
});

test('ready links act although every chunk of ours is lost: no dead end (11 CCR 7004(a)(5))', async ({
  visitor,
  site,
}) => {
  site.losesChunks();
  site.page({ region: 'US-CA', options: marketing, body: ready });
  await visitor.opens();
  await expect(visitor.page.locator('#sell')).toHaveText(optOutWords);
  await expect(visitor.page.locator('#choices')).toHaveText('Your Privacy Choices');
  await visitor.page.locator('#sell').click();
  await expect(visitor.status(confirmed)).toBeVisible();
  expect((await visitor.decision())?.by).toBe('opt-out');
  expect(visitor.page.url()).toBe(`${site.origin}/`);
  await visitor.page.locator('#choices').click();
  await visitor.page.waitForURL(`${site.origin}/privacy#choices`);
});

test('a visitor opts in again by a request and a confirmation, never by less (11 CCR 7028(a))', async ({
  visitor,
  site,
}) => {
  const youtube = {
    id: 'youtube',
    name: 'YouTube',
    category: 'social',
    purpose: 'Films.',
    hosts: ['tube.example'],
  };
  site.page({
    region: 'US-CA',
    options: { ...marketing, vendors: [youtube] },
    body: `<button id="all" type="button" data-consent-action="accept">Accept all</button>
      <iframe title="Film" width="560" height="315" data-consent="social" data-consent-vendor="youtube"
        data-src="https://tube.example/1"></iframe>
      ${held('data-consent="targeting"', ran('targeting'))}`,
  });
  await visitor.decidedBefore("assent.decide({ functional: 'denied' }); assent.optOut()", {
    region: 'US-CA',
  });
  await visitor.opens();
  await expect(visitor.placeholder).toBeVisible();
  await expect(visitor.placeholder.locator('[part~="always-allow"]')).toHaveCount(0);
  const out = { targeting: 'denied', social: 'denied' };
  await visitor.page.locator('#all').click();
  await expect
    .poll(visitor.decision)
    .toMatchObject({ by: 'api', answers: { functional: 'granted', ...out } });
  await visitor.opensSettings();
  await visitor.inDialog('accept').click();
  await expect(visitor.dialog).toBeHidden();
  expect(await visitor.decision()).toMatchObject({
    by: 'dialog',
    answers: { functional: 'granted', ...out },
  });

  await visitor.opensSettings();
  await visitor.switchFor('targeting').click();
  await expect(visitor.switchFor('targeting')).not.toBeChecked();
  await expect(visitor.status(/You opted out of this\. Press the switch again/)).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts().filter((host) => sale.test(host))).toEqual([]);
  expect(await visitor.ran()).toEqual([]);
  await visitor.switchFor('targeting').click();
  await expect(visitor.switchFor('targeting')).toBeChecked();
  await visitor.saves();
  await visitor.sends('www.facebook.com/tr');
  await expect.poll(visitor.ran).toEqual(['targeting']);
  expect((await visitor.decision())?.answers).toMatchObject({ targeting: 'granted', social: 'denied' });
});

for (const days of [1, 364, 366]) {
  test(`a visitor who opted out ${days} days ago is not asked (11 CCR 7026(k))`, async ({
    visitor,
    site,
  }) => {
    site.page({ region: 'US-CA', options: { ...marketing, revision: days > 1 ? 2 : 1 }, body: ready });
    await visitor.decidedBefore('assent.optOut()', { region: 'US-CA' });
    await visitor.page.clock.setFixedTime(Date.now() + days * 864e5);
    await visitor.opens();
    await visitor.sends('www.google-analytics.com/g/collect');
    await visitor.settles();
    await expect(visitor.banner).toBeHidden();
    await expect(visitor.dialog).toBeHidden();
    expect(visitor.log.hosts().filter((host) => sale.test(host))).toEqual([]);
    await expect(visitor.page.locator('#said')).toHaveText(confirmed);
    // At will, they may.
    await visitor.opensSettings();
    await expect(visitor.switchFor('targeting')).not.toBeChecked();
  });
}
