// How the script reads what a site has set, wherever it stands; and what is left of it in the end.
import { expect, held, marketing, ran, test } from './fixture.ts';

const counter = { id: 'counter', name: 'Counter', category: 'targeting', purpose: 'Counts.' };
const analytics = held('data-consent="analytics"', ran('held'));

for (const [name, attributes, options, told] of [
  ['a regime', { 'data-regime': 'gdpr' }, {}, { regime: 'gdpr', granted: ['essential'] }],
  [
    'a minor',
    { 'data-minor': '' },
    {},
    { regime: 'ccpa', granted: ['essential', 'functional', 'analytics'] },
  ],
  ['no minor', { 'data-minor': 'false' }, { minor: true }, { denied: [] }],
] as const) {
  test(`a site names ${name} by an attribute`, async ({ visitor, site }) => {
    site.page({ region: 'US-CA', script: attributes, options });
    await visitor.opens();
    expect(await visitor.state()).toMatchObject(told);
  });
}

test('a site turns the guard off by an attribute', async ({ visitor, site }) => {
  const image = '<img src="https://www.facebook.com/tr?id=1" alt="">';
  site.page({ script: { 'data-guard': 'false' }, body: image });
  await visitor.opens();
  await visitor.sends('www.facebook.com/tr');
});

for (const selector of ['script#own', 'head > #own', '#own, #other']) {
  test(`a site names its options block "${selector}"`, async ({ visitor, site }) => {
    site.page({
      region: null,
      script: { 'data-options': selector },
      first: '<script type="application/json" id="own">{ "region": "CH" }</script>',
    });
    await visitor.opens();
    expect((await visitor.state()).region).toBe('CH');
  });
}

test.describe('a visitor whose clock stands in New York', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('is where the page says, behind our script too', async ({ visitor, site }) => {
    const head = `<meta name="assent-region" content="DE">${analytics}`;
    site.page({ region: null, options: marketing, head });
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    expect((await visitor.state()).region).toBe('DE');
    await visitor.settles();
    expect([await visitor.ran(), visitor.log.hosts()]).toEqual([[], []]);
  });

  test('is in America where an image passes for the root of the page', async ({ visitor, site }) => {
    site.page({
      region: null,
      block: 'after',
      options: {},
      body: '<img name="documentElement" data-consent-region="DE" alt="">',
    });
    await visitor.opens();
    expect((await visitor.state()).region).toBe('US');
  });
});

test('a page that lists vendors as nobody may is started all the same', async ({ visitor, site }) => {
  const vendor = { name: 'Counter', category: 'analytics', purpose: 'Counts.', hosts: [] };
  const vendors = [null, 'x', [null], 7].flatMap((strange, at) => [
    { ...vendor, id: `cookies-${at}`, cookies: strange },
    { ...vendor, id: `storage-${at}`, storage: strange },
  ]);
  site.page({ options: { vendors }, body: analytics });
  await visitor.opens();
  await visitor.rejects();
  await visitor.opens('/next');
  await visitor.runs('assent.grant()');
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.runs('assent.withdraw()');
  expect((await visitor.state()).granted).toEqual(['essential']);
});

test('a page whose own variable has our name is protected all the same', async ({ visitor, site }) => {
  site.page({ first: '<script>var assent;</script>', body: analytics });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['held']);
});

test('a tag that is added twice loads once', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  const add = `assent.add({ id: 'chat', name: 'Chat', category: 'functional', purpose: 'Chats.', hosts: [],
    cookies: [], load() { ${ran('chat')} } })`;
  await visitor.runs(`${add}; ${add}; assent.grant()`);
  await expect.poll(visitor.ran).toEqual(['chat']);
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['chat']);
  await expect.poll(visitor.messages).toEqual([expect.stringContaining('"chat" is missing, taken')]);
});

test('what a page has kept of us does nothing after destroy(), and we may come again', async ({
  visitor,
  site,
}) => {
  site.page({ body: analytics });
  await visitor.opens();
  await visitor.runs('window.old = assent; assent.deny(); assent.destroy(); old.grant(); old.open()');
  await visitor.settles();
  expect(await visitor.decision()).toMatchObject({ answers: { analytics: 'denied' } });
  expect(await visitor.runs("'assent' in window")).toBe(false);
  await visitor.page.addScriptTag({ url: '/assent.js' });
  await visitor.runs('assent.grant()');
  await expect.poll(visitor.ran).toEqual(['held']);
});

test('a page where nothing can be kept never reloads without end', async ({ visitor, site, context }) => {
  await context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    Object.defineProperty(Document.prototype, 'cookie', { get: refuse, set: refuse });
    Object.defineProperty(window, 'localStorage', { get: refuse });
  });
  site.page({
    region: 'US-CA',
    options: { vendors: [counter], onWithdraw: 'reload' },
    body: "<script>assent.withdraw('targeting')</script>",
  });
  await visitor.opens();
  await visitor.settles();
  expect(visitor.log.all().filter(({ type }) => type === 'document')).toHaveLength(1);
});
