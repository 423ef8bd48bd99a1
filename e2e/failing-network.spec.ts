// What goes wrong on a site: a file is missing, an option is mistyped, a tag breaks. The console says it once,
// everything not essential stays held, and the page works.
import { expect, held, marketing, ran, test } from './fixture.ts';
import type { Site } from './site.ts';

const heldBody = held('data-consent="analytics"', ran('held'));

for (const what of ['is missing', 'is a page of HTML', 'is cut off'] as const) {
  test(`a visitor whose banner ${what} is neither asked nor heard by anyone`, async ({ visitor, site }) => {
    site.losesChunks(
      {
        'is missing': { status: 404 },
        'is a page of HTML': { contentType: 'text/html', body: '<!doctype html><p>Not found' },
        'is cut off': { contentType: 'text/javascript', body: 'export const banner = (' },
      }[what],
    );
    site.page({ options: marketing, body: heldBody });
    await visitor.opens();
    await expect.poll(visitor.messages).toHaveLength(1);
    await visitor.settles();
    expect(visitor.messages()).toEqual([expect.stringMatching(/^\[assent\] .*banner/i)]);
    expect(visitor.log.hosts()).toEqual([]);
    expect(await visitor.ran()).toEqual([]);
    await visitor.page.locator('#legal').click();
    await expect(visitor.page).toHaveURL(`${site.origin}/legal`);
  });
}

test('a visitor is asked on the next page once the banner is back', async ({ visitor, site }) => {
  site.losesChunks();
  site.page();
  await visitor.opens();
  await expect.poll(visitor.messages).toHaveLength(1);
  site.findsChunks();
  await visitor.opens('/next');
  await expect(visitor.banner).toBeVisible();
});

test('a page whose dialog is missing says so, and its banner still answers', async ({ visitor, site }) => {
  site.serves(/^\/dialog\.js$/, { status: 404 });
  site.page({ body: heldBody });
  await visitor.opens();
  await visitor.inBanner('choose').click();
  await expect.poll(visitor.messages).toEqual([expect.stringMatching(/^\[assent\] .*dialog/i)]);
  await expect(visitor.banner).toBeVisible();
  await visitor.rejects();
  expect((await visitor.decision())?.answers.analytics).toBe('denied');
});

for (const region of ['DE', 'US-CA']) {
  test(`a visitor in ${region} is protected where the options cannot be read`, async ({ visitor, site }) => {
    site.page({ region, options: '{ "policy": "/privacy", "tags": {', body: heldBody });
    await visitor.opens();
    await visitor.settles();
    expect(visitor.messages()).toEqual([expect.stringMatching(/^\[assent\] /)]);
    expect(visitor.log.hosts()).toEqual([]);
    expect(await visitor.ran()).toEqual([]);
  });
}

test('a tag of an unknown category stays held after Accept all, and the console names it', async ({
  visitor,
  site,
}) => {
  site.page({ body: held('data-consent="statistics"', ran('unknown')) + heldBody });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['held']);
  expect(visitor.messages()).toEqual([expect.stringMatching(/^\[assent\] .*"statistics"/)]);
});

const mistakes = [
  { what: 'an unknown vendor', tags: { 'google-analitics': { id: 'G-1' } }, says: /"google-analitics"/ },
  { what: 'Google Analytics without an id', tags: { 'google-analytics': {} }, says: /google-analytics.*id/i },
  { what: 'AdRoll without a pixel', tags: { adroll: { advertiser: 'A' } }, says: /adroll.*pixel/i },
  { what: 'AdRoll without an advertiser', tags: { adroll: { pixel: 'P' } }, says: /adroll.*advertiser/i },
  {
    what: 'an unknown category',
    tags: { adroll: { ...marketing.tags.adroll, category: 'ads' } },
    says: /"ads"/,
  },
];
for (const { what, tags, says } of mistakes) {
  test(`a site that configures ${what} is told once, and the next tag works`, async ({ visitor, site }) => {
    site.page({ options: { tags: { ...tags, 'meta-pixel': { id: '1234567890' } } } });
    await visitor.opens();
    await visitor.accepts();
    await visitor.sends('www.facebook.com/tr');
    await visitor.settles();
    expect(visitor.messages()).toEqual([expect.stringMatching(says)]);
    expect(visitor.messages()[0]).toMatch(/^\[assent\] /);
    expect(visitor.log.hosts()).toEqual(['connect.facebook.net', 'www.facebook.com']);
  });
}

