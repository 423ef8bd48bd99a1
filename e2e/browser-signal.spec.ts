// Global Privacy Control: the visitor's browser has already said no to sale and share, and is believed.
import { expect, held, marketing, ran, test } from './fixture.ts';

const google = ['www.google-analytics.com', 'www.googletagmanager.com'];

test('a visitor in California with the signal on is neither asked nor sold (11 CCR 7025(c)(1))', async ({
  visitor,
  site,
}) => {
  await visitor.turnsOnGpc();
  site.page({ region: 'US-CA', options: marketing });
  await visitor.opens();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  await expect(visitor.banner).toBeHidden();
  expect(visitor.log.hosts()).toEqual(google);
  expect(await visitor.state()).toMatchObject({
    gpc: true,
    undecided: false,
    denied: ['targeting', 'social'],
  });
  expect(await visitor.decision()).toMatchObject({
    by: 'gpc',
    gpc: true,
    answers: { functional: 'granted', analytics: 'granted', targeting: 'denied', social: 'denied' },
  });
  // Nothing is drawn because of it, nor fetched to be drawn (11 CCR 7025(f)): only the decision is accounted for.
  await expect.poll(() => visitor.log.own()).toEqual(['/assent.js', '/account.js']);
  await expect(visitor.page.locator('assent-ui')).toHaveCount(0);
});

test('a visitor in Germany with the signal on is asked for the rest and recorded only then', async ({
  visitor,
  site,
}) => {
  await visitor.turnsOnGpc();
  site.page({ options: marketing });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(await visitor.decision()).toBeNull();
  expect(visitor.log.hosts()).toEqual([]);
  expect((await visitor.state()).undecided).toBe(true);
});

for (const surface of ['banner', 'dialog'] as const) {
  test(`accept all in the ${surface} grants the rest only while the signal is on`, async ({
    visitor,
    site,
  }) => {
    await visitor.turnsOnGpc();
    site.page({ options: marketing });
    await visitor.opens();
    if (surface === 'dialog') await visitor.choosesInstead();
    await visitor[surface].locator('[part~="accept"]').click();
    await visitor.sends('www.google-analytics.com/g/collect');
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual(google);
    expect(await visitor.decision()).toMatchObject({
      gpc: true,
      answers: { functional: 'granted', analytics: 'granted', targeting: 'denied', social: 'denied' },
    });
  });
}

for (const region of ['DE', 'GB', 'US-CA', 'US-VA']) {
  test(`the signal overrules an older grant in ${region} on the very next page`, async ({
    visitor,
    site,
  }) => {
    const body =
      held('data-consent="targeting"', ran('targeting')) + held('data-consent="social"', ran('social'));
    site.page({ region, options: marketing, body });
    await visitor.decidedBefore('assent.grant()', { region });
    await visitor.turnsOnGpc();
    await visitor.opens();
    await visitor.sends('www.google-analytics.com/g/collect');
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual(google);
    expect(await visitor.ran()).toEqual([]);
    expect(await visitor.decision()).toMatchObject({
      by: 'gpc',
      gpc: true,
      answers: { analytics: 'granted', targeting: 'denied', social: 'denied' },
    });
  });
}

for (const value of ['1', 1, 'true', false, null]) {
  test(`a browser that says ${JSON.stringify(value)} has not said it`, async ({ visitor, site }) => {
    await visitor.turnsOnGpc(value);
    site.page({ region: 'US-CA', options: marketing });
    await visitor.opens();
    await visitor.sends('www.facebook.com/tr');
    expect(await visitor.state()).toMatchObject({ gpc: false, undecided: true, denied: [] });
    expect(await visitor.decision()).toBeNull();
  });
}

test('a browser whose signal cannot be read does not break the page', async ({ visitor, site, context }) => {
  await context.addInitScript(() => {
    const get = () => {
      throw new Error('no signal');
    };
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get });
  });
  site.page({ options: marketing });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect((await visitor.state()).gpc).toBe(false);
});

/** A browser whose extension defines the signal when the page's own code says so. */
const definesLate = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true });";

test('a signal that comes after our start is honoured before the first tag goes', async ({
  visitor,
  site,
}) => {
  site.page({
    region: null,
    script: { 'data-manual': '' },
    head: `<script>assent.start({ ...${JSON.stringify(marketing)}, region: () => new Promise((done) => { window.arrive = done }) })</script>`,
    body: held('data-consent="targeting"', ran('targeting')),
  });
  await visitor.opens();
  await visitor.runs(definesLate);
  await visitor.runs("arrive('US-CA')");
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual(google);
  expect(await visitor.ran()).toEqual([]);
  expect(await visitor.decision()).toMatchObject({ by: 'gpc', gpc: true, answers: { targeting: 'denied' } });
});

