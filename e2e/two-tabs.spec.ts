// Two tabs of one site: what a visitor decides in one holds in the other within a second, in both directions,
// and no tab writes because another did.
import type { BrowserContext } from 'playwright/test';
import { expect, held, marketing, ran, test } from './fixture.ts';
import type { RequestLog } from './request-log.ts';
import type { Site } from './site.ts';
import { createVisitor, type Visitor } from './visitor.ts';

const body = held('data-consent="analytics"', ran('held'));

/** The same visitor in another tab. */
async function openTab(context: BrowserContext, site: Site, log: RequestLog, path = '/other') {
  const tab = createVisitor(await context.newPage(), context, site, log);
  await tab.opens(path);
  return tab;
}

/** Notes when this tab hears of a change. */
const listens = (tab: Visitor) =>
  tab.runs("document.addEventListener('assent:change', () => (window.changes ??= []).push(Date.now()))");
const changes = (tab: Visitor) => tab.runs<number[]>('window.changes ?? []');

/** Does something in one tab, waits until the other has heard, and tells how long that took in milliseconds. */
async function heard(there: Visitor, here: Visitor, code: string) {
  const before = (await changes(here)).length;
  const at = await there.runs<number>(`{ const at = Date.now(); ${code}; at }`);
  await expect.poll(() => changes(here), 'the other tab hears of it').toHaveLength(before + 1);
  return ((await changes(here)).at(-1) ?? 0) - at;
}

for (const from of ['the first', 'the second'] as const) {
  test(`a visitor's answers in ${from} of two tabs hold in the other within a second`, async ({
    visitor,
    context,
    site,
    log,
  }) => {
    site.page({ options: marketing, body });
    await visitor.opens();
    const other = await openTab(context, site, log);
    const [there, here] = from === 'the first' ? [visitor, other] : [other, visitor];
    await expect(here.banner).toBeVisible();
    await listens(here);

    expect(await heard(there, here, 'assent.grant()')).toBeLessThan(1000);
    await expect(here.banner).toBeHidden();
    await expect.poll(here.ran).toEqual(['held']);
    for (const name of ['fbq', 'gtag', '__adroll_loaded']) {
      await expect.poll(() => here.runs(`typeof ${name}`), name).not.toBe('undefined');
    }
    await expect.poll(visitor.cookies).toContain('_ga .shop.example/');
    await expect.poll(visitor.cookies).toContain('_fbp .shop.example/');
    await Promise.all([there.settles(), here.settles()]);

    expect(await heard(there, here, 'assent.deny()')).toBeLessThan(1000);
    expect((await here.state()).granted).toEqual(['essential']);
    await expect.poll(visitor.cookies).toEqual(['assent www.shop.example/']);
    visitor.log.clear();
    await here.runs("fbq('track', 'AddToCart')");
    await here.settles();
    expect(visitor.log.to('www.facebook.com')).toEqual([]);

    expect(await heard(there, here, 'assent.forget()')).toBeLessThan(1000);
    await expect(here.banner).toBeVisible();
    expect(await here.state()).toMatchObject({ undecided: true, decision: null });

    await here.rejects();
    await expect(there.banner).toBeHidden();
    expect(await here.ran()).toEqual(['held']);
    expect(other.errors()).toEqual([]);
  });
}

test('a visitor who is forgotten in one tab stays forgotten, whatever the other does', async ({
  visitor,
  context,
  site,
  log,
}) => {
  site.page({ body });
  await visitor.opens();
  await visitor.accepts();
  const other = await openTab(context, site, log);
  await expect.poll(other.ran).toEqual(['held']);
  await listens(other);
  await heard(visitor, other, 'assent.forget()');
  for (const code of [
    "document.dispatchEvent(new Event('visibilitychange'))",
    "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
  ]) {
    await other.runs(code);
    await other.settles();
  }
  expect(await visitor.cookies()).toEqual([]);
  expect(await other.runs('Object.keys(localStorage)')).toEqual([]);
  await other.opens('/other');
  await expect(other.banner).toBeVisible();
  expect(await other.ran()).toEqual([]);
});

