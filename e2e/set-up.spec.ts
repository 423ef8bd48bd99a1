// The ways a site may put us on its page: one file or several, options before or after, at once or by hand.
import { expect, held, marketing, ran, test } from './fixture.ts';

test('a site with the full build downloads one file for banner and dialog', async ({ visitor, site }) => {
  site.page({ full: true, body: held('data-consent="analytics"', ran('held')) });
  await visitor.opens();
  await visitor.choosesInstead();
  await visitor.switchFor('analytics').setChecked(true);
  await visitor.saves();
  await expect.poll(visitor.ran).toEqual(['held']);
  await visitor.settles();
  expect(visitor.log.own()).toEqual(['/assent.full.js']);
});

test('options that stand after the script count, and nothing is released before them', async ({
  visitor,
  site,
}) => {
  const vendors = [{ id: 'chat', name: 'Chat', category: 'functional', purpose: 'Talks.' }];
  site.page({ region: 'US-CA', block: 'after', options: { regime: 'gdpr', vendors, ...marketing } });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  expect(await visitor.state()).toMatchObject({ region: 'US-CA', regime: 'gdpr' });
  await visitor.accepts();
  await visitor.sends('d.adroll.com/segment');
});

for (const attribute of ['async', 'defer']) {
  test(`our script works with ${attribute}`, async ({ visitor, site }) => {
    site.page({ script: { [attribute]: '' }, body: held('data-consent="analytics"', ran('held')) });
    await visitor.opens();
    await visitor.accepts();
    await expect.poll(visitor.ran).toEqual(['held']);
  });
}

test('a page that starts by hand holds everything until it does', async ({ visitor, site }) => {
  site.page({
    script: { 'data-manual': '' },
    options: marketing,
    body: held('data-consent="essential"', ran('held')),
  });
  await visitor.opens();
  await visitor.settles();
  expect(await visitor.runs('Object.keys(window.assent)')).toEqual(['start']);
  expect(visitor.log.own()).toEqual(['/assent.js']);
  expect(await visitor.ran()).toEqual([]);
  await visitor.runs("void window.assent.start({ region: 'DE' })");
  await expect(visitor.banner).toBeVisible();
  await expect.poll(visitor.ran).toEqual(['held']);
  expect((await visitor.state()).region).toBe('DE');
});

test('the block may be another element, named on the script', async ({ visitor, site }) => {
  const block = '<script type="application/json" class="ours">{ "regime": "gdpr" }</script>';
  site.page({ region: 'US-CA', first: block, script: { 'data-options': '.ours' } });
  await visitor.opens();
  expect((await visitor.state()).regime).toBe('gdpr');
});

test('an attribute of the script stands before the same option in the block', async ({ visitor, site }) => {
  site.page({ region: 'US-CA', options: { region: 'DE' } });
  await visitor.opens();
  expect((await visitor.state()).region).toBe('US-CA');
});

test('a cookie keeps the name, domain, path and days a site gave it', async ({ visitor, site }) => {
  site.page({ options: { cookie: { name: 'choices', domain: 'shop.example', path: '/en', days: 30 } } });
  await visitor.opens('/en/shoes');
  await visitor.rejects();
  const kept = (await visitor.jar()).filter(({ name }) => name === 'choices');
  expect(kept).toMatchObject([{ domain: '.shop.example', path: '/en' }]);
  expect(Math.round(((kept[0]?.expires ?? 0) - Date.now() / 1000) / 86_400)).toBe(30);
  expect(await visitor.runs("localStorage.getItem('choices')")).toBe(kept[0]?.value);
});

test('a site may change a text of the banner, and it stays text', async ({ visitor, site }) => {
  site.page({ options: { texts: { accept: '<b>Yes</b> to all' } } });
  await visitor.opens();
  await expect(visitor.inBanner('accept')).toHaveText('<b>Yes</b> to all');
});

test('only the categories a site uses are asked about', async ({ visitor, site }) => {
  site.page({ options: { categories: ['essential', 'analytics'] } });
  await visitor.opens();
  await visitor.choosesInstead();
  await expect(visitor.inDialog('category')).toHaveCount(2);
  await visitor.inDialog('reject').click();
  await expect.poll(async () => (await visitor.decision())?.answers).toEqual({ analytics: 'denied' });
});