test('a signal that comes after the first tags is honoured before any other goes', async ({
  visitor,
  site,
}) => {
  site.page({ region: 'US-CA', options: marketing, body: '<p id="said" data-consent-status></p>' });
  await visitor.opens();
  await expect.poll(visitor.cookies).toContain('_fbp .shop.example/');
  expect(await visitor.decision()).toBeNull();
  // In one go: the signal, and markup that waits for nothing but a grant.
  await visitor.runs(`${definesLate}
    for (const category of ['targeting', 'social', 'analytics']) {
      const late = document.createElement('script');
      late.type = 'text/plain';
      late.dataset.consent = category;
      late.text = "(window.ran ??= []).push('" + category + "')";
      document.body.append(late);
    }`);
  await expect.poll(visitor.ran).toEqual(['analytics']);
  await expect.poll(visitor.decision).toMatchObject({ by: 'gpc', gpc: true });
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['analytics']);
  expect(await visitor.state()).toMatchObject({ gpc: true, denied: ['targeting', 'social'] });
  // What ran before is told, and its cookies are erased.
  await expect.poll(visitor.cookies).not.toContain('_fbp .shop.example/');
  await expect(visitor.page.locator('#said')).toContainText('Opt-Out Request Honored');
  await expect(visitor.page.locator('assent-ui')).toHaveCount(0);
});

test('the signal off again later changes no answer (11 CCR 7025(c)(5))', async ({ visitor, site }) => {
  site.page({ region: 'US-CA', options: marketing });
  await visitor.turnsOnGpc();
  await visitor.opens();
  await expect.poll(visitor.decision).toMatchObject({ by: 'gpc' });
  const denied = (await visitor.recordCookie())?.value ?? '';
  await visitor.turnsOnGpc(false);
  visitor.log.clear();
  await visitor.opens('/next');
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(await visitor.state()).toMatchObject({ gpc: false, denied: ['targeting', 'social'] });
  expect(visitor.log.hosts()).toEqual(google);
  expect((await visitor.recordCookie())?.value).toBe(denied);
});

test('the dialog and the page show that the signal was honoured (11 CCR 7025(c)(6))', async ({
  visitor,
  site,
}) => {
  const honored = /^Opt-Out Request Honored\. .*Global Privacy Control/;
  const said = visitor.page.locator('#said');
  site.page({ region: 'US-CA', body: '<p id="said" data-consent-status>Not known yet</p>' });
  await visitor.opens();
  await expect(said).toBeEmpty();
  await visitor.opensSettings();
  await expect(visitor.dialog).not.toContainText(/Global Privacy Control/i);
  await visitor.turnsOnGpc();
  for (const path of ['/', '/next']) {
    await visitor.opens(path);
    await expect(said).toHaveText(honored);
    await expect(said).toHaveRole('status');
    await expect(visitor.page.locator('assent-ui')).toHaveCount(0);
  }
  await visitor.opensSettings();
  await expect(visitor.dialog).toContainText(/Opt-Out Request Honored/);
  await expect(visitor.switchFor('targeting')).not.toBeChecked();
  await visitor.page.keyboard.press('Escape');
  await visitor.turnsOnGpc(false);
  await visitor.opens('/later');
  await expect(said).toHaveText(/You have opted out/);
});

test('a visitor told of the conflict may turn one category on all the same (11 CCR 7025(c)(3))', async ({
  visitor,
  site,
}) => {
  await visitor.turnsOnGpc();
  site.page({ region: 'US-CA', options: marketing });
  await visitor.opens();
  await visitor.opensSettings();
  const text = await visitor.dialog.textContent();
  await visitor.switchFor('targeting').click();
  await expect(visitor.switchFor('targeting')).not.toBeChecked();
  expect(await visitor.dialog.textContent()).not.toBe(text);
  await expect(visitor.dialog).toContainText(/Press the switch again/);
  await visitor.switchFor('targeting').click();
  await expect(visitor.switchFor('targeting')).toBeChecked();
  await visitor.saves();
  await visitor.sends('d.adroll.com/segment');
  expect(await visitor.decision()).toMatchObject({
    by: 'dialog',
    gpc: true,
    answers: { targeting: 'granted', social: 'denied' },
  });

  // Where a part is granted, nothing says that none is.
  await visitor.opensSettings();
  await expect(visitor.dialog).not.toContainText(/Honored/);
  visitor.log.clear();
  await visitor.opens('/next');
  await visitor.sends('d.adroll.com/segment');
  expect((await visitor.state()).denied).toEqual(['social']);
});

test('a site without override never turns such a category on while the signal is', async ({
  visitor,
  site,
}) => {
  await visitor.turnsOnGpc();
  site.page({ region: 'US-CA', options: { ...marketing, gpc: { override: false } } });
  await visitor.opens();
  await visitor.opensSettings();
  for (let press = 0; press < 2; press += 1) await visitor.switchFor('targeting').click({ force: true });
  await visitor.saves();
  await visitor.runs("assent.decide({ targeting: 'granted' }, { by: 'dialog' })");
  await visitor.settles();
  expect((await visitor.state()).denied).toEqual(['targeting', 'social']);
  expect(visitor.log.hosts()).toEqual(google);
});
