// Buttons and links of the page itself: `data-consent-action` makes each of them answer.
import { expect, held, ran, test } from './fixture.ts';

const controls = ['accept', 'reject', 'open', 'withdraw', 'opt-out']
  .map((action) => `<a id="go-${action}" href="/elsewhere" data-consent-action="${action}">${action}</a>`)
  .join(' ');
const page = { body: controls + held('data-consent="analytics"', ran('held')) };

for (const [action, answer] of [
  ['accept', 'granted'],
  ['reject', 'denied'],
] as const) {
  test(`a visitor presses the page's own ${action} and stays on the page`, async ({ visitor, site }) => {
    site.page(page);
    await visitor.opens();
    await visitor.page.locator(`#go-${action}`).click();
    await expect(visitor.banner).toBeHidden();
    await expect.poll(visitor.decision).toMatchObject({ by: 'api', answers: { analytics: answer } });
    await visitor.settles();
    expect(await visitor.ran()).toEqual(answer === 'granted' ? ['held'] : []);
    expect(visitor.page.url()).toBe(`${site.origin}/`);
  });
}

test('a visitor opens the dialog from the page, with Enter as with a click', async ({ visitor, site }) => {
  site.page(page);
  await visitor.decidedBefore('assent.deny()');
  await visitor.opens();
  await visitor.page.locator('#go-open').click();
  await expect(visitor.dialog).toBeVisible();
  await visitor.page.keyboard.press('Escape');
  await expect(visitor.dialog).toBeHidden();
  await visitor.page.locator('#go-open').press('Enter');
  await expect(visitor.dialog).toBeVisible();
});

test('a visitor withdraws with one press of the page (GDPR art. 7(3))', async ({ visitor, site }) => {
  site.page(page);
  await visitor.decidedBefore();
  await visitor.opens();
  await visitor.page.locator('#go-withdraw').click();
  await expect.poll(async () => (await visitor.decision())?.answers.analytics).toBe('denied');
  expect((await visitor.state()).granted).toEqual(['essential']);
});

test('a press on an icon inside the button counts as the button', async ({ visitor, site }) => {
  site.page({
    body: `<button type="button" data-consent-action="accept"><svg id="icon" width="24" height="24"
      aria-hidden="true"><rect width="24" height="24"/></svg></button>`,
  });
  await visitor.opens();
  await visitor.page.locator('#icon').click();
  await expect.poll(visitor.decision).toMatchObject({ answers: { analytics: 'granted' } });
});
