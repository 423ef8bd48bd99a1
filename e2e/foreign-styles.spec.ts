// The site's own stylesheets against ours: theirs do not reach in, whatever they say, and ours do not reach out.
import { expect, marketing, test } from './fixture.ts';
import type { Visitor } from './visitor.ts';

const sheets: Record<string, string> = {
  'a reset':
    '*, ::before, ::after { margin: 0; padding: 0; border: 0; font: inherit; vertical-align: baseline }',
  // The rules of Tailwind's preflight that meet elements like ours.
  'a preflight': `*, ::before, ::after { box-sizing: border-box; border: 0 solid; margin: 0; padding: 0 }
    html { line-height: 1.5; font-family: ui-monospace; tab-size: 4 } h2 { font-size: inherit; font-weight: inherit }
    a { color: inherit; text-decoration: inherit } ol, ul { list-style: none } svg, img { display: block; max-width: 100% }
    button, input { font: inherit; letter-spacing: inherit; color: inherit; border-radius: 0; background: transparent }
    summary { display: list-item } [hidden] { display: none !important }`,
  // Class names that Bootstrap and others give a meaning to.
  'a framework': `body { font: 13px/1 cursive; color: #f0f; text-align: center; letter-spacing: 3px }
    .banner, .close, .row, .body, .head, .foot, .name, .category, .notice, .wide, .buttons, .answer, .asked
      { display: none; float: right; margin: -40px; opacity: .5; font-size: 3rem }
    button { text-transform: uppercase; border-radius: 0 } label { display: block } dialog { inset: 40% }
    [popover] { position: static } section, aside { max-width: 10px }`,
  'all: unset': '* { all: unset }',
  'all: unset !important': '* { all: unset !important }',
  'everything !important': `* { color: red !important; background: lime !important; font: 40px cursive !important;
    letter-spacing: 9px !important; word-spacing: 20px !important; line-height: 3 !important; text-indent: 90px !important;
    text-transform: uppercase !important; text-align: right !important; text-shadow: 3px 3px red !important;
    white-space: nowrap !important; word-break: break-all !important; writing-mode: vertical-rl !important;
    direction: rtl !important; visibility: hidden !important; pointer-events: none !important; cursor: none !important;
    user-select: none !important; opacity: .2 !important; transform: rotate(9deg) !important; filter: blur(3px) !important;
    clip-path: inset(40%) !important; overflow: hidden !important; position: relative !important; z-index: 0 !important;
    isolation: isolate !important; contain: layout !important; animation: none !important; width: 3px !important }
    html, body { visibility: visible !important; width: auto !important; overflow: visible !important }`,
  'a huge root': 'html { font-size: 40px }',
  'a tiny root': 'html { font-size: 62.5% }',
  'a root with rem everywhere':
    'html { font-size: 40px; line-height: 3rem; letter-spacing: .5rem } * { padding: 1rem }',
};

/** Every element of a layer with its box and what its looks follow from. */
function portrait({ banner, dialog }: Visitor, layer: 'banner' | 'dialog') {
  return { banner, dialog }[layer].evaluate((root) =>
    // What a closed <details> holds has no boxes.
    [root, ...root.querySelectorAll(':not(details:not([open]) > div)')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const looks = [
        'color',
        'backgroundColor',
        'borderTopColor',
        'borderTopWidth',
        'cursor',
        'direction',
        'display',
        'fontFamily',
        'fontSize',
        'fontWeight',
        'letterSpacing',
        'lineHeight',
        'opacity',
        'pointerEvents',
        'position',
        'textAlign',
        'textIndent',
        'textShadow',
        'textTransform',
        'userSelect',
        'visibility',
        'whiteSpace',
        'wordSpacing',
        'writingMode',
      ] as const;
      return {
        what: `${element.localName}.${element.className}`,
        box: [x, y, width, height].map(Math.round),
        looks: Object.fromEntries(looks.map((name) => [name, style[name]])),
      };
    }),
  );
}

test.use({ reducedMotion: 'reduce' });

