// A page that comes back as it was left, out of the browser's back/forward cache, goes by what the visitor has
// decided meanwhile.
import { findBrowser } from './find-browser.mjs';
import { test as base, expect, held, marketing, ran } from './fixture.ts';
import type { Visitor } from './visitor.ts';

const test = base.extend({
  // Playwright switches the cache off; a visitor has it.
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({
        ...launchOptions,
        executablePath: findBrowser({ whole: true }),
        ignoreDefaultArgs: ['--disable-back-forward-cache'],
      }),
    { scope: 'worker' },
  ],
});

const body = held('data-consent="analytics"', ran('held'));
const listens =
  "document.addEventListener('assent:change', () => { window.changes = (window.changes ?? 0) + 1 })";

/** Follows a link of the page. Coming back, the same page is there again, not one loaded anew. */
async function leaves(visitor: Visitor) {
  await visitor.runs(
    "window.kept = true; addEventListener('pageshow', (event) => { window.persisted = event.persisted })",
  );
  await visitor.page.locator('#legal').click();
  await expect(visitor.page).toHaveURL(/\/legal$/);
  // The address changes before the page's own scripts have run, and a later load is another one.
  await visitor.page.waitForLoadState('load');
}
async function comesBack(visitor: Visitor) {
  await visitor.page.goBack({ waitUntil: 'commit' });
  // In sight, so that it draws frames again.
  await visitor.page.bringToFront();
  await expect.poll(() => visitor.runs('[window.kept, window.persisted]')).toEqual([true, true]);
}

test('a visitor without storage who comes back is not asked again either', async ({
  visitor,
  site,
  context,
}) => {
  // Nothing then but the cookie tells of the other page.
  await context.addInitScript(() => Object.defineProperty(window, 'localStorage', { get: () => null }));
  site.page({ body });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await leaves(visitor);
  await visitor.accepts();
  await comesBack(visitor);
  await expect(visitor.banner).toBeHidden();
  await expect.poll(visitor.ran).toEqual(['held']);
});

test('a visitor who accepts on the next page and comes back is not asked again', async ({
  visitor,
  site,
}) => {
  site.page({ body });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(listens);
  await leaves(visitor);
  await visitor.accepts();
  await comesBack(visitor);
  await expect(visitor.banner).toBeHidden();
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['held']);
  expect(await visitor.runs('changes')).toBe(1);
});

test('a visitor who withdraws on the next page and comes back is left alone by vendors', async ({
  visitor,
  site,
}) => {
  site.page({ options: marketing, body });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.cookies).toContain('_fbp .shop.example/');
  await visitor.settles();
  await leaves(visitor);
  await visitor.runs('assent.withdraw()');
  await comesBack(visitor);
  await expect.poll(async () => (await visitor.state()).granted).toEqual(['essential']);
  visitor.log.clear();
  await visitor.runs("fbq('track', 'AddToCart')");
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  expect(await visitor.cookies()).toEqual(['assent www.shop.example/']);
});

test('a visitor who is forgotten on the next page and comes back is asked', async ({ visitor, site }) => {
  site.page({ body });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['held']);
  await leaves(visitor);
  await visitor.runs('assent.forget()');
  await comesBack(visitor);
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.state()).toMatchObject({ undecided: true, granted: ['essential'] });
  await visitor.settles();
  expect(await visitor.cookies()).toEqual([]);
  expect(await visitor.runs('Object.keys(localStorage)')).toEqual([]);
});

test('a visitor who has changed nothing comes back to the page as it was', async ({ visitor, site }) => {
  site.page({ body });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(listens);
  await leaves(visitor);
  await comesBack(visitor);
  await visitor.settles();
  await expect(visitor.banner).toHaveCount(1);
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.runs('window.changes')).toBeUndefined();
});

test('a visitor who withdrew and comes back has the page reloaded once where the site reloads', async ({
  visitor,
  site,
}) => {
  site.page({ options: { onWithdraw: 'reload', vendors: [counter] }, body });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['held']);
  await leaves(visitor);
  const reloaded = visitor.page.waitForEvent('load');
  await visitor.runs('assent.withdraw()').catch(() => {});
  await reloaded;
  await visitor.settles();
  visitor.log.clear();
  const again = visitor.page.waitForEvent('load');
  await visitor.page.goBack({ waitUntil: 'commit' });
  // In sight, so that it draws frames again.
  await visitor.page.bringToFront();
  await again;
  await visitor.settles();
  expect(await visitor.runs('window.kept')).toBeUndefined();
  expect(visitor.log.all().filter(({ type }) => type === 'document')).toHaveLength(1);
  expect(await visitor.ran()).toEqual([]);
});

const counter = { id: 'counter', name: 'Counter Ltd.', category: 'analytics', purpose: 'Counts visits.' };
