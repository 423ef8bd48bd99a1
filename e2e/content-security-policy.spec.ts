// A page under a strict policy: everything works, and no report is raised by us.
import { expect, held, ran, test } from './fixture.ts';

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
  addEventListener('securitypolicyviolation', (event) => {
    reports.push([event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample].join(' '));
  });
</script>`;

const strict = {
  headers: { 'content-security-policy': policy },
  script: { nonce: 'n0nce' },
  first: collect,
};

test('a visitor of a strict page is asked and answered without a report', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves('https://tags.vendor.example/outer.js', ran('outer'));
  vendors.serves('https://tags.vendor.example/module.js', ran('module'));
  const outer = 'data-consent="analytics" data-src="https://tags.vendor.example/outer.js"';
  const module =
    'data-consent="analytics" data-type="module" data-src="https://tags.vendor.example/module.js"';
  site.page({
    ...strict,
    options: { tags: { 'google-analytics': { id: 'G-SHOP1' } }, policy: '/privacy' },
    body:
      held(`${outer} nonce="n0nce"`) +
      held('data-consent="analytics" nonce="n0nce"', ran('inline')) +
      held(`${module} nonce="n0nce"`),
  });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(async () => (await visitor.ran()).sort()).toEqual(['inline', 'module', 'outer']);
  await visitor.sends('www.google-analytics.com/g/collect');
  expect(await visitor.runs('window.reports')).toEqual([]);
});

test('a visitor of a strict page chooses in the dialog without a report', async ({ visitor, site }) => {
  site.page({
    ...strict,
    body: `<iframe title="Film" data-consent="social" data-src="https://video.vendor.example/1"></iframe>
      <img alt="" data-consent="social" data-src="https://pixel.vendor.example/p.gif">`,
  });
  await visitor.opens();
  await expect(visitor.placeholder).toBeVisible();
  await visitor.choosesInstead();
  for (const summary of await visitor.dialog.locator('summary').all()) await summary.click();
  await visitor.switchFor('social').setChecked(true);
  await visitor.saves();
  await visitor.sends('video.vendor.example/1');
  await visitor.sends('pixel.vendor.example/p.gif');
  expect(await visitor.runs('window.reports')).toEqual([]);
});

test('a visitor of a strict page opts out without a report', async ({ visitor, site }) => {
  site.page({ ...strict, region: 'US-CA' });
  await visitor.opens();
  await visitor.page.locator('#opt-out').click();
  await expect(visitor.status(/opted out/i)).toBeVisible();
  expect(await visitor.runs('window.reports')).toEqual([]);
});

test('the banner of a strict page is drawn with its styles', async ({ visitor, site }) => {
  site.page(strict);
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  const { y, height } = (await visitor.banner.boundingBox()) ?? { y: 0, height: 0 };
  expect(Math.round(y + height)).toBeGreaterThan(720 - 48);
  expect(await visitor.runs('window.reports')).toEqual([]);
});
