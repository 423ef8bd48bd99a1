// What a visitor sees: three layouts, a sheet on phones, light and dark, a brand's own colours, a settings button,
// posters, fine print, and motion only where it is welcome.
import type { Locator } from 'playwright/test';
import { expect, marketing, test } from './fixture.ts';

const look = (element: Locator, property: string) =>
  element.evaluate((one, name) => getComputedStyle(one).getPropertyValue(name), property);

/** How far an element is from the four edges of the window, and its width. */
const place = (element: Locator) =>
  element.evaluate((one) => {
    const { left, right, top, bottom, width } = one.getBoundingClientRect();
    const sides = { left, right: innerWidth - right, top, bottom: innerHeight - bottom, width };
    return Object.fromEntries(Object.entries(sides).map(([side, length]) => [side, Math.round(length)]));
  });

test.use({ reducedMotion: 'reduce' });

const layouts = [
  { position: 'bottom', width: 1280, expected: { left: 96, right: 96, bottom: 16, width: 1088 } },
  { position: 'bottom', width: 768, expected: { left: 16, right: 16, bottom: 16 } },
  { position: 'corner', width: 1280, expected: { right: 16, bottom: 16, width: 416 } },
  { position: 'corner', width: 768, expected: { right: 16, bottom: 16, width: 416 } },
  { position: 'center', width: 1280, expected: { left: 368, right: 368, width: 544 } },
  { position: 'bottom', width: 360, expected: { left: 8, right: 8, bottom: 8 } },
  { position: 'corner', width: 360, expected: { left: 8, right: 8, bottom: 8 } },
  { position: 'center', width: 360, expected: { left: 8, right: 8, bottom: 8 } },
];
for (const { position, width, expected } of layouts) {
  test.describe(`${position} at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('a visitor finds the banner in its place', async ({ visitor, site }) => {
      site.page({ options: { ...marketing, ui: { position } } });
      await visitor.opens();
      await expect(visitor.banner).toBeVisible();
      const found = await place(visitor.banner);
      expect(found).toMatchObject(expected);
      if (position === 'center' && width > 640)
        expect(Math.abs((found.top ?? 0) - (found.bottom ?? 0))).toBeLessThan(2);
    });
  });
}

for (const { width, height, expected } of [
  { width: 360, height: 740, expected: { left: 0, right: 0, top: 0, bottom: 0 } },
  { width: 1280, height: 800, expected: { left: 320, right: 320 } },
]) {
  test.describe(`dialog at ${width} px`, () => {
    test.use({ viewport: { width, height } });

    test('a visitor finds the dialog in the middle, or as a sheet on a phone', async ({ visitor, site }) => {
      site.page({ options: marketing });
      await visitor.opens();
      await visitor.choosesInstead();
      const found = await place(visitor.dialog);
      expect(found).toMatchObject(expected);
      expect(Math.abs((found.top ?? 0) - (found.bottom ?? 0))).toBeLessThan(2);
    });
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in a ${colorScheme} browser`, () => {
    test.use({ colorScheme });

    test('a visitor sees the theme the site chose, or else their own', async ({ visitor, site }) => {
      const papers = { light: 'rgb(255, 255, 255)', dark: 'rgb(34, 38, 44)' };
      for (const theme of ['light', 'dark', 'auto', undefined] as const) {
        site.page({ options: { ui: { theme } } });
        await visitor.opens();
        const paper = papers[theme === 'auto' || !theme ? colorScheme : theme];
        expect(await look(visitor.banner, 'background-color')).toBe(paper);
        await visitor.choosesInstead();
        expect(await look(visitor.dialog, 'background-color')).toBe(paper);
        await visitor.inDialog('save').click();
        const saved = visitor.status(/saved/);
        await expect(saved).toBeVisible();
        expect(await look(saved, 'color-scheme')).toBe(
          theme === 'light' || theme === 'dark' ? theme : 'light dark',
        );
        await visitor.runs('assent.forget()');
      }
    });
  });
}

