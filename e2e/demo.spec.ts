// The gallery and the theming page of the demo, as `npm start` serves them: every framed page shows what its caption says.
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './fixture.ts';
import { looksOf } from './looks.ts';
import type { Site } from './site.ts';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

function servesDemo(site: Site) {
  for (const [folder, path] of [
    ['demo', ''],
    ['dist', 'dist/'],
  ]) {
    const root = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      const contentType = types[extname(file)];
      if (!contentType || /build|esm|map$/.test(file)) continue;
      const escaped = `${path}${file}`.replaceAll('\\', '/').replaceAll('.', '\\.');
      site.serves(new RegExp(`^/${escaped}$`), { contentType, body: readFileSync(root + file) });
    }
  }
}

test.use({ reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });

test('the gallery shows every layout in every theme, right to left and with long words, at three widths', async ({
  visitor,
  site,
}) => {
  test.slow();
  servesDemo(site);
  await visitor.opens('/gallery.html');
  const frames = visitor.page.locator('.framed iframe');
  const captions = await visitor.page.locator('.framed figcaption').allTextContents();
  for (const position of ['bottom', 'corner', 'center', 'dialog'])
    for (const theme of ['light', 'dark', 'auto']) expect(captions).toContain(`${position}, ${theme}`);
  for (const language of ['Arabic', 'German', 'Finnish'])
    expect(captions.filter((caption) => caption.includes(language)).length).toBeGreaterThan(0);
  await expect(frames).toHaveCount(captions.length);
  for (const [at, caption] of captions.entries()) {
    const frame = frames.nth(at);
    await frame.scrollIntoViewIfNeeded();
    const part = /dialog/.test(caption) ? 'dialog' : /button/.test(caption) ? 'settings' : 'banner';
    const layer = frame.contentFrame().locator(`[part~="${part}"]`);
    await expect(layer).toBeVisible();
    const theme = /light|dark/.exec(caption)?.[0];
    if (theme && part !== 'settings') await expect(layer).toHaveAttribute('data-theme', theme);
  }
  await visitor.page.getByLabel('360 px').check();
  await expect(frames.first()).toHaveCSS('width', '360px');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('the theming page shows five brands, each fair and readable', async ({ visitor, site }) => {
      servesDemo(site);
      await visitor.opens('/theming.html');
      const frames = visitor.page.locator('.framed iframe');
      await expect(frames).toHaveCount(5);
      const papers = new Set<string | undefined>();
      for (let at = 0; at < 5; at += 1) {
        const frame = frames.nth(at);
        await frame.scrollIntoViewIfNeeded();
        const banner = frame.contentFrame().locator('[part~="banner"]');
        await expect(banner).toBeVisible();
        const accept = await looksOf(banner.locator('[part~="accept"]'));
        expect(accept).toEqual(await looksOf(banner.locator('[part~="reject"]')));
        expect(accept.contrast).toBeGreaterThanOrEqual(4.5);
        expect(accept.edge).toBeGreaterThanOrEqual(3);
        for (const words of await banner.locator('h2, p, a, [part~="choose"]').all())
          expect((await looksOf(words)).contrast).toBeGreaterThanOrEqual(4.5);
        papers.add(accept.style.backgroundColor);
        await expect(visitor.page.locator('.brand-pair pre').nth(at)).toContainText('--assent-accent');
      }
      expect(papers.size).toBe(5);
    });
  });
}
