// A vendor that the core does not bring along: its file is fetched beside the page, and until it is here the vendor is
// held, whatever the answer. What the visitor has answered meanwhile holds for it too.
import { expect, test } from './fixture.ts';

const options = { tags: { 'google-ads': { id: 'AW-1' } } };
const script = 'www.googletagmanager.com/gtag/js?id=AW-1';
const file = /^\/tags\/google-ads\.js$/;
/** What its vendor's own host shows, in the page's markup. */
const frame = `<iframe title="Offers" data-consent="targeting" data-consent-vendor="google-ads"
  data-src="https://ad.doubleclick.net/offers"></iframe>`;

/** A file that arrives when the test says so. */
function late() {
  let arrives = () => {};
  const after = new Promise<void>((done) => {
    arrives = done;
  });
  return { after, arrives };
}

for (const full of [false, true]) {
  test(`a visitor is told of a fetched vendor, and meets it once (${full ? 'one file' : 'parts'})`, async ({
    visitor,
    site,
  }) => {
    site.page({ options, full });
    await visitor.opens();
    await visitor.choosesInstead();
    for (const list of await visitor.dialog.locator('summary').all()) await list.click();
    const vendor = visitor.dialog.locator('[part~="vendor"]', { hasText: 'Google LLC (Google Ads)' });
    await expect(vendor).toHaveCount(1);
    await expect(vendor.locator('code', { hasText: '_gcl_*' })).toHaveCount(1);
    expect(visitor.log.own().filter((path) => file.test(path))).toHaveLength(1);
    expect(visitor.log.hosts()).toEqual([]);
    await visitor.inDialog('accept').click();
    await visitor.sends(script);
    await visitor.settles();
    expect(visitor.log.to(script)).toHaveLength(1);
    expect(visitor.messages()).toEqual([]);
  });
}

test('an answer given before the file arrives holds for it, and nothing is released sooner', async ({
  visitor,
  site,
}) => {
  const { after, arrives } = late();
  site.delays(file, after);
  site.page({ options, body: frame });
  await visitor.opens();
  await visitor.accepts();
  await visitor.runs("new Image().src = 'https://ad.doubleclick.net/pasted'");
  expect(await visitor.runs("[assent.allows('targeting'), assent.allows('google-ads')]")).toEqual([
    true,
    false,
  ]);
  expect(visitor.log.hosts()).toEqual([]);
  await expect(visitor.placeholder).toHaveCount(1);
  await visitor.runs(`assent.when('google-ads').then(() => { window.ran = ['when'] }), 0`);

  arrives();
  await visitor.sends(script);
  await visitor.sends('ad.doubleclick.net/offers');
  await visitor.sends('ad.doubleclick.net/pasted');
  await expect.poll(visitor.ran).toEqual(['when']);
  await visitor.settles();
  expect(visitor.log.to(script)).toHaveLength(1);
  expect(visitor.messages()).toEqual([]);
});

test('a refusal given before the file arrives holds for it, an older grant of its own notwithstanding', async ({
  visitor,
  site,
}) => {
  // Nothing loads on the earlier page: there the vendor is listed alone.
  const listed = { id: 'google-ads', name: 'Google', category: 'targeting', purpose: 'Advertises.' };
  await visitor.decidedBefore("assent.decide({ 'google-ads': 'granted', targeting: 'denied' })", {
    options: { vendors: [listed] },
  });
  const { after, arrives } = late();
  site.delays(file, after);
  site.page({ options });
  await visitor.opens();
  await visitor.runs("assent.decide({ targeting: 'denied' })");
  arrives();
  await expect
    .poll(() => visitor.runs('assent.receipt().vendors.map(({ name }) => name)'))
    .toContain('Google LLC (Google Ads)');
  await visitor.settles();
  expect(await visitor.runs("assent.allows('google-ads')")).toBe(false);
  expect(visitor.log.hosts()).toEqual([]);
});

test('a returning visitor keeps what a granted vendor has left, while its file is on its way', async ({
  visitor,
  site,
}) => {
  await visitor.decidedBefore("assent.grant(); document.cookie = '_gcl_au=1; path=/'", { options });
  const { after, arrives } = late();
  site.delays(file, after);
  site.page({ options });
  await visitor.opens();
  await expect.poll(() => visitor.runs('assent.state.undecided')).toBe(false);
  expect(await visitor.cookies()).toContain('_gcl_au www.shop.example/');
  arrives();
  await visitor.sends(script);
  expect(await visitor.cookies()).toContain('_gcl_au www.shop.example/');
});