const brand = [
  ['--assent-color', 'rgb(1, 2, 3)', 'banner', '', 'color'],
  ['--assent-color-soft', 'rgb(4, 5, 6)', 'banner', 'p', 'color'],
  ['--assent-background', 'rgb(250, 240, 230)', 'dialog', '', 'background-color'],
  ['--assent-border', 'rgb(7, 8, 9)', 'dialog', '', 'border-top-color'],
  ['--assent-accent', 'rgb(10, 11, 12)', 'dialog', 'input:checked', 'background-color'],
  ['--assent-button-background', 'rgb(13, 14, 15)', 'banner', '[part=accept]', 'background-color'],
  ['--assent-button-color', 'rgb(240, 241, 242)', 'banner', '[part=reject]', 'color'],
  ['--assent-radius', '3px', 'dialog', '', 'border-top-left-radius'],
  ['--assent-button-radius', '99px', 'dialog', '[part=reject]', 'border-top-left-radius'],
  ['--assent-spacing', '31px', 'dialog', '.body', 'padding-top'],
  ['--assent-shadow', 'rgb(16, 17, 18) 0px 0px 5px 0px', 'banner', '', 'box-shadow'],
  ['--assent-font', 'monospace', 'dialog', '[part=save]', 'font-family'],
] as const;

test("a visitor sees the brand's own looks, set by a dozen custom properties", async ({ visitor, site }) => {
  const rule = brand.map(([name, value]) => `${name}: ${value};`).join(' ');
  site.page({ options: marketing, head: `<style>:root { ${rule} }</style>` });
  await visitor.opens();
  await visitor.choosesInstead();
  for (const [, value, layer, selector, property] of brand) {
    const element = selector ? visitor[layer].locator(selector).first() : visitor[layer];
    expect(await look(element, property), property).toBe(value);
  }
});

test("a visitor sees what the site's stylesheet says of a part", async ({ visitor, site }) => {
  site.page({ head: '<style>assent-ui::part(choose) { text-transform: uppercase }</style>' });
  await visitor.opens();
  expect(await look(visitor.inBanner('choose'), 'text-transform')).toBe('uppercase');
});

test('a visitor reads the fine print, and follows its links', async ({ visitor, site }) => {
  const finePrint = 'Shoes Ltd, Keswick. [Imprint](/imprint), <b>not</b> [bold]';
  site.page({ options: { texts: { finePrint, bannerText: 'We count visits: see [how](/privacy#count).' } } });
  await visitor.opens();
  await expect(visitor.banner.getByRole('link', { name: 'how' })).toHaveAttribute('href', '/privacy#count');
  await expect(visitor.banner).toContainText('Shoes Ltd, Keswick. Imprint, <b>not</b> [bold]');
  await visitor.choosesInstead();
  await visitor.dialog.getByRole('link', { name: 'Imprint' }).click();
  await expect(visitor.page).toHaveURL(/\/imprint$/);
});

const film = (poster: string) => `<iframe title="Film" width="560" height="315" data-consent="social"
  data-src="https://video.vendor.example/1" data-poster="${poster}"></iframe>`;

test("a visitor sees the site's own poster where a film is held, and the film has not been asked for", async ({
  visitor,
  site,
}) => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>';
  site.serves(/^\/film\.svg$/, { contentType: 'image/svg+xml', body: svg });
  site.page({ body: film('/film.svg') });
  await visitor.opens();
  const poster = visitor.placeholder.locator('img');
  await expect(poster).toHaveJSProperty('complete', true);
  expect(await poster.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expect(poster).toHaveAttribute('alt', '');
  const size = (element: Locator) => element.evaluate((one) => [one.clientWidth, one.clientHeight]);
  expect(await size(poster)).toEqual(await size(visitor.placeholder));
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.placeholder.locator('[part~="load-once"]').click();
  await visitor.sends('video.vendor.example/1');
});

