// Everything by keyboard alone: in, through, out again, and back to where the visitor was.
import type { Locator } from 'playwright/test';
import { expect, held, ran, test } from './fixture.ts';
import type { Visitor } from './visitor.ts';

/** Presses Tab until this control has the focus. */
async function tabsTo(visitor: Visitor, control: Locator) {
  for (let press = 0; press < 40; press += 1) {
    if (await control.evaluate(hasFocus)) return;
    await visitor.page.keyboard.press('Tab');
  }
  throw new Error('Forty presses of Tab do not lead there.');
}

const hasFocus = (element: Element) => (element.getRootNode() as Document).activeElement === element;
const focused = (control: Locator) => expect.poll(() => control.evaluate(hasFocus)).toBe(true);

const answers = [
  { part: 'accept', key: 'Enter', answer: 'granted' },
  { part: 'accept', key: 'Space', answer: 'granted' },
  { part: 'reject', key: 'Enter', answer: 'denied' },
  { part: 'reject', key: 'Space', answer: 'denied' },
];
for (const { part, key, answer } of answers) {
  test(`a visitor with a keyboard reaches ${part} in the banner and presses ${key}`, async ({
    visitor,
    site,
  }) => {
    site.page();
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    await tabsTo(visitor, visitor.inBanner(part));
    await visitor.page.keyboard.press(key);
    await expect(visitor.banner).toBeHidden();
    expect(await visitor.decision()).toMatchObject({ by: 'banner', answers: { analytics: answer } });
  });
}

test('a visitor with a keyboard saves a mix in the dialog', async ({ visitor, site }) => {
  site.page({ body: held('data-consent="analytics"', ran('held')) });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await tabsTo(visitor, visitor.inBanner('choose'));
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.dialog).toBeVisible();
  await tabsTo(visitor, visitor.switchFor('analytics'));
  await visitor.page.keyboard.press('Space');
  await expect(visitor.switchFor('analytics')).toBeChecked();
  await tabsTo(visitor, visitor.inDialog('save'));
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.dialog).toBeHidden();
  await expect.poll(visitor.ran).toEqual(['held']);
});

test('a visitor with a keyboard meets the banner, then the page, and is never trapped', async ({
  visitor,
  site,
}) => {
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  for (const part of ['accept', 'reject', 'choose']) await tabsTo(visitor, visitor.inBanner(part));
  await tabsTo(visitor, visitor.page.locator('#legal'));
  await visitor.page.keyboard.press('Shift+Tab');
  await expect(visitor.banner).toBeVisible();
});

test('the banner does not take the focus from what a visitor is writing', async ({ visitor, site }) => {
  let arrive = () => {};
  const late = new Promise<void>((done) => {
    arrive = done;
  });
  site.delays(/^\/banner\.js$/, late);
  site.page({ body: '<input id="search" aria-label="Search">' });
  await visitor.page.goto(`${site.origin}/`, { waitUntil: 'domcontentloaded' });
  await visitor.page.locator('#search').focus();
  await visitor.page.keyboard.type('red ');
  arrive();
  await expect(visitor.banner).toBeVisible();
  await visitor.page.keyboard.type('shoes');
  await expect(visitor.page.locator('#search')).toHaveValue('red shoes');
});

test('Escape in the banner hides it on this page and decides nothing', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await tabsTo(visitor, visitor.inBanner('choose'));
  await visitor.page.keyboard.press('Escape');
  await expect(visitor.banner).toBeHidden();
  expect(await visitor.decision()).toBeNull();
  expect((await visitor.state()).undecided).toBe(true);
  await visitor.opens('/next');
  await expect(visitor.banner).toBeVisible();
});

test('Escape in the dialog decides nothing and gives the focus back to its button', async ({
  visitor,
  site,
}) => {
  site.page();
  await visitor.decidedBefore('assent.deny()');
  await visitor.opens();
  const before = await visitor.decision();
  await tabsTo(visitor, visitor.page.locator('#settings'));
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.dialog).toBeVisible();
  await tabsTo(visitor, visitor.switchFor('analytics'));
  await visitor.page.keyboard.press('Space');
  await visitor.page.keyboard.press('Escape');
  await expect(visitor.dialog).toBeHidden();
  await focused(visitor.page.locator('#settings'));
  expect(await visitor.decision()).toEqual(before);
});

test('saving gives the focus back to the button that opened the dialog', async ({ visitor, site }) => {
  site.page();
  await visitor.decidedBefore('assent.deny()');
  await visitor.opens();
  await visitor.page.locator('#settings').focus();
  await visitor.page.keyboard.press('Space');
  await expect(visitor.dialog).toBeVisible();
  await tabsTo(visitor, visitor.inDialog('save'));
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.dialog).toBeHidden();
  await focused(visitor.page.locator('#settings'));
});

test('Escape in the dialog leads an undecided visitor back to the banner', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await tabsTo(visitor, visitor.inBanner('choose'));
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.dialog).toBeVisible();
  await visitor.page.keyboard.press('Escape');
  await expect(visitor.dialog).toBeHidden();
  await expect(visitor.banner).toBeVisible();
  await focused(visitor.inBanner('choose'));
});

test('the open dialog takes the focus in and keeps the page out of reach', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  await visitor.choosesInstead();
  await expect
    .poll(() =>
      visitor.dialog.evaluate((dialog) => dialog.contains((dialog.getRootNode() as Document).activeElement)),
    )
    .toBe(true);
  for (let press = 0; press < 30; press += 1) {
    await visitor.page.keyboard.press('Tab');
    expect(await visitor.runs<boolean>("document.activeElement.matches('main *, footer *, header *')")).toBe(
      false,
    );
  }
});

test('a visitor with a keyboard opens what the dialog says about each cookie', async ({ visitor, site }) => {
  site.page({ options: { tags: { 'google-analytics': { id: 'G-SHOP1' } } } });
  await visitor.opens();
  await visitor.choosesInstead();
  const cookie = visitor.dialog.getByText('_ga', { exact: true });
  await expect(cookie).toBeHidden();
  const disclosures = visitor.dialog.locator('summary, button[aria-expanded]');
  for (let index = 0; index < (await disclosures.count()); index += 1) {
    const one = disclosures.nth(index);
    if (!(await one.isVisible())) continue;
    await tabsTo(visitor, one);
    await visitor.page.keyboard.press('Enter');
  }
  await expect(cookie).toBeVisible();
});

test('a visitor with a keyboard loads a held frame once', async ({ visitor, site }) => {
  site.page({
    body: '<iframe title="Film" data-consent="social" data-src="https://video.vendor.example/1"></iframe>',
  });
  await visitor.opens();
  await tabsTo(visitor, visitor.placeholder.locator('[part~="load-once"]'));
  await visitor.page.keyboard.press('Enter');
  await visitor.sends('video.vendor.example/1');
});
