// A visitor's life in every engine: from the first page to a changed mind. Written once; no engine has a page of its own.

import type { Page as SitePage } from '../site.ts';
import { expect, held, marketing, noting, ran, test, vendorHosts } from './fixture.ts';
import { banner, dialog, inBanner, inDialog, own, status, switchFor } from './visitor.ts';

const body = held('data-consent="analytics"', ran('held'));
const page = noting({ options: marketing, body });

test('first visit: asked, and nothing leaves or is written', async ({ visitor, site }) => {
  site.page(page);
  await visitor.opens();
  await visitor.sees(banner);
  await visitor.settles();
  expect(visitor.hosts()).toEqual([]);
  expect(await visitor.cookieNames()).toEqual([]);
  expect(await visitor.stored()).toEqual([]);
  expect(await visitor.ran()).toEqual([]);
  expect(await visitor.state()).toMatchObject({ regime: 'gdpr', undecided: true, granted: ['essential'] });
  // Room below the page, so that nothing focused hides behind the banner.
  const room = 'parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom)';
  await expect.poll(() => visitor.runs(`${room} > ${banner}.offsetHeight`)).toBe(true);
});

test('accept: recorded, and every tag runs once', async ({ visitor, site }) => {
  site.page(page);
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['held']);
  await expect.poll(visitor.hosts).toEqual(vendorHosts);
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['held']);
  expect(await visitor.decision()).toMatchObject({ by: 'banner', answers: { analytics: 'granted' } });
  expect(await visitor.stored()).toContain('assent');
});

test('reject: recorded, nothing leaves, and nobody asks again', async ({ visitor, site }) => {
  site.page(page);
  await visitor.opens();
  await visitor.rejects();
  await visitor.settles();
  expect(await visitor.decision()).toMatchObject({ by: 'banner', answers: { analytics: 'denied' } });
  await visitor.opens('/next');
  await visitor.settles();
  expect(await visitor.isSeen(banner)).toBe(false);
  expect(visitor.hosts()).toEqual([]);
  expect(await visitor.cookieNames()).toEqual(['assent']);
});

test('mix: one switch in the dialog, and only its tags run', async ({ visitor, site }) => {
  site.page(page);
  await visitor.opens();
  await visitor.clicks(inBanner('choose'));
  await visitor.sees(dialog);
  await visitor.clicks(switchFor('analytics'));
  await expect.poll(() => visitor.runs(`${switchFor('analytics')}.checked`)).toBe(true);
  await visitor.saves();
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(visitor.hosts()).toEqual(['www.google-analytics.com', 'www.googletagmanager.com']);
  expect(await visitor.decision()).toMatchObject({
    by: 'dialog',
    answers: { functional: 'denied', analytics: 'granted', targeting: 'denied', social: 'denied' },
  });
});

test('returning: not asked, tags run, and only the core is fetched', async ({ visitor, site }) => {
  site.page(noting({ body }));
  await visitor.opens();
  await visitor.accepts();
  await visitor.settles();
  visitor.clear();
  await visitor.opens('/next');
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.settles();
  expect(await visitor.isSeen(banner)).toBe(false);
  // The engine may have kept the core; whatever it asks for, it is nothing else.
  expect(visitor.ownFiles().filter((path) => path !== '/assent.js' && path !== '/favicon.ico')).toEqual([]);
});

test('Global Privacy Control: sale or share denied at once, the rest asked', async ({
  arrives,
  engine,
  site,
}) => {
  const native = engine.can.has('gpc');
  // Where the engine has no such setting, an extension gives its visitors the property.
  const emulated =
    "<script>Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })</script>";
  const visitor = await arrives({ gpc: true });
  site.page(noting({ options: marketing, body, first: native ? '' : emulated }));
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(visitor.hosts()).toEqual(['www.google-analytics.com', 'www.googletagmanager.com']);
  expect(await visitor.state()).toMatchObject({ gpc: true, denied: ['targeting', 'social'] });
  if (native) {
    const sent = visitor.vendors().map(({ headers }) => headers['sec-gpc']);
    expect(new Set(sent), 'the signal goes with every request').toEqual(new Set(['1']));
  }
});

test('opt-out: one press in California, confirmed and kept', async ({ visitor, site }) => {
  site.page({ ...page, region: 'US-CA' });
  await visitor.opens();
  await visitor.sends('www.facebook.com');
  await visitor.clicks(own('#opt-out'));
  await visitor.sees(status);
  await expect.poll(() => visitor.runs<string>(`${status}.textContent`)).toMatch(/opted out/);
  expect(await visitor.decision()).toMatchObject({ by: 'opt-out', answers: { targeting: 'denied' } });
  await visitor.settles();
  visitor.clear();
  await visitor.opens('/next');
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(visitor.hosts()).toEqual(['www.google-analytics.com', 'www.googletagmanager.com']);
});

