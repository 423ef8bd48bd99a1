// The site's account of a decision: a chained history in the browser, and a post to the site's own endpoint, which no
// visitor and no tag waits for, and which loses nothing whatever the endpoint does.
import type { BrowserContext } from 'playwright/test';
import type { Entry } from '../src/types.ts';
import { expect, held, marketing, ran, test } from './fixture.ts';
import type { RequestLog } from './request-log.ts';
import type { Site } from './site.ts';
import { createVisitor, type Visitor } from './visitor.ts';

const dist = new URL('../dist/', import.meta.url);
const { readEntry, verifyHistory }: typeof import('../src/server.ts') = await import(`${dist}esm/server.js`);

const endpoint = '/records';
const body = held('data-consent="analytics"', ran('held'));

/** What reaches the endpoint, in order. */
function posts(context: BrowserContext, to = endpoint) {
  const entries: Entry[] = [];
  const headers: Record<string, string>[] = [];
  context.on('request', (request) => {
    if (!request.url().includes(to) || request.method() !== 'POST') return;
    entries.push(request.postDataJSON());
    headers.push(request.headers());
  });
  return { entries, headers, by: () => entries.map(({ receipt }) => receipt.decision.by) };
}
const answers = (site: Site, status: number, after?: Promise<unknown>) =>
  site.serves(/^\/records$/, { status, after });
/** Our own keys: vendors write theirs. */
const keys = (visitor: Visitor) =>
  visitor.runs<string[]>('Object.keys(localStorage).filter((key) => /^assent(?!.asked)/.test(key)).sort()');
const delivered = (visitor: Visitor) =>
  expect.poll(() => keys(visitor), 'nothing waits any more').toEqual(['assent', 'assent.history']);

test('a visitor who accepts is accounted for once, and waits for nobody', async ({
  visitor,
  site,
  context,
}) => {
  const sent = posts(context);
  let answer = () => {};
  answers(site, 204, new Promise<void>((done) => (answer = done)));
  site.page({ options: { ...marketing, endpoint, policy: '/privacy' }, body });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(sent.entries).toEqual([]);
  expect(visitor.log.own()).not.toContain('/account.js');

  await visitor.accepts();
  // The endpoint says nothing yet.
  await expect.poll(() => sent.entries.length).toBe(1);
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.sends('connect.facebook.net');
  answer();
  await delivered(visitor);

  const [entry] = sent.entries as [Entry];
  const decision = await visitor.decision();
  expect(entry).toMatchObject({
    v: 1,
    key: `${decision?.id}@${decision?.at}`,
    surface: 'banner',
    texts: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    before: null,
    previous: null,
    receipt: {
      site: site.origin,
      policy: '/privacy',
      language: 'en',
      model: 'opt-in',
      decision: { ...decision, by: 'banner', regime: 'gdpr', region: 'DE', gpc: false },
    },
  });
  expect(entry.receipt.vendors.map(({ id }) => id)).toEqual(Object.keys(marketing.tags));
  expect(sent.headers[0]).toMatchObject({ 'content-type': 'application/json', referer: `${site.origin}/` });

  await visitor.opensSettings();
  await visitor.switchFor('targeting').setChecked(false);
  await visitor.saves();
  await expect.poll(sent.by).toEqual(['banner', 'dialog']);
  await delivered(visitor);
  expect(sent.entries[1]).toMatchObject({ surface: 'dialog', before: decision, previous: entry.hash });

  // The server that receives them reads them, and their chain holds.
  for (const each of sent.entries) expect(await readEntry(JSON.stringify(each))).toEqual(each);
  const history = await visitor.runs<Entry[]>("JSON.parse(localStorage['assent.history'])");
  expect(history).toEqual(sent.entries);
  expect(await verifyHistory(history)).toEqual({ intact: true, complete: true, faults: [] });

  visitor.log.clear();
  site.page();
  await visitor.opens('/later');
  await visitor.settles();
  expect(visitor.log.own()).toEqual(['/assent.js']);
  // Of the vendors' own cookies there is more to tell.
  expect(visitor.messages().filter((text) => /account|endpoint/.test(text))).toEqual([]);
});

test('a visitor whose decision the endpoint does not take is accounted for from a later page', async ({
  visitor,
  site,
  context,
}) => {
  await visitor.page.clock.install();
  const sent = posts(context);
  answers(site, 500);
  site.page({ script: { 'data-endpoint': endpoint }, body });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['held']);
  await expect.poll(visitor.messages).toEqual([expect.stringMatching(/^\[assent\] .*"\/records".*500/)]);

  answers(site, 204);
  await visitor.opens('/next');
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.page.clock.fastForward(6_000);
  await delivered(visitor);
  expect(sent.entries).toHaveLength(2);
  expect(sent.entries[1]).toEqual(sent.entries[0]);
  expect(visitor.messages()).toHaveLength(1);
});

