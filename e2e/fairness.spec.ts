// Yes and no weigh the same, wherever they are asked, and nothing but an answer is an answer.
import { expect, marketing, test } from './fixture.ts';
import { looksOf } from './looks.ts';

const positions = ['bottom', 'corner', 'center'] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 720 },
    { width: 768, height: 900 },
    { width: 360, height: 740 },
  ]) {
    test.describe(`${colorScheme} at ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport, reducedMotion: 'reduce' });

      test('accept and reject weigh the same in every layout and in the dialog (11 CCR 7004(a)(2))', async ({
        visitor,
        site,
      }) => {
        for (const position of positions) {
          site.page({ options: { ...marketing, ui: { position } } });
          await visitor.opens();
          await expect(visitor.banner).toBeVisible();
          await expectEqual(visitor.inBanner('accept'), visitor.inBanner('reject'));
          // Both can be pressed at once, without scrolling: neither is in front.
          for (const part of ['accept', 'reject']) {
            await expect(visitor.inBanner(part)).toBeInViewport({ ratio: 1 });
          }
        }
        await visitor.choosesInstead();
        await expectEqual(visitor.inDialog('accept'), visitor.inDialog('reject'));
        for (const part of ['accept', 'reject', 'save'])
          await expect(visitor.inDialog(part)).toBeInViewport({ ratio: 1 });
      });
    });
  }
}

async function expectEqual(accept: Parameters<typeof looksOf>[0], reject: Parameters<typeof looksOf>[0]) {
  const [yes, no] = [await looksOf(accept), await looksOf(reject)];
  expect(yes).toEqual(no);
  expect(yes.contrast).toBeGreaterThanOrEqual(4.5);
  expect(yes.edge).toBeGreaterThanOrEqual(3);
  // Side by side on one line, and nothing between them.
  const [left, right] = [await accept.boundingBox(), await reject.boundingBox()];
  expect(left?.y).toBe(right?.y);
  expect(Math.abs((left?.x ?? 0) - (right?.x ?? 0))).toBeLessThanOrEqual((left?.width ?? 0) + 12);
  // Pointed at or focused, too.
  for (const one of [accept, reject]) await one.hover();
  const pointed = await looksOf(reject);
  await accept.hover();
  expect(await looksOf(accept)).toEqual(pointed);
}

test('a first visitor who scrolls, clicks, types, waits or presses Escape has decided nothing (GDPR art. 4(11))', async ({
  visitor,
  site,
}) => {
  const long = `<input id="search" aria-label="Search"><div style="height: 3000px"></div><p id="end">The end.</p>`;
  await visitor.page.clock.install();
  site.page({ options: marketing, body: long });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();

  // The page stays readable and usable: the banner takes half of it at most, and nothing is in the way.
  const box = await visitor.banner.boundingBox();
  expect((box?.width ?? 0) * (box?.height ?? 0)).toBeLessThan((1280 * 720) / 2);
  await visitor.page.mouse.move(640, 200);
  await visitor.page.mouse.wheel(0, 400);
  await expect.poll(() => visitor.runs('scrollY')).toBe(400);
  await visitor.page.locator('#search').fill('red shoes');
  await visitor.page.locator('h1').click();
  await visitor.page.keyboard.press('Escape');
  await expect(visitor.banner).toBeVisible();

  // No countdown: an hour later it still asks, and has not spoken again.
  await visitor.page.clock.fastForward('01:00:00');
  await expect(visitor.banner).toBeVisible();
  await expect(visitor.banner).not.toContainText(/\d/);

  await visitor.inBanner('choose').focus();
  await visitor.page.keyboard.press('Escape');
  await expect(visitor.banner).toBeHidden();
  // No nagging: put away, it stays away on this page.
  await visitor.page.locator('#end').scrollIntoViewIfNeeded();
  await visitor.page.locator('#end').click();
  await visitor.page.clock.fastForward('01:00:00');
  await visitor.settles();
  await expect(visitor.banner).toBeHidden();
  expect(await visitor.decision()).toBeNull();
  expect((await visitor.state()).undecided).toBe(true);
  expect(visitor.log.hosts()).toEqual([]);
});

test('a first visitor who closes the dialog by its button, by Escape or beside it has decided nothing', async ({
  visitor,
  site,
}) => {
  site.page({ options: marketing });
  await visitor.opens();
  await visitor.choosesInstead();
  await visitor.switchFor('targeting').setChecked(true);
  await visitor.page.mouse.click(5, 5);
  await expect(visitor.dialog).toBeVisible();
  for (const leave of [
    () => visitor.inDialog('close').click(),
    () => visitor.page.keyboard.press('Escape'),
  ]) {
    await leave();
    await expect(visitor.dialog).toBeHidden();
    await expect(visitor.banner).toBeVisible();
    await visitor.choosesInstead();
    // The draft is gone with the dialog: every switch is off again (CJEU C-673/17).
    for (const category of ['functional', 'analytics', 'targeting', 'social'])
      await expect(visitor.switchFor(category)).not.toBeChecked();
  }
  await visitor.settles();
  expect(await visitor.decision()).toBeNull();
  expect(visitor.log.hosts()).toEqual([]);
});

test('a visitor who gave the site what it asked is not asked again, whatever the answer', async ({
  visitor,
  site,
}) => {
  site.page();
  await visitor.opens();
  await visitor.rejects();
  for (const path of ['/one', '/two']) {
    await visitor.opens(path);
    await visitor.settles();
    await expect(visitor.banner).toHaveCount(0);
    await expect(visitor.dialog).toHaveCount(0);
  }
});
