// The quick starts that need no build, pasted as they are written.
import { readFileSync } from 'node:fs';
import { Liquid } from 'liquidjs';
import { expect, test } from './fixture.ts';

const guide = readFileSync(new URL('../docs/quick-starts.md', import.meta.url), 'utf8');

/** The first example of a section in a language. */
function example(section: string, language: string): string {
  const part = guide.split(/^## /m).find((each) => each.startsWith(`${section}\n`)) ?? '';
  const [, code] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(part) ?? [];
  if (!code) throw new Error(`"${section}" has no ${language}.`);
  return code;
}

const page = (head: string) =>
  `<!doctype html><html lang="en"><head>${head}</head><body><h1>Shoes</h1></body></html>`;

test('the plain page asks, holds and releases', async ({ visitor, site, log }) => {
  site.serves(/^\/$/, { contentType: 'text/html', body: example('Plain HTML', 'html') });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await expect(visitor.placeholder).toBeVisible();
  expect(log.to('www.googletagmanager.com')).toEqual([]);
  await visitor.accepts();
  await visitor.sends('www.googletagmanager.com/gtag/js?id=G-XXXXXXX');
  await visitor.sends('www.youtube-nocookie.com/embed/ID');
  await visitor.page.getByRole('button', { name: 'Cookie settings' }).click();
  await expect(visitor.dialog).toBeVisible();
});

/** The theme's page, with Shopify's own as far as a theme sees it. */
function shop(region: string): string {
  const engine = new Liquid();
  engine.registerFilter('asset_url', (name) => `/${name}`);
  const theme = engine.parseAndRenderSync(example('Shopify theme', 'liquid'), {
    shop: { privacy_policy: { url: '/policies/privacy-policy' } },
    request: { locale: { iso_code: 'en' } },
  });
  const shopify = `<meta name="assent-region" content="${region}"><script>window.told = []; window.Shopify = {
    loadFeatures: (features, done) => done(),
    customerPrivacy: { setTrackingConsent: (consent) => told.push(consent) } };</script>`;
  return page(shopify + theme);
}

test('a Shopify theme tells Shopify every answer, on every page, and none before', async ({
  visitor,
  site,
}) => {
  site.serves(/^\/$/, { contentType: 'text/html', body: shop('DE') });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.runs('told')).toEqual([]);
  await visitor.accepts();
  const yes = { preferences: true, analytics: true, marketing: true, sale_of_data: true };
  expect(await visitor.runs('told')).toEqual([yes]);
  await visitor.runs('assent.withdraw("targeting")');
  const no = { ...yes, marketing: false, sale_of_data: false };
  expect(await visitor.runs('told')).toEqual([yes, no]);
  await visitor.opens();
  expect(await visitor.runs('told')).toEqual([no]);
  expect(visitor.messages()).toEqual([]);
});

test('a Shopify theme tells Shopify of the signal as the page loads', async ({ visitor, site }) => {
  await visitor.turnsOnGpc();
  site.serves(/^\/$/, { contentType: 'text/html', body: shop('US-CA') });
  await visitor.opens();
  expect(await visitor.runs('told')).toEqual([
    { preferences: true, analytics: true, marketing: false, sale_of_data: false },
  ]);
});

test("Google Tag Manager's container waits for the answer, and hears it", async ({ visitor, site, log }) => {
  site.serves(/^\/$/, { contentType: 'text/html', body: page(example('Google Tag Manager', 'html')) });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(log.to('www.googletagmanager.com/g')).toEqual([]);
  await visitor.accepts();
  await visitor.sends('www.googletagmanager.com/gtm.js?id=GTM-SHOP1');
  const events =
    'JSON.stringify(dataLayer.map((entry) => [...(entry.length ? entry : [])].concat(entry.event ?? [])))';
  const said: unknown[][] = JSON.parse(await visitor.runs<string>(events));
  expect(said[0]?.slice(0, 2)).toEqual(['consent', 'default']);
  expect(said.some(([what, how]) => what === 'consent' && how === 'update')).toBe(true);
  expect(said).toContainEqual(['assent_change']);
});
