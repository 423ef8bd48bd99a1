// What the site's own code may ask and hear: `window.assent`, its promises and its events.
import { expect, held, ran, test } from './fixture.ts';

test('the page reads who the visitor is to us, and cannot change it', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.state()).toEqual({
    region: 'DE',
    regime: 'gdpr',
    model: 'opt-in',
    gpc: false,
    undecided: true,
    granted: ['essential'],
    denied: ['functional', 'analytics', 'targeting', 'social'],
    decision: null,
    surface: 'banner',
  });
  expect(await visitor.runs('Object.isFrozen(assent.state)')).toBe(true);
});

test('the page may ask for a category, never for a name nobody declared', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  const asks =
    "['essential', 'analytics', 'nobody', 'toString', '__proto__', ''].map((name) => assent.allows(name))";
  expect(await visitor.runs(asks)).toEqual([true, false, false, false, false, false]);
  await visitor.runs('assent.grant()');
  expect(await visitor.runs(asks)).toEqual([true, true, false, false, false, false]);
});

test('the page hears of the first grant, once', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  await visitor.runs(`assent.when('analytics').then(() => { ${ran('when')} }); 0`);
  await visitor.runs("assent.grant('functional')");
  expect(await visitor.ran()).toEqual([]);
  await visitor.runs("assent.grant('analytics')");
  await expect.poll(visitor.ran).toEqual(['when']);
  await visitor.runs(`assent.when('analytics').then(() => { ${ran('at once')} }); 0`);
  await expect.poll(visitor.ran).toEqual(['when', 'at once']);
});

test('the page hears every change, until it wants no more', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  await visitor.runs(`window.stop = assent.onChange((now, before) => {
    (window.ran ??= []).push(before.granted.length + ' to ' + now.granted.length); }); 0`);
  await visitor.runs("assent.grant('analytics')");
  await visitor.runs("assent.withdraw('analytics')");
  await visitor.runs("stop(); assent.grant('analytics')");
  expect(await visitor.ran()).toEqual(['1 to 2', '2 to 1']);
});

test('a listener of the page that throws stops nobody else', async ({ visitor, site }) => {
  site.page({ body: held('data-consent="analytics"', ran('held')) });
  await visitor.opens();
  await visitor.runs("assent.onChange(() => { throw new Error('broken listener'); }); 0");
  await visitor.runs(`assent.onChange(() => { ${ran('heard')} }); 0`);
  await visitor.runs('assent.grant()');
  await expect.poll(visitor.ran).toEqual(['heard', 'held']);
  // Whether the broken one is reported as an error or a message is free.
  visitor.errors().splice(0);
});

test('an answer left out keeps its answer, or is denied if there was none', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  await visitor.runs("assent.decide({ analytics: 'granted' })");
  await visitor.runs("assent.decide({ social: 'granted' })");
  expect(await visitor.decision()).toMatchObject({
    by: 'api',
    answers: { functional: 'denied', analytics: 'granted', targeting: 'denied', social: 'granted' },
  });
});

test('the page may forget the visitor, who is then asked again', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  await visitor.accepts();
  await visitor.runs('assent.forget()');
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.cookies()).toEqual([]);
  expect(await visitor.runs("localStorage.getItem('assent')")).toBeNull();
  expect(await visitor.state()).toMatchObject({ undecided: true, granted: ['essential'], decision: null });
});

test('the visitor may have a receipt of what they decided', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  expect(await visitor.runs('assent.receipt()')).toBeNull();
  await visitor.rejects();
  expect(await visitor.runs('JSON.parse(JSON.stringify(assent.receipt()))')).toMatchObject({
    decision: await visitor.decision(),
  });
});

test('the page may add a tag at any time, held or released by the answers in force', async ({
  visitor,
  site,
}) => {
  site.page();
  await visitor.opens();
  const tag = (
    id: string,
  ) => `assent.add({ id: '${id}', name: 'Vendor', category: 'analytics', purpose: 'Counts.',
    hosts: [], cookies: [], load() { ${ran(id)} }, stop() { ${ran(`stop ${id}`)} } })`;
  await visitor.runs(tag('early'));
  await visitor.settles();
  expect(await visitor.ran()).toEqual([]);
  await visitor.runs('assent.grant()');
  await expect.poll(visitor.ran).toEqual(['early']);
  await visitor.runs(tag('late'));
  await expect.poll(visitor.ran).toEqual(['early', 'late']);
  await visitor.runs("assent.withdraw('late')");
  await expect.poll(visitor.ran).toEqual(['early', 'late', 'stop late']);
});

test('the document hears when we are ready, shown, answered and hidden', async ({ visitor, site }) => {
  const names = ['ready', 'show', 'hide', 'change'];
  const first = `<script>window.ran = [];
    for (const name of ${JSON.stringify(names)}) document.addEventListener('assent:' + name, ({ detail }) => {
      ran.push(name + ' ' + detail.granted.length); });</script>`;
  site.page({ first });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await expect.poll(visitor.ran).toEqual(['ready 1', 'show 1']);
  await visitor.accepts();
  await expect.poll(async () => (await visitor.ran()).slice(2).sort()).toEqual(['change 5', 'hide 5']);
  expect((await visitor.state()).surface).toBe('none');
});

test('the page may open and close what the visitor sees', async ({ visitor, site }) => {
  site.page({ region: 'US-CA' });
  await visitor.opens();
  await visitor.runs("assent.open('banner')");
  await expect(visitor.banner).toBeVisible();
  await visitor.runs("assent.open('dialog')");
  await expect(visitor.dialog).toBeVisible();
  await visitor.runs('assent.close()');
  await expect(visitor.dialog).toBeHidden();
  expect(await visitor.decision()).toBeNull();
});

test('a page that destroys us has nothing of ours left', async ({ visitor, site }) => {
  site.page({
    body: '<iframe title="Film" data-consent="social" data-src="https://video.vendor.example/1"></iframe>',
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await expect(visitor.placeholder).toBeVisible();
  await visitor.runs('assent.destroy()');
  await expect(visitor.banner).toHaveCount(0);
  await expect(visitor.placeholder).toHaveCount(0);
  expect(await visitor.runs("document.querySelectorAll('assent-ui').length")).toBe(0);
  await visitor.page.locator('#opt-out').click();
  await expect(visitor.page).toHaveURL(`${site.origin}/privacy#opt-out`);
});