for (const viewport of [
  { width: 1280, height: 720 },
  { width: 360, height: 740 },
]) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test("a visitor sees the same banner and dialog, whatever the site's stylesheets say", async ({
      visitor,
      site,
    }) => {
      test.slow();
      const seen = async (style: string) => {
        site.page({ options: marketing, head: `<style>${style}</style>` });
        await visitor.opens();
        await expect(visitor.banner).toBeVisible();
        const banner = await portrait(visitor, 'banner');
        await visitor.choosesInstead();
        // Nothing is under the mouse that pressed: the browser may find out late, and draws it otherwise.
        await visitor.page.mouse.move(0, 0);
        const dialog = await portrait(visitor, 'dialog');
        await visitor.page.keyboard.press('Escape');
        return { banner, dialog };
      };
      const alone = await seen('');
      expect(alone.dialog.length).toBeGreaterThan(40);
      for (const [name, style] of Object.entries(sheets)) {
        const { banner, dialog } = await seen(style);
        expect(banner, name).toEqual(alone.banner);
        expect(dialog, name).toEqual(alone.dialog);
      }
      // It works, too: the last sheet but one of the strong ones, with a mouse.
      await seen(sheets['everything !important'] ?? '');
      await visitor.accepts();
    });
  });
}

test("a site's own elements look the same with the banner and the dialog as without", async ({
  visitor,
  site,
}) => {
  const body = `<h2>Our shoes</h2><p class="banner soft notice">All <a href="/">welted</a>.</p><button class="answer close">Buy</button>
    <input role="switch" type="checkbox" aria-label="Gift"><details class="vendor" open><summary>More</summary><ul><li><code>x</code></li></ul></details>
    <dialog open class="dialog">Free delivery</dialog><section class="placeholder row">Row</section>`;
  // One line for each element and property, so that a difference can be read.
  const own = () =>
    visitor.page.evaluate(() =>
      [...document.querySelectorAll('body, body *')]
        .filter((one) => !one.matches('assent-ui, iframe') && !one.shadowRoot)
        .flatMap((one, index) => {
          const { x, y, width, height } = one.getBoundingClientRect();
          const style = getComputedStyle(one);
          const told = [...style].filter((name) => name !== '--assent-room');
          return [
            `${index} ${one.localName} ${[x, y, width, height]}`,
            ...told.map((name) => `${index} ${one.localName} ${name}: ${style.getPropertyValue(name)}`),
          ];
        }),
    );
  const strange = async () => {
    const now = await own();
    return now.filter((line) => !without.has(line));
  };
  site.page({ script: false, body });
  await visitor.opens();
  const without = new Set(await own());
  expect(without.size).toBeGreaterThan(2000);
  site.page({ body });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(await strange()).toEqual([]);
  await visitor.runs('assent.open()');
  await expect(visitor.dialog).toBeVisible();
  expect(await strange()).toEqual([]);
});

test("a placeholder keeps its size and its words' looks under the site's reset and unset", async ({
  visitor,
  site,
}) => {
  const frame =
    '<iframe title="Film" width="560" height="315" data-consent="social" data-src="https://v.example/1"></iframe>';
  const seen = async (style: string) => {
    site.page({ head: `<style>${style}</style>`, body: frame });
    await visitor.opens();
    await expect(visitor.placeholder).toBeVisible();
    return visitor.placeholder.evaluate((root) =>
      [root, ...root.querySelectorAll('*')].map((one) => {
        const { color, fontSize, lineHeight, letterSpacing, textTransform } = getComputedStyle(one);
        const { offsetWidth, offsetHeight } = one as HTMLElement;
        return { color, fontSize, lineHeight, letterSpacing, textTransform, offsetWidth, offsetHeight };
      }),
    );
  };
  const alone = await seen('');
  expect(alone[0]).toMatchObject({ offsetWidth: 560, offsetHeight: 315 });
  for (const name of [
    'a reset',
    'a preflight',
    'a framework',
    'all: unset',
    'all: unset !important',
    'a huge root',
  ])
    expect(await seen(sheets[name] ?? ''), name).toEqual(alone);
});

// Stated in the README: who hides the one element we have, hides us. Then nothing is granted.
test('a visitor to a site that hides assent-ui is not asked, and nothing is granted', async ({
  visitor,
  site,
}) => {
  site.page({ options: marketing, head: '<style>* { display: none !important }</style>' });
  await visitor.opens();
  await expect(visitor.banner).toHaveCount(1);
  await expect(visitor.banner).toBeHidden();
  await visitor.settles();
  expect((await visitor.state()).granted).toEqual(['essential']);
  expect(visitor.log.hosts()).toEqual([]);
});