test('a vendor whose file is missing stays held, and the console names it once', async ({
  visitor,
  site,
}) => {
  site.serves(file, { status: 404 });
  site.page({ options: { tags: { ...options.tags, 'meta-pixel': { id: '1234567890' } } }, body: frame });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends('www.facebook.com/tr');
  await visitor.runs("new Image().src = 'https://ad.doubleclick.net/pasted'");
  await visitor.settles();
  expect(visitor.messages()).toEqual([
    expect.stringMatching(/^\[assent\] .*"google-ads" did not load .*stays held/),
  ]);
  expect(visitor.log.hosts().filter((host) => /google|doubleclick/.test(host))).toEqual([]);
  expect(await visitor.runs("assent.allows('google-ads')")).toBe(false);
});

test('a name that no file answers to is named on the console, and nothing is fetched', async ({
  visitor,
  site,
}) => {
  site.page({ options: { tags: { 'no-such-vendor': { id: '1' } } } });
  await visitor.opens();
  await visitor.accepts();
  await expect
    .poll(visitor.messages)
    .toEqual([expect.stringMatching(/"no-such-vendor".*google-tag-manager/)]);
  expect(visitor.log.own().filter((path) => path.startsWith('/tags/'))).toEqual([]);
});

test('a vendor that only the options describe is held, listed, loaded once and erased', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves('https://chat.example/widget.js', "document.cookie = 'chat_id=1; path=/'");
  const chat = {
    name: 'Chat Ltd.',
    category: 'functional',
    purpose: 'Answers questions.',
    src: 'https://chat.example/widget.js',
    hosts: ['chat.example'],
    cookies: [{ name: 'chat_*', purpose: 'Keeps the conversation.', duration: 'P30D', party: 'first' }],
  };
  site.page({ options: { tags: { chat } } });
  await visitor.opens();
  await visitor.runs("new Image().src = 'https://chat.example/pasted'");
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.choosesInstead();
  for (const list of await visitor.dialog.locator('summary').all()) await list.click();
  await expect(visitor.dialog.locator('[part~="vendor"]', { hasText: 'Chat Ltd.' })).toHaveCount(1);
  await visitor.inDialog('accept').click();
  await expect.poll(visitor.cookies).toContain('chat_id www.shop.example/');
  expect(visitor.log.to('chat.example/widget.js')).toHaveLength(1);
  await visitor.runs('assent.withdraw()');
  expect(await visitor.cookies()).toEqual(['assent www.shop.example/']);
});

test('a strict page fetches a tag and runs it without a report', async ({ visitor, site }) => {
  const policy =
    "script-src 'nonce-n0nce' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types assent";
  const first = `<script nonce="n0nce">window.reports = [];
    addEventListener('securitypolicyviolation', ({ blockedURI }) => reports.push(blockedURI));</script>`;
  site.page({ options, first, headers: { 'content-security-policy': policy }, script: { nonce: 'n0nce' } });
  await visitor.opens();
  await visitor.accepts();
  await visitor.sends(script);
  expect(await visitor.runs('window.reports')).toEqual([]);
});

test('a container of several categories waits for one of them, and hears every answer', async ({
  visitor,
  site,
}) => {
  site.page({ options: { tags: { 'google-tag-manager': { id: 'GTM-SHOP1' } } } });
  await visitor.opens();
  await visitor.runs("assent.grant('functional')");
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.runs("assent.grant('targeting')");
  await visitor.sends('www.googletagmanager.com/gtm.js?id=GTM-SHOP1');
  const told =
    "dataLayer.filter(({ event }) => event === 'consent_update').map((each) => each.consent_granted.join(' '))";
  await expect.poll(() => visitor.runs(told)).toEqual(['essential functional targeting']);
  await visitor.runs("assent.deny('targeting')");
  await expect
    .poll(() => visitor.runs(told))
    .toEqual(['essential functional targeting', 'essential functional']);
});

test('of two Google tags on one host, the one that is granted runs', async ({ visitor, site }) => {
  site.page({ options: { tags: { 'google-ads': { id: 'AW-1' }, 'google-analytics': { id: 'G-SHOP1' } } } });
  await visitor.opens();
  await visitor.runs("assent.grant('analytics')");
  await visitor.sends('www.google-analytics.com/g/collect');
  await visitor.runs(
    "fetch('https://www.googletagmanager.com/gtag/destination?id=G-SHOP1', { mode: 'no-cors' })",
  );
  await visitor.runs("fetch('https://ad.doubleclick.net/x', { mode: 'no-cors' }).catch(() => 0)");
  expect(visitor.log.to('www.googletagmanager.com/gtag/destination')).toHaveLength(1);
  expect(visitor.log.to(script)).toEqual([]);
  expect(visitor.log.to('ad.doubleclick.net')).toEqual([]);
});
