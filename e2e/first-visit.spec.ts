// A first visitor: silent until the answer, then exactly what was answered. The page holds one thing of each
// kind, and the site has configured the three built-in vendors.
import { expect, held, marketing, ran, test, vendorHosts } from './fixture.ts';

const everything = {
  options: marketing,
  body: `
    ${held('data-consent="analytics" data-src="https://tags.vendor.example/count.js"')}
    ${held('data-consent="functional"', "fetch('https://inline.vendor.example/ran', { mode: 'no-cors' })")}
    <iframe title="Film" data-consent="social" data-src="https://video.vendor.example/embed/1"></iframe>
    <img alt="" data-consent="targeting" data-src="https://pixel.vendor.example/p.gif">`,
};
const everyHost = [
  'inline.vendor.example',
  'pixel.vendor.example',
  'tags.vendor.example',
  'video.vendor.example',
  ...vendorHosts,
].sort();

test('a first visitor in Germany sends nothing before deciding (ePrivacy Directive art. 5(3))', async ({
  visitor,
  site,
}) => {
  site.page(everything);
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  expect(await visitor.cookies()).toEqual([]);
  expect(await visitor.runs('localStorage.length + sessionStorage.length')).toBe(0);
  expect(await visitor.state()).toMatchObject({ undecided: true, granted: ['essential'], decision: null });
});

test('a first visitor who accepts all is heard by every vendor', async ({ visitor, site }) => {
  site.page(everything);
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(() => visitor.log.hosts()).toEqual(everyHost);
  expect(await visitor.state()).toMatchObject({ undecided: false, denied: [], surface: 'none' });
});

test('a first visitor who rejects all is heard by nobody, on this page and the next', async ({
  visitor,
  site,
}) => {
  site.page(everything);
  await visitor.opens();
  await visitor.rejects();
  await visitor.settles();
  await visitor.opens('/next');
  await visitor.settles();
  await expect(visitor.banner).toBeHidden();
  expect(visitor.log.hosts()).toEqual([]);
  expect((await visitor.decision())?.answers).toEqual({
    functional: 'denied',
    analytics: 'denied',
    targeting: 'denied',
    social: 'denied',
  });
});

test('a first visitor who saves a mix is heard by those alone', async ({ visitor, site }) => {
  site.page(everything);
  await visitor.opens();
  await visitor.choosesInstead();
  await visitor.switchFor('analytics').setChecked(true);
  await visitor.saves();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([
    'tags.vendor.example',
    'www.google-analytics.com',
    'www.googletagmanager.com',
  ]);
  expect(await visitor.decision()).toMatchObject({
    by: 'dialog',
    answers: { functional: 'denied', analytics: 'granted', targeting: 'denied', social: 'denied' },
  });
});

for (const [button, answer] of [
  ['accept', 'granted'],
  ['reject', 'denied'],
] as const) {
  test(`a first visitor may ${button} all in the dialog with one press`, async ({ visitor, site }) => {
    site.page();
    await visitor.opens();
    await visitor.choosesInstead();
    await visitor.inDialog(button).click();
    await expect(visitor.dialog).toBeHidden();
    await expect(visitor.banner).toBeHidden();
    const { answers, by } = (await visitor.decision()) ?? {};
    expect(new Set(Object.values(answers ?? {}))).toEqual(new Set([answer]));
    expect(by).toBe('dialog');
  });
}

test('a first visitor finds every switch off but the essential one (CJEU C-673/17)', async ({
  visitor,
  site,
}) => {
  site.page();
  await visitor.opens();
  await visitor.choosesInstead();
  await expect(visitor.inDialog('category')).toHaveCount(5);
  for (const category of ['functional', 'analytics', 'targeting', 'social']) {
    await expect(visitor.switchFor(category)).not.toBeChecked();
    await expect(visitor.switchFor(category)).toBeEnabled();
  }
  await expect(visitor.switchFor('essential')).toBeChecked();
  await expect(visitor.switchFor('essential')).toBeDisabled();
});

test('a first visitor who moves switches and leaves the dialog has decided nothing', async ({
  visitor,
  site,
}) => {
  site.page(everything);
  await visitor.opens();
  await visitor.choosesInstead();
  await visitor.switchFor('analytics').setChecked(true);
  await visitor.inDialog('close').click();
  await expect(visitor.dialog).toBeHidden();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  expect(await visitor.decision()).toBeNull();
});

test("a first visitor's decision is kept in one small cookie and one copy", async ({ visitor, site }) => {
  site.page(everything);
  await visitor.opens();
  await visitor.accepts();
  expect(await visitor.decision()).toEqual({
    v: 1,
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
    by: 'banner',
    regime: 'gdpr',
    region: 'DE',
    revision: 1,
    gpc: false,
    answers: { functional: 'granted', analytics: 'granted', targeting: 'granted', social: 'granted' },
  });
  const cookie = await visitor.recordCookie();
  expect(cookie).toMatchObject({ domain: 'www.shop.example', path: '/', sameSite: 'Lax', secure: true });
  expect(cookie?.value.length).toBeLessThan(1024);
  expect(await visitor.runs("localStorage.getItem('assent')")).toBe(cookie?.value);
});

test('a first visitor sees the banner gone and painted before the first tag runs', async ({
  visitor,
  site,
}) => {
  // A resize observer hears of its probe after every animation callback of a frame, so what it sees is painted.
  const watch = `<script>
    window.bannerStands = () => {
      const root = document.querySelector('assent-ui')?.shadowRoot;
      return Boolean(root?.querySelector('[part~=banner]')?.checkVisibility());
    };
    addEventListener('click', () => {
      const probe = document.querySelector('#probe');
      const grow = () => {
        probe.style.width = probe.offsetWidth + 1 + 'px';
        if (!window.paintedWithout) requestAnimationFrame(grow);
      };
      new ResizeObserver(() => { if (!bannerStands()) window.paintedWithout = true; }).observe(probe);
      grow();
    }, true);
  </script>`;
  const look = 'window.seen = { banner: bannerStands(), painted: window.paintedWithout === true };';
  site.page({ head: watch, body: `<div id="probe"></div>${held('data-consent="analytics"', look)}` });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.runs('bannerStands()')).toBe(true);
  await visitor.accepts();
  await expect.poll(() => visitor.runs('window.seen')).toEqual({ banner: false, painted: true });
});

test('a first visitor gets the main thread back between one tag and the next', async ({ visitor, site }) => {
  // A task of the highest priority, asked for by the first tag, comes before whatever the page does next.
  const first =
    "scheduler.postTask(() => (window.ran ??= []).push('breath'), { priority: 'user-blocking' });";
  const analytics = (code: string) => held('data-consent="analytics"', code);
  site.page({ body: analytics(ran('one') + first) + analytics(ran('two')) });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['one', 'breath', 'two']);
});

test('a first visitor downloads the core and the banner, each once', async ({ visitor, site }) => {
  site.page(everything);
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  const own = visitor.log.own();
  expect(own[0]).toBe('/assent.js');
  expect(own).toContain('/banner.js');
  expect(new Set(own).size).toBe(own.length);
});

test('a first visitor finds the policy named in the banner', async ({ visitor, site }) => {
  site.page(everything);
  await visitor.opens();
  await expect(visitor.banner.locator('a[href="/privacy"]')).toBeVisible();
});
