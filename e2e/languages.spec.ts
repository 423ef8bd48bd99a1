// What a visitor reads: the language of the page, else of the browser, else English. Words are fetched beside the
// banner, once, for whoever is asked; nothing but words ever waits for them.
import { expect, held, ran, test } from './fixture.ts';
import type { Reply } from './reply.ts';
import type { Visitor } from './visitor.ts';

const heldBody = held('data-consent="analytics"', ran('held'));
const ownButton = '<button id="accept" type="button" data-consent-action="accept">Accept</button>';
const films = {
  id: 'films',
  name: 'Films',
  category: 'social',
  purpose: 'Plays films.',
  hosts: ['films.example'],
  cookies: [{ name: 'film', purpose: 'Counts.', duration: 'P2Y', party: 'first' }],
};
const wordsOf = ({ log }: Visitor) => log.own().filter((path) => path.startsWith('/locales/'));

const languages = [
  { page: 'ar-EG', own: 'ar', dir: 'rtl', accept: 'قبول الكل', reject: 'رفض الكل', twoYears: 'سنتان' },
  { page: 'zh-HK', own: 'zh-Hant', accept: '全部接受', reject: '全部拒絕', twoYears: '2 年' },
  { page: 'no', own: 'nb', accept: 'Godta alle', reject: 'Avvis alle', twoYears: '2 år' },
  { page: 'pt-BR', own: 'pt-BR', accept: 'Aceitar todos', reject: 'Rejeitar todos', twoYears: '2 anos' },
  // No browser need know Maltese: durations are English then, not whatever the browser speaks.
  { page: 'mt', own: 'mt', accept: 'Aċċetta kollox', reject: 'Irrifjuta kollox', twoYears: /2 (years|y) / },
  { page: 'tlh', own: 'de', accept: 'Alle akzeptieren', reject: 'Alle ablehnen', twoYears: '2 Jahre' },
  { page: 'tlh', browser: 'eo', own: 'en', accept: 'Accept all', reject: 'Reject all', twoYears: '2 years' },
];
for (const { page, browser = 'de-DE', own, dir = 'ltr', accept, reject, twoYears } of languages) {
  test.describe(`with a browser in ${browser}`, () => {
    test.use({ locale: browser });

    test(`a visitor of a page in ${page} reads ${own} (WCAG 3.1.2)`, async ({ visitor, site }) => {
      site.page({ lang: page, options: { vendors: [films] } });
      await visitor.opens();
      await expect(visitor.inBanner('accept')).toHaveText(accept);
      await expect(visitor.inBanner('reject')).toHaveText(reject);
      await visitor.choosesInstead();
      await expect(visitor.dialog.locator('[part~="reject"]')).toHaveText(reject);
      for (const layer of [visitor.banner, visitor.dialog]) {
        await expect(layer).toHaveAttribute('lang', own);
        await expect(layer).toHaveAttribute('dir', dir);
        await expect(layer).toHaveCSS('direction', dir);
      }
      // The second list: the first is of what keeps the answers.
      await visitor.dialog.locator('summary').last().click();
      await expect(visitor.dialog.locator('li')).toContainText(twoYears);
      const fetched = [`/locales/${own}.json`, `/locales/purposes/${own}.json`];
      expect(wordsOf(visitor)).toEqual(own === 'en' ? [] : fetched);
      expect(visitor.messages()).toEqual([]);
    });
  });
}

test('a visitor reads in German what each cookie is for, once the dialog is open', async ({
  visitor,
  site,
}) => {
  site.page({ lang: 'de', options: { tags: { 'google-analytics': { id: 'G-1' } } } });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(wordsOf(visitor)).toEqual(['/locales/de.json']);
  await visitor.choosesInstead();
  for (const list of await visitor.dialog.locator('summary').all()) await list.click();
  await expect(visitor.dialog).toContainText('Weist diesem Browser eine Kennnummer zu.');
  await expect(visitor.dialog).toContainText('Zählt Besuche und zeigt, welche Seiten gelesen werden.');
  await expect(visitor.dialog.locator('[lang="en"]')).toHaveCount(0);
  expect(wordsOf(visitor)).toEqual(['/locales/de.json', '/locales/purposes/de.json']);
});

