// Browsers that keep nothing, and records that are no record: nothing throws, nothing leaves, and the
// visitor is asked.
import { expect, held, marketing, ran, test } from './fixture.ts';

/** The tab was hidden for a while: the record is read again, where there is one. */
const seenAgain = "document.dispatchEvent(new Event('visibilitychange'))";

test('a visitor whose browser refuses cookies and storage is asked and answered for this page', async ({
  visitor,
  site,
  context,
}) => {
  await context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    Object.defineProperty(Document.prototype, 'cookie', { get: refuse, set: refuse });
    Object.defineProperty(window, 'localStorage', { get: refuse });
    Object.defineProperty(window, 'sessionStorage', { get: refuse });
  });
  site.page({ body: held('data-consent="analytics"', ran('held')) });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.runs(seenAgain);
  expect((await visitor.state()).undecided).toBe(false);
  expect((await visitor.state()).granted).toContain('analytics');
  await expect(visitor.banner).toBeHidden();
  expect(await visitor.cookies()).toEqual([]);
  await visitor.opens('/next');
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.ran()).toEqual([]);
});

test('a visitor whose browser has cookies but no storage is remembered', async ({
  visitor,
  site,
  context,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => null });
  });
  site.page({ body: held('data-consent="analytics"', ran('held')) });
  await visitor.opens();
  await visitor.accepts();
  await visitor.opens('/next');
  await expect.poll(visitor.ran).toEqual(['held']);
  await expect(visitor.banner).toBeHidden();
});

test('a visitor in a sandboxed frame without an origin is asked and answered', async ({ visitor, site }) => {
  const vendor = held('data-consent="targeting" data-src="https://tags.vendor.example/tag.js"');
  site.page({ path: '/inner', body: held('data-consent="analytics"', ran('held')) + vendor });
  site.page({ script: false, body: '<iframe src="/inner" sandbox="allow-scripts" height="600"></iframe>' });
  await visitor.opens();
  const inner = visitor.page.frameLocator('iframe');
  await inner.locator('[part~="banner"] [part~="accept"]').click();
  await expect(inner.locator('[part~="banner"]')).toBeHidden();
  const frame = visitor.page.frames().at(-1);
  await expect.poll(() => frame?.evaluate('window.ran')).toEqual(['held']);
  await visitor.sends('tags.vendor.example/tag.js');
  await frame?.evaluate(seenAgain);
  expect(await frame?.evaluate('assent.state.granted')).toContain('targeting');
  await frame?.evaluate('assent.deny()');
  expect(await frame?.evaluate('assent.state.granted')).toEqual(['essential']);
  await frame?.evaluate('assent.forget()');
  await expect(inner.locator('[part~="banner"]')).toBeVisible();
  expect(await frame?.evaluate('window.ran')).toEqual(['held']);
  expect(visitor.log.to('tags.vendor.example/tag.js')).toHaveLength(1);
  expect(visitor.messages()).toEqual([]);
});

const answers = { functional: 'granted', analytics: 'granted', targeting: 'granted', social: 'granted' };
const record = {
  v: 1,
  id: '3f0e8c52-5d4f-4a6b-9a53-0d8f3c1b2a90',
  at: new Date(Date.now() - 60_000).toISOString(),
  by: 'banner',
  regime: 'gdpr',
  region: 'DE',
  revision: 1,
  gpc: false,
  answers,
};
const json = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const hostile = '{"__proto__":{"analytics":"granted","targeting":"granted"}}';

const broken: Record<string, string> = {
  'an empty value': '',
  'a lone percent sign': '%',
  'a broken escape': '%E0%A4%A',
  'plain words': 'accepted',
  null: 'null',
  'a number': '1',
  'an empty list': '[]',
  'a list of records': json([record]),
  'a truncated record': json(record).slice(0, 120),
  'another version': json({ ...record, v: 2 }),
  'no answers': json({ ...record, answers: undefined }),
  'answers as a list': json({ ...record, answers: ['analytics'] }),
  'an answer that is none': json({ ...record, answers: { ...answers, analytics: 'yes' } }),
  'answers that are true': json({ ...record, answers: { ...answers, analytics: true } }),
  'no moment': json({ ...record, at: undefined }),
  'a moment that is none': json({ ...record, at: 'yesterday' }),
  'a revision in words': json({ ...record, revision: '1' }),
  'a stranger as decider': json({ ...record, by: 'stranger' }),
  'a prototype': encodeURIComponent(JSON.stringify(record).replace(JSON.stringify(answers), hostile)),
  'markup in its words': json({ ...record, region: '<img src=x onerror=alert(1)>', by: 'x' }),
  'three thousand brackets': '['.repeat(3_000),
};
for (const [what, raw] of Object.entries(broken)) {
  test(`a visitor with ${what} for a record is asked as if there were none`, async ({ visitor, site }) => {
    site.page({ path: '/plain', script: false });
    site.page({ options: marketing, body: held('data-consent="analytics"', ran('held')) });
    await visitor.opens('/plain');
    await visitor.runs(
      `document.cookie = 'assent=' + ${JSON.stringify(raw)} + '; path=/'; localStorage.setItem('assent', ${JSON.stringify(raw)})`,
    );
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);
    expect(await visitor.ran()).toEqual([]);
    expect(await visitor.state()).toMatchObject({ undecided: true, granted: ['essential'], decision: null });
  });
}

test('a record that is whole speaks, so that the broken ones above mean something', async ({
  visitor,
  site,
}) => {
  site.page({ path: '/plain', script: false });
  site.page({ body: held('data-consent="analytics"', ran('held')) });
  await visitor.opens('/plain');
  // An extra key is no fault.
  await visitor.runs(`document.cookie = 'assent=${json({ ...record, note: 'extra' })}; path=/'`);
  await visitor.opens();
  await expect.poll(visitor.ran).toEqual(['held']);
  await expect(visitor.banner).toBeHidden();
});

test('a visitor with a megabyte for a copy is asked as if there were none', async ({ visitor, site }) => {
  site.page({ path: '/plain', script: false });
  site.page({ options: marketing });
  await visitor.opens('/plain');
  const note = "'x'.repeat(1_000_000)";
  await visitor.runs(
    `localStorage.setItem('assent', encodeURIComponent(JSON.stringify({ ...${JSON.stringify(record)}, note: ${note} })))`,
  );
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
});

test('a visitor with a broken record may answer, and is remembered from then on', async ({
  visitor,
  site,
}) => {
  site.page({ path: '/plain', script: false });
  site.page();
  await visitor.opens('/plain');
  await visitor.runs("document.cookie = 'assent=%; path=/'; localStorage.setItem('assent', '{')");
  await visitor.opens();
  await visitor.rejects();
  await visitor.opens('/next');
  await visitor.settles();
  await expect(visitor.banner).toBeHidden();
  expect((await visitor.decision())?.answers.analytics).toBe('denied');
});