test('a visitor in two tabs is accounted for by one of them', async ({ visitor, site, context, log }) => {
  await context.clock.install();
  const sent = posts(context);
  answers(site, 404);
  site.page({ options: { endpoint }, body });
  await visitor.opens();
  const other = createVisitor(await context.newPage(), context, site, log as RequestLog);
  await other.opens('/other');
  await visitor.rejects();
  await expect.poll(visitor.messages).toHaveLength(1);
  await other.opens('/other');
  await other.settles();
  expect(sent.entries).toHaveLength(1);

  answers(site, 204);
  await context.clock.fastForward(6_000);
  await delivered(visitor);
  await Promise.all([visitor.settles(), other.settles()]);
  expect(sent.entries).toHaveLength(2);
  expect(other.errors()).toEqual([]);
});

test('a visitor who leaves right after the click is accounted for from the next page', async ({
  visitor,
  site,
  context,
}) => {
  await visitor.page.clock.install();
  const sent = posts(context);
  answers(site, 204);
  site.page({ options: { endpoint } });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await Promise.all([
    visitor.page.waitForURL('**/next'),
    visitor.runs("assent.decide({ analytics: 'granted' }, { by: 'banner' }); location.href = '/next'; 1"),
  ]);
  // It may have been sent on the way out, unheard: then it is sent once more, under the same key.
  await visitor.settles();
  await visitor.page.clock.fastForward(30_000);
  await delivered(visitor);
  expect(new Set(sent.entries.map(({ key }) => key)).size).toBe(1);
  expect((await visitor.state()).granted).toContain('analytics');
});

test('a visitor whose account does not load decides all the same, and is accounted for later', async ({
  visitor,
  site,
  context,
}) => {
  const sent = posts(context);
  site.serves(/^\/account\.js$/, { status: 404 });
  site.page({ options: { endpoint }, body });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['held']);
  await expect.poll(visitor.messages).toEqual([expect.stringMatching(/^\[assent\] The account/)]);
  expect(sent.entries).toEqual([]);

  site.findsChunks();
  answers(site, 204);
  await visitor.opens('/next');
  await delivered(visitor);
  expect(sent.by()).toEqual(['banner']);
  expect(visitor.messages()).toHaveLength(1);
});

test('a visitor whose browser refuses storage is accounted for', async ({ visitor, site, context }) => {
  await context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    Object.defineProperty(Document.prototype, 'cookie', { get: refuse, set: refuse });
    Object.defineProperty(window, 'localStorage', { get: refuse });
  });
  const sent = posts(context);
  answers(site, 204);
  site.page({ options: { endpoint } });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(sent.by).toEqual(['banner']);
  await visitor.runs('assent.deny()');
  await expect.poll(sent.by).toEqual(['banner', 'api']);
  expect(sent.entries[1]?.previous).toBe(sent.entries[0]?.hash);
  expect(visitor.messages()).toEqual([]);
});

test('a visitor who opts out, and one whose browser does, are accounted for; forgetting leaves nothing', async ({
  visitor,
  site,
  context,
}) => {
  const sent = posts(context);
  answers(site, 204);
  site.page({ region: 'US-CA', options: { endpoint } });
  await visitor.opens();
  await visitor.page.locator('#opt-out').click();
  await expect.poll(sent.by).toEqual(['opt-out']);
  await delivered(visitor);
  await visitor.runs('assent.forget()');
  expect(await keys(visitor)).toEqual([]);

  await visitor.turnsOnGpc();
  await visitor.opens('/next');
  await expect.poll(sent.by).toEqual(['opt-out', 'gpc']);
  await delivered(visitor);
  const [first, second] = sent.entries.map(({ receipt }) => receipt.decision);
  expect(second).toMatchObject({ gpc: true, regime: 'ccpa', region: 'US-CA' });
  expect(second?.id).not.toBe(first?.id);
  expect(sent.entries[1]?.previous).toBeNull();
});

test("a site's endpoint is not held where it stands on a known vendor's host", async ({
  visitor,
  site,
  context,
}) => {
  const address = 'https://api.segment.io/records';
  const sent = posts(context, address);
  let allowed = 'https://elsewhere.example';
  await context.route(address, (route) =>
    route.fulfill({ status: 204, headers: { 'access-control-allow-origin': allowed } }),
  );
  await visitor.page.clock.install();
  site.page({ options: { endpoint: address } });
  await visitor.opens();
  await visitor.rejects();
  // The endpoint did not allow the site's origin (CORS).
  await expect
    .poll(visitor.messages)
    .toEqual([expect.stringMatching(/^\[assent\] .*segment.*Failed to fetch/)]);
  allowed = site.origin;
  await visitor.page.clock.fastForward(6_000);
  await delivered(visitor);
  expect(sent.by()).toEqual(['banner', 'banner']);
  expect(sent.headers[1]?.cookie).toBeUndefined();
});

test.describe('on plain http', () => {
  test.use({ origin: 'http://www.shop.example' });

  test('a visitor is accounted for without a hash, as the browser gives none', async ({
    visitor,
    site,
    context,
  }) => {
    const sent = posts(context);
    answers(site, 204);
    site.page({ full: true, options: { endpoint } });
    await visitor.opens();
    await visitor.accepts();
    await expect.poll(sent.by).toEqual(['banner']);
    await delivered(visitor);
    expect(sent.entries[0]).toMatchObject({ hash: null, previous: null });
  });
});