test('a tab that hears of a decision writes nothing itself', async ({ visitor, context, site, log }) => {
  await context.addInitScript(() => {
    const note = (what: string) => {
      const page = window as { writes?: string[] };
      page.writes ??= [];
      page.writes.push(what);
    };
    const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') as PropertyDescriptor;
    Object.defineProperty(Document.prototype, 'cookie', {
      ...cookie,
      set(text: string) {
        note(text);
        cookie.set?.call(this, text);
      },
    });
    for (const name of ['setItem', 'removeItem'] as const) {
      const own: (...values: never[]) => void = Storage.prototype[name];
      Storage.prototype[name] = function (this: Storage, ...values: never[]) {
        note(name);
        own.apply(this, values);
      };
    }
  });
  const writes = (tab: Visitor) => tab.runs<string[]>('window.writes ?? []');
  site.page({ options: { regime: 'ccpa' }, body });
  await visitor.turnsOnGpc();
  await visitor.opens();
  const other = await openTab(context, site, log);
  await listens(other);
  const before = await writes(visitor);
  for (const code of ['assent.grant()', 'assent.deny()', 'assent.forget()', "assent.deny('analytics')"]) {
    await visitor.runs(code);
  }
  await expect.poll(async () => (await other.state()).denied).toContain('analytics');
  await other.settles();
  expect(await writes(other)).toEqual([]);
  expect((await writes(visitor)).length).toBeGreaterThan(before.length);
  expect((await other.state()).decision).toEqual((await visitor.state()).decision);
});

test('a visitor who withdraws in one tab has each tab reloaded once where the site reloads', async ({
  visitor,
  context,
  site,
  log,
}) => {
  site.page({ options: { ...marketing, onWithdraw: 'reload' }, body });
  await visitor.opens();
  await visitor.accepts();
  const other = await openTab(context, site, log);
  for (const tab of [visitor, other]) {
    await expect.poll(tab.ran).toEqual(['held']);
    await tab.settles();
  }
  visitor.log.clear();
  const reloaded = [visitor, other].map((tab) => tab.page.waitForEvent('load'));
  await visitor.runs('assent.withdraw()').catch(() => {});
  await Promise.all(reloaded);
  for (const tab of [visitor, other]) {
    await tab.settles();
    expect(await tab.ran()).toEqual([]);
  }
  const documents = visitor.log.all().filter(({ type }) => type === 'document');
  expect(documents.map(({ url }) => new URL(url).pathname).sort()).toEqual(['/', '/other']);
  expect(visitor.log.hosts()).toEqual([]);
});

test('a visitor with the dialog open in one tab sees the switches move with the other', async ({
  visitor,
  context,
  site,
  log,
}) => {
  site.page({ body });
  await visitor.opens();
  const other = await openTab(context, site, log);
  await other.opensSettings();
  await expect(other.switchFor('analytics')).not.toBeChecked();
  await visitor.runs("assent.grant('analytics')");
  await expect(other.switchFor('analytics')).toBeChecked();
  await expect(other.dialog).toBeVisible();
  await other.inDialog('close').click();
  await expect(other.banner).toBeHidden();
});

test('a visitor without storage is heard when a tab is seen again', async ({
  visitor,
  context,
  site,
  log,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => null });
  });
  site.page({ body });
  await visitor.opens();
  const other = await openTab(context, site, log);
  await visitor.accepts();
  await expect.poll(() => other.runs('document.cookie')).toContain('assent=');
  await other.runs("document.dispatchEvent(new Event('visibilitychange'))");
  await expect(other.banner).toBeHidden();
  await expect.poll(other.ran).toEqual(['held']);
});

test('a visitor keeps the answers in both tabs when the site clears its storage', async ({
  visitor,
  context,
  site,
  log,
}) => {
  site.page({ body });
  await visitor.opens();
  await visitor.accepts();
  const other = await openTab(context, site, log);
  await expect.poll(other.ran).toEqual(['held']);
  await listens(other);
  await visitor.runs('localStorage.clear()');
  await visitor.runs("localStorage.setItem('other', '1')");
  await expect.poll(() => other.runs("localStorage.getItem('other')")).toBe('1');
  await other.settles();
  expect(await changes(other)).toEqual([]);
  expect((await other.state()).granted).toContain('analytics');
});

test('a page that was destroyed hears no other tab', async ({ visitor, context, site, log }) => {
  site.page({ body });
  await visitor.opens();
  const other = await openTab(context, site, log);
  await listens(other);
  await other.runs('assent.destroy()');
  await visitor.accepts();
  await other.runs("document.dispatchEvent(new Event('visibilitychange'))");
  await other.settles();
  expect(await changes(other)).toEqual([]);
  expect(await other.ran()).toEqual([]);
});