test('withdrawal: tags stop, cookies and keys are gone', async ({ visitor, site }) => {
  site.page(page);
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.hosts).toEqual(vendorHosts);
  await expect.poll(visitor.cookieNames).toEqual(expect.arrayContaining(['_ga', '_fbp', '__adroll_fpc']));
  await visitor.settles();
  await visitor.clicks(own('#settings'));
  await visitor.clicks(inDialog('reject'));
  await visitor.missesOut(dialog);
  await expect.poll(visitor.cookieNames).toEqual(['assent']);
  await visitor.settles();
  visitor.clear();
  await visitor.runs("void fbq('track', 'AddToCart')");
  await visitor.settles();
  expect(visitor.hosts()).toEqual([]);
  expect((await visitor.stored()).filter((key) => !key.startsWith('assent'))).toEqual([]);
});

test('two tabs: what is decided in one holds in the other', async ({ visitor, site }) => {
  site.page(noting({ body }));
  await visitor.opens();
  await visitor.sees(banner);
  const other = await visitor.opensTab('/other');
  await other.accepts();
  await expect.poll(async () => (await visitor.state()).granted).toContain('analytics');
  await visitor.tab.comesUp();
  await visitor.missesOut(banner);
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.runs('assent.withdraw()');
  await expect.poll(async () => (await other.state()).granted).toEqual(['essential']);
});

test('back/forward cache: the page goes by what was decided meanwhile', async ({ visitor, site }) => {
  site.page(noting({ body }));
  await visitor.opens();
  await visitor.sees(banner);
  await visitor.runs(
    "void (window.kept = true, addEventListener('pageshow', (event) => { window.persisted = event.persisted }))",
  );
  await visitor.clicks(own('#legal'));
  await expect.poll(() => visitor.runs('location.pathname')).toBe('/legal');
  await visitor.accepts();
  await visitor.tab.back();
  await expect
    .poll(() => visitor.runs('[location.pathname, window.kept, window.persisted]'))
    .toEqual(['/', true, true]);
  await visitor.missesOut(banner);
  await expect.poll(visitor.ran).toEqual(['held']);
});

test('corrupt record: no decision, asked again, nothing leaves', async ({ visitor, site }) => {
  site.page(page);
  await visitor.opens();
  await visitor.sees(banner);
  for (const broken of [
    '%7B%22v%22%3A1',
    '%E0%A4%A',
    '{}',
    encodeURIComponent('{"v":1,"answers":"granted"}'),
  ]) {
    await visitor.runs(
      `void (document.cookie = 'assent=${broken};path=/', localStorage.assent = '${broken}')`,
    );
    await visitor.opens('/again');
    await visitor.sees(banner);
    expect(await visitor.state()).toMatchObject({ undecided: true, granted: ['essential'] });
  }
  await visitor.settles();
  expect(visitor.hosts()).toEqual([]);
  await visitor.rejects();
  expect(await visitor.decision()).toMatchObject({ answers: { analytics: 'denied' } });
});

test('keyboard: in, through, out again, and back to where it began', async ({ visitor, site }) => {
  site.page(noting({ body }));
  await visitor.opens();
  await visitor.sees(banner);
  await visitor.tabsTo(inBanner('choose'));
  await visitor.presses('Enter');
  await visitor.sees(dialog);
  await visitor.presses('Escape');
  await visitor.missesOut(dialog);
  await visitor.sees(banner);
  expect(await visitor.decision()).toBeNull();
  await visitor.tabsTo(inBanner('choose'));
  await visitor.presses('Space');
  await visitor.sees(dialog);
  await visitor.tabsTo(switchFor('analytics'));
  await visitor.presses('Space');
  await visitor.tabsTo(inDialog('save'));
  await visitor.presses('Enter');
  await visitor.missesOut(dialog);
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.tabsTo(own('#settings'));
  await visitor.presses('Enter');
  await visitor.sees(dialog);
  await visitor.presses('Escape');
  await visitor.missesOut(dialog);
  await expect.poll(() => visitor.runs('document.activeElement.id')).toBe('settings');
});

test('strict policy: banner and dialog are fetched and drawn, and nothing is reported', async ({
  visitor,
  site,
}) => {
  const policy = [
    "script-src 'nonce-n0nce' 'strict-dynamic'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types assent',
  ].join('; ');
  const collect = `<script nonce="n0nce">
    window.reports = [];
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => reports.push(effectiveDirective + ' ' + blockedURI));
  </script>`;
  const strict: SitePage = {
    first: collect,
    options: { tags: { 'google-analytics': { id: 'G-SHOP1' } }, policy: '/privacy' },
    headers: { 'content-security-policy': policy },
    script: { nonce: 'n0nce' },
    body: held('data-consent="analytics" nonce="n0nce"', ran('held')),
  };
  site.page(noting(strict, 'n0nce'));
  await visitor.opens();
  await visitor.sees(banner);
  expect(visitor.ownFiles()).toContain('/banner.js');
  expect(await visitor.runs(`getComputedStyle(${banner}).position`)).toBe('fixed');
  await visitor.clicks(inBanner('choose'));
  await visitor.clicks(inDialog('accept'));
  await visitor.missesOut(dialog);
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.settles();
  expect(await visitor.runs('window.reports')).toEqual([]);
});