for (const poster of [
  'https://video.vendor.example/poster.jpg',
  'https://[',
  '//pixel.vendor.example/p.gif',
]) {
  test(`a visitor sends nothing for the poster ${poster}, and the console says why`, async ({
    visitor,
    site,
  }) => {
    site.page({ body: film(poster) });
    await visitor.opens();
    await expect(visitor.placeholder).toBeVisible();
    await expect.poll(visitor.messages).toEqual([expect.stringMatching(/^\[assent\] The poster .*own host/)]);
    await visitor.settles();
    await expect(visitor.placeholder.locator('img')).toHaveCount(0);
    expect(visitor.log.hosts()).toEqual([]);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('a visitor finds room for long words: every button whole, and the answers in one line each', async ({
    visitor,
    site,
  }) => {
    const bare = film('').replace('data-poster=""', '');
    site.serves(/^\/film\.svg$/, {
      contentType: 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    });
    site.page({ lang: 'de', options: marketing, body: bare + film('/film.svg') });
    await visitor.opens();
    for (const held of await visitor.placeholder.all()) {
      const [height, needed] = await held.evaluate((box) => [box.clientHeight, box.scrollHeight]);
      expect(needed).toBe(height);
      const { y = 0 } = (await held.boundingBox()) ?? {};
      const button = await held.locator('button').last().boundingBox();
      expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(y + height);
    }
    const lines = (button: Locator) =>
      button.evaluate((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return new Set([...range.getClientRects()].map(({ top }) => top)).size;
      });
    for (const part of ['accept', 'reject']) expect(await lines(visitor.inBanner(part))).toBe(1);
    await visitor.choosesInstead();
    for (const part of ['accept', 'reject']) expect(await lines(visitor.inDialog(part))).toBe(1);

    // What stands at an edge shares it, and what stands beside another shares the width.
    const right = async (element: Locator) => {
      const { x = 0, width = 0 } = (await element.boundingBox()) ?? {};
      return Math.round(x + width);
    };
    expect(await right(visitor.dialog.locator('.close svg'))).toBe(await right(visitor.switchFor('social')));
    await visitor.inDialog('accept').click();
    await visitor.opensSettings();
    const widths = await visitor.dialog
      .locator('.record button')
      .evaluateAll((buttons) => buttons.map((one) => Math.round(one.getBoundingClientRect().width)));
    expect(widths).toHaveLength(2);
    expect(widths[0]).toBe(widths[1]);
  });
});

test('a visitor finds the floating settings button on a site that wants it, once the banner is gone', async ({
  visitor,
  site,
}) => {
  site.page({ options: { ui: { floatingButton: true } } });
  const button = visitor.page.locator('[part~="settings"]');
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await expect(button).toHaveCount(1);
  await expect(button).toBeHidden();
  await visitor.accepts();
  await expect(button).toBeVisible();
  await expect(button).toHaveAccessibleName('Your Privacy Choices');
  const { width = 0, height = 0 } = (await button.boundingBox()) ?? {};
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);

  await button.press('Enter');
  await expect(visitor.dialog).toBeVisible();
  await visitor.page.keyboard.press('Escape');
  await expect(visitor.dialog).toBeHidden();
  await expect(button).toBeFocused();

  await visitor.runs('assent.destroy()');
  await expect(button).toHaveCount(0);
  expect(await visitor.runs('document.adoptedStyleSheets.length')).toBe(0);
});

test('a visitor to a site without the floating settings button does not download it', async ({
  visitor,
  site,
}) => {
  site.page();
  await visitor.opens();
  await visitor.accepts();
  await visitor.settles();
  expect(visitor.log.own()).not.toContain('/button.js');
  await expect(visitor.page.locator('[part~="settings"]')).toHaveCount(0);
});

/** Names and lengths of what moves in our shadow roots. */
const moving = `[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot?.getAnimations() ?? [])
  .map(({ effect }) => effect.getTiming().duration)`;

test('a visitor who asked for less motion sees none (WCAG 2.3.3)', async ({ visitor, site }) => {
  site.page({ options: { ui: { floatingButton: true } } });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.runs(moving)).toEqual([]);
  await visitor.choosesInstead();
  expect(await visitor.runs(moving)).toEqual([]);
});

test.describe('with motion', () => {
  test.use({ reducedMotion: 'no-preference' });

  test('a visitor sees the banner rise and the dialog appear, in a fifth of a second', async ({
    visitor,
    site,
  }) => {
    const watch = `<script>addEventListener('animationstart', (event) => {
      (window.seen ??= []).push(event.animationName)
    }, true);
    document.addEventListener('assent:show', () => (window.lengths ??= []).push(...${moving}));</script>`;
    site.page({ head: watch });
    await visitor.opens();
    await visitor.choosesInstead();
    const lengths = await visitor.runs<number[]>('window.lengths');
    expect(lengths.length).toBeGreaterThanOrEqual(2);
    for (const length of lengths) expect(length).toBe(200);
  });
});

test('a visitor whose settings button is missing loses nothing else, and the console says so once', async ({
  visitor,
  site,
}) => {
  site.serves(/^\/button\.js$/, { status: 404 });
  site.page({ options: { ui: { floatingButton: true } } });
  await visitor.opens();
  await visitor.accepts();
  await visitor.opensSettings();
  await visitor.saves();
  await expect.poll(visitor.messages).toEqual([expect.stringMatching(/^\[assent\] The button did not load/)]);
});