test('a visitor of a page in Arabic reads names as they are, and our English as English (WCAG 3.1.2)', async ({
  visitor,
  site,
}) => {
  site.serves(/^\/locales\/purposes\//, { status: 404 });
  site.page({
    lang: 'ar',
    options: {
      tags: { 'google-analytics': { id: 'G-1' }, adroll: { advertiser: 'A', pixel: 'P' } },
      vendors: [films],
      texts: { 'google-analytics': 'يحصي الزيارات.', _gid: 'رقم ليوم واحد.', assent: 'إجاباتكم.' },
    },
  });
  await visitor.opens();
  await visitor.choosesInstead();
  for (const list of await visitor.dialog.locator('summary').all()) await list.click();
  const row = (name: string) =>
    visitor.dialog.locator('li', { has: visitor.page.getByText(name, { exact: true }) });
  const vendor = (name: string) => visitor.inDialog('vendor').filter({ hasText: name }).locator('p bdi');
  const english = [row('_ga').locator('span bdi').first(), vendor('AdRoll')];
  for (const words of english) await expect(words).toHaveAttribute('lang', 'en');
  await expect(vendor('Google LLC')).toHaveText('يحصي الزيارات.');
  await expect(row('_gid')).toContainText('رقم ليوم واحد.');
  await expect(row('assent')).toContainText('إجاباتكم.');
  // What the site has written is in the page's language.
  const own = [vendor('Google LLC'), row('_gid').locator('span bdi').first(), vendor('Films')];
  for (const words of own) await expect(words).not.toHaveAttribute('lang');

  // From left to right, and in one line.
  const placed = await row('__adroll_consent*')
    .locator('code bdi')
    .evaluate(({ firstChild: text }) => {
      const range = document.createRange();
      return [0, 16].map((at) => {
        range.setStart(text as Text, at);
        range.setEnd(text as Text, at + 1);
        const { x, y } = range.getBoundingClientRect();
        return { x, y };
      });
    });
  expect(placed[0]?.x).toBeLessThan(placed[1]?.x ?? 0);
  expect(placed[0]?.y).toBe(placed[1]?.y);
  await expect.poll(visitor.messages).toEqual([expect.stringMatching(/texts.*"ar".*404.*English/)]);
});

const never = new Promise<void>(() => {});
const faults: Record<string, Reply> = {
  'never come': { after: never },
  'are missing': { status: 404 },
  'are a page of HTML': { contentType: 'text/html', body: '<!doctype html><p>Not found' },
  'are cut off': { contentType: 'application/json', body: '{"ap":"Alle' },
};
for (const [what, reply] of Object.entries(faults)) {
  test(`a visitor whose words ${what} is asked in English, and the console says so`, async ({
    visitor,
    site,
  }) => {
    site.serves(/^\/locales\/de\.json$/, reply);
    site.page({ lang: 'de', body: heldBody });
    await visitor.opens();
    await expect(visitor.inBanner('accept')).toHaveText('Accept all');
    await expect(visitor.banner).toHaveAttribute('lang', 'en');
    await expect
      .poll(visitor.messages)
      .toEqual([expect.stringMatching(/^\[assent\] .*texts.*"de".*English/)]);
    expect(await visitor.ran()).toEqual([]);
    await visitor.accepts();
    await expect.poll(visitor.ran).toEqual(['held']);
  });
}

test('a visitor sends for the words beside the banner, not after it', async ({ visitor, site }) => {
  let arrives = () => {};
  site.delays(/^\/(banner|preact)\.js$/, new Promise<void>((done) => (arrives = done)));
  site.page({ lang: 'de' });
  await visitor.opens();
  await expect.poll(() => wordsOf(visitor)).toEqual(['/locales/de.json']);
  arrives();
  await expect(visitor.inBanner('accept')).toHaveText('Alle akzeptieren');
});

test("a visitor's yes runs its tags while words and banner are still on their way", async ({
  visitor,
  site,
}) => {
  site.delays(/^\/locales\//, never);
  site.page({ lang: 'fi', body: heldBody + ownButton });
  await visitor.opens();
  await expect.poll(() => wordsOf(visitor)).toEqual(['/locales/fi.json']);
  await visitor.page.locator('#accept').click();
  await expect.poll(visitor.ran).toEqual(['held']);
  await expect(visitor.banner).toHaveCount(0);
});

test('a returning visitor fetches no words, and the granted tags run', async ({ visitor, site }) => {
  await visitor.decidedBefore();
  site.page({ lang: 'ar', body: heldBody });
  await visitor.opens();
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.settles();
  expect(wordsOf(visitor)).toEqual([]);
});
