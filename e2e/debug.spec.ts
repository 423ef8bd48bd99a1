// The report to developers: `data-debug` on our script, and nothing of it without.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, held, test } from './fixture.ts';

const page = {
  script: { 'data-debug': '', 'data-revison': '2' },
  options: {
    polcy: '/privacy',
    tags: { 'meta-pixel': { id: '1234567890' } },
    vendors: [
      { id: 'films', name: 'Films', category: 'social', purpose: 'Shows films.', hosts: ['films.example'] },
    ],
  },
  body: `${held('data-consent="analytics" data-src="https://numbers.example/a.js"')}
${held('data-consent="marketing" id="old"', 'run()')}
<iframe title="Film" data-consent="social" data-consent-vendor="films" data-src="https://films.example/1"></iframe>
<script src="https://static.hotjar.com/c/hotjar-1.js"></script>
<img alt="" src="https://pictures.example/shoe.png">
<script>document.cookie = 'basket=1;path=/'</script>`,
};

test('a developer reads what is held and why, and what was not meant', async ({ visitor, site, log }) => {
  site.page(page);
  await visitor.opens();
  const overlay = visitor.page.locator('assent-debug');
  const head = overlay.locator('[aria-expanded]');
  await expect(head).toHaveText(/held, .*to look at/);
  await visitor.settles();
  for (const words of [
    'Nothing is named "polcy" among the options, so it does nothing. Did you mean "policy"?',
    'The attribute "data-revison" on our script is not read, so it does nothing. Did you mean "data-revision"?',
    'Tag "meta-pixel" (targeting) is held: the visitor has not answered',
    '<script> https://numbers.example/a.js is held: the visitor has not answered',
    '<script id="old"> run() is held for good: nothing is named "marketing"',
    'https://static.hotjar.com/c/hotjar-1.js of "hotjar" stands in the page unmarked',
    'The page asked pictures.example (img), which no vendor names',
    'The cookie "basket" belongs to no vendor',
  ]) {
    const said = () => visitor.messages().filter((text) => text.includes(words)).length;
    await expect.poll(said, { message: words }).toBe(1);
  }

  expect(log.to(`${site.host}/debug.js`)).toHaveLength(1);

  // By keyboard alone: opened, folded up, taken away.
  await head.focus();
  await visitor.page.keyboard.press('Enter');
  const report = overlay.getByRole('group');
  await expect(report).toContainText('Did you mean "policy"?');
  await visitor.page.keyboard.press('Tab');
  await visitor.page.keyboard.press('Escape');
  await expect(report).toBeHidden();
  await expect(head).toBeFocused();

  await visitor.accepts();
  await visitor.sends('numbers.example');
  await head.click();
  await expect(report).toContainText(
    'https://numbers.example/a.js is released: the visitor said yes (banner',
  );
  await overlay.getByRole('button', { name: 'Close this report' }).click();
  await expect(overlay).toHaveCount(0);
});

test('a visitor downloads nothing of the report', async ({ visitor, site, log }) => {
  site.page({ ...page, script: {} });
  await visitor.opens();
  await visitor.accepts();
  await visitor.settles();
  expect(log.to(`${site.host}/debug.js`)).toEqual([]);
  await expect(visitor.page.locator('assent-debug')).toHaveCount(0);
});

for (const full of [false, true]) {
  test(`a report that does not load leaves the page as it is${full ? ', from the one file too' : ''}`, async ({
    visitor,
    site,
  }) => {
    site.page({ ...page, full });
    site.serves(/debug\.js$/, { status: 404 });
    await visitor.opens();
    const said = () => visitor.messages().some((text) => /The report to developers did not load/.test(text));
    await expect.poll(said).toBe(true);
    await visitor.accepts();
    await visitor.sends('numbers.example');
  });
}

test('the npm door may come after start, and ends with it', async ({ visitor, site }) => {
  const code = `import { start } from './dist/esm/index.js';
    window.begin = () => { window.assent = start({ region: 'DE', polcy: '/privacy' }); };
    begin();
    import('./dist/esm/debug.js');`;
  const resolveDir = fileURLToPath(new URL('..', import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir },
    bundle: true,
    write: false,
    tsconfigRaw: '{}',
  });
  site.serves(/app\.js$/, { contentType: 'text/javascript', body: outputFiles[0]?.text ?? '' });
  site.page({ script: false, body: '<script src="/app.js"></script>' });
  await visitor.opens();
  const overlay = visitor.page.locator('assent-debug');
  await expect(overlay.locator('[aria-expanded]')).toHaveText(/1 to look at/);
  await visitor.runs('assent.destroy()');
  await expect(overlay).toHaveCount(0);
  await visitor.runs('begin()');
  await expect(overlay).toHaveCount(1);
  expect(visitor.messages().filter((text) => text.includes('"polcy"'))).toHaveLength(1);
});