test('a site that configures the Meta Pixel without an id is told once', async ({ visitor, site }) => {
  site.page({ options: { tags: { 'meta-pixel': {} } } });
  await visitor.opens();
  await visitor.accepts();
  await visitor.settles();
  expect(visitor.messages()).toEqual([expect.stringMatching(/^\[assent\] .*meta-pixel.*id/i)]);
  expect(visitor.log.hosts()).toEqual([]);
});

test('a tag that throws is named, and the next tag runs all the same', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  const tag = (id: string, load: string) => `assent.add({ id: '${id}', name: '${id}', category: 'analytics',
    purpose: 'Counts.', hosts: [], cookies: [], load() { ${load} } })`;
  await visitor.runs(tag('broken', "throw new Error('no load')"));
  await visitor.runs(tag('healthy', ran('healthy')));
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['healthy']);
  await visitor.settles();
  expect(visitor.messages()).toEqual([expect.stringMatching(/^\[assent\] .*"broken"/)]);
});

test('a page that starts twice gets the first answer and a warning', async ({ visitor, site }) => {
  site.page({ region: null, script: { 'data-manual': '' } });
  await visitor.opens();
  const same = await visitor.runs(`{ const { start } = window.assent;
    const first = start({ region: 'US-CA' }), second = start({ region: 'DE' });
    first === second && second.state.region === 'US-CA' }`);
  expect(same).toBe(true);
  await expect.poll(visitor.messages).toEqual([expect.stringMatching(/^\[assent\] .*(twice|already)/i)]);
});

test('a page that includes our script twice has one banner and runs each tag once', async ({
  visitor,
  site,
}) => {
  site.page({ head: '<script src="/assent.js" data-region="US-CA"></script>', body: heldBody });
  await visitor.opens();
  await expect(visitor.banner).toHaveCount(1);
  expect((await visitor.state()).region).toBe('DE');
  await visitor.accepts();
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['held']);
  expect(visitor.messages()).toEqual([expect.stringMatching(/^\[assent\] .*(twice|already)/i)]);
});

test('a vendor file that does not arrive does not stop the next tag', async ({ visitor, site, vendors }) => {
  vendors.fails('https://tags.vendor.example/gone.js');
  const gone = held('data-consent="analytics" data-src="https://tags.vendor.example/gone.js"');
  site.page({ body: gone + heldBody });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['held']);
  expect(visitor.log.to('tags.vendor.example/gone.js')).toHaveLength(1);
});

/** Lets one of our files wait for `arrives()`. */
function waitsFor(site: Site, file: RegExp) {
  let arrives = () => {};
  site.delays(file, new Promise<void>((done) => (arrives = done)));
  return () => arrives();
}
const ownButton = '<button id="accept" type="button" data-consent-action="accept">Accept</button>';

test('a visitor whose banner comes very late may use the page, and is asked then', async ({
  visitor,
  site,
}) => {
  const arrives = waitsFor(site, /^\/banner\.js$/);
  site.page({ options: marketing, body: heldBody });
  await visitor.opens();
  await visitor.page.locator('h1').click();
  expect(visitor.log.hosts()).toEqual([]);
  await expect(visitor.banner).toHaveCount(0);
  arrives();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['held']);
  expect(visitor.messages()).toEqual([]);
});

test("a visitor who answers by the site's own button sees no banner that comes later", async ({
  visitor,
  site,
}) => {
  const arrives = waitsFor(site, /^\/banner\.js$/);
  site.page({ body: heldBody + ownButton });
  await visitor.opens();
  await visitor.page.locator('#accept').click();
  await expect.poll(visitor.ran).toEqual(['held']);
  arrives();
  await visitor.settles();
  await expect(visitor.banner).toHaveCount(0);
  expect((await visitor.state()).surface).toBe('none');
});

test('a visitor who is asked twice while the banner is on its way sees one', async ({ visitor, site }) => {
  const arrives = waitsFor(site, /^\/banner\.js$/);
  site.page({ body: heldBody + ownButton });
  await visitor.opens();
  await visitor.page.locator('#accept').click();
  await visitor.runs('assent.forget()');
  arrives();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  await expect(visitor.banner).toHaveCount(1);
  await visitor.rejects();
  await expect(visitor.banner).toHaveCount(0);
});

test('a visitor may use the page while the dialog is on its way, and have it when it comes', async ({
  visitor,
  site,
}) => {
  const arrives = waitsFor(site, /^\/dialog\.js$/);
  site.page({ body: heldBody });
  await visitor.opens();
  await visitor.page.locator('#settings').click();
  await visitor.rejects();
  arrives();
  await expect(visitor.dialog).toBeVisible();
  await visitor.switchFor('analytics').setChecked(true);
  await visitor.saves();
  await expect.poll(visitor.ran).toEqual(['held']);
});
