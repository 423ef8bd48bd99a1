// What every visitor can perceive and operate, by the success criteria of WCAG 2.2 A and AA that concern us. Each test names
// its criteria. Two engines look at every state, layout and theme; the rest looks at what engines cannot see.
import type { Locator } from 'playwright/test';
import { faults } from './engines.ts';
import { expect, marketing, test } from './fixture.ts';
import { looksOf } from './looks.ts';
import type { Visitor } from './visitor.ts';

const frame =
  '<iframe title="Film" width="320" height="180" data-consent="social" data-src="https://v.example/1"></iframe>';
const page = { options: marketing, body: frame };

/** Opens everything in the dialog that can be opened. */
async function disclosesAll({ dialog }: Visitor) {
  await dialog.evaluate((element) => {
    for (const summary of element.querySelectorAll<HTMLElement>('details:not([open]) > summary'))
      summary.click();
  });
  await expect(dialog.getByText('_ga', { exact: true }).first()).toBeVisible();
}

const arabic = {
  lang: 'ar',
  bannerTitle: 'ملفات تعريف الارتباط على هذا الموقع',
  bannerText: 'بعض الملفات ضرورية لعمل الموقع. وبإذنك نستخدم ملفات أخرى أيضًا.',
  accept: 'قبول الكل',
  reject: 'رفض الكل',
  choose: 'اختيار',
  save: 'حفظ الاختيارات',
  dialogTitle: 'خيارات الخصوصية',
};
// The longest words of a language with long words, on every button.
const finnish = {
  lang: 'fi',
  bannerTitle: 'Evästeet tällä verkkosivustolla',
  bannerText:
    'Osa evästeistä on välttämättömiä verkkosivuston toiminnan kannalta. Suostumuksellasi käytämme myös muita evästeitä: ”Valitse evästeasetukset” kertoo, mihin tarkoituksiin. Voit muuttaa mieltäsi milloin tahansa.',
  policy: 'Tietosuojaseloste',
  accept: 'Hyväksy kaikki evästeet',
  reject: 'Hylkää kaikki evästeet',
  choose: 'Valitse evästeasetukset',
  save: 'Tallenna evästeasetukset',
  dialogTitle: 'Yksityisyydensuoja-asetukset',
  essentialTitle: 'Välttämättömät',
  targetingTitle: 'Kohdennettu markkinointi',
};

// 1.1.1, 1.3.1, 1.4.3, 2.4.4, 2.4.6, 2.5.3, 3.1.2, 4.1.2 and all else that an engine can tell.
const states: Record<string, (visitor: Visitor) => Promise<void>> = {
  'banner and the placeholder': async ({ placeholder, banner }) => {
    await expect(placeholder).toBeVisible();
    await expect(banner).toBeVisible();
  },
  dialog: async (visitor) => {
    await visitor.choosesInstead();
    await disclosesAll(visitor);
  },
  'confirmation and the settings button': async (visitor) => {
    await visitor.rejects();
    await expect(visitor.status(/saved/)).toBeVisible();
    await expect(visitor.page.locator('[part~="settings"]')).toBeVisible();
  },
  'dialog after an opt-out, with the signal on': async (visitor) => {
    await visitor.turnsOnGpc();
    await visitor.opens('/california');
    await visitor.opensSettings();
    await visitor.switchFor('targeting').click();
    await expect(visitor.dialog.getByText(/Press the switch again/)).toBeVisible();
  },
};
for (const { colorScheme, width, position, texts } of [
  { colorScheme: 'light', width: 1280, position: 'bottom', texts: {} },
  { colorScheme: 'dark', width: 1280, position: 'corner', texts: {} },
  { colorScheme: 'light', width: 360, position: 'center', texts: finnish },
  { colorScheme: 'dark', width: 360, position: 'bottom', texts: arabic },
  { colorScheme: 'dark', width: 768, position: 'center', texts: {} },
] as const) {
  test.describe(`${colorScheme}, ${position}, ${width} px, ${'lang' in texts ? texts.lang : 'en'}`, () => {
    test.use({ colorScheme, viewport: { width, height: 720 }, reducedMotion: 'reduce' });
    for (const [state, shows] of Object.entries(states)) {
      test(`two engines find no fault with the ${state}`, async ({ visitor, site }) => {
        const options = { ...marketing, texts, ui: { position, floatingButton: true } };
        site.page({ ...page, options });
        site.page({ ...page, options: { ...options, texts: {} }, path: '/california', region: 'US-CA' });
        await visitor.opens();
        await shows(visitor);
        expect(await faults(visitor)).toEqual([]);
      });
    }
  });
}

test('the engines do find faults, in our shadow root too', async ({ visitor, site }) => {
  site.page(page);
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.banner.evaluate((banner) => {
    banner.append(document.createElement('button'), document.createElement('img'));
  });
  const found = (await faults(visitor)).map((fault) => fault.split(' ')[0]);
  expect(new Set(found)).toEqual(new Set(['axe', 'ibm']));
});

test('the banner is a named region, met early, announced once, and leaves the focus alone (WCAG 1.3.1, 2.4.1, 4.1.2, 4.1.3)', async ({
  visitor,
  site,
}) => {
  // Hears what a screen reader would: changes of a live region that was there before.
  const hear = `<script>
    window.heard = [];
    const watch = (root) => new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes)
        if (target.role === 'status' && addedNodes.length) heard.push(target.textContent);
    }).observe(root, { childList: true, subtree: true });
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) { const root = attach.call(this, init); watch(root); return root; };
  </script>`;
  site.page({ ...page, first: hear });
  await visitor.page.clock.install();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await expect(visitor.banner).toHaveRole('region');
  await expect(visitor.banner).toHaveAccessibleName('Cookies on this site');
  await expect(visitor.banner).not.toHaveAttribute('aria-modal', 'true');
  await expect.poll(() => visitor.runs('heard')).toEqual(['Cookies on this site']);
  // Whoever reads on finds the heading alone.
  await visitor.page.clock.fastForward('00:10');
  await expect(visitor.banner.getByRole('status')).toHaveText('');
  expect(await visitor.runs('heard')).toEqual(['Cookies on this site']);
  expect(await visitor.runs('document.activeElement === document.body')).toBe(true);

  const stops = ['policy', 'accept', 'reject', 'choose'];
  for (const stop of stops) {
    await visitor.page.keyboard.press('Tab');
    const focused = stop === 'policy' ? visitor.banner.getByRole('link') : visitor.inBanner(stop);
    await expect(focused).toBeFocused();
  }
  await visitor.page.keyboard.press('Tab');
  await expect(visitor.page.locator('#home')).toBeFocused();
});

test('the dialog is a named modal, each switch has its name, state and description, each list opens by a button (WCAG 1.3.1, 2.4.6, 3.3.2, 4.1.2)', async ({
  visitor,
  site,
}) => {
  site.page(page);
  await visitor.opens();
  await visitor.choosesInstead();
  expect(await visitor.dialog.evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
  await expect(visitor.dialog).toHaveAccessibleName('Your Privacy Choices');
  await expect(visitor.dialog.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(visitor.inDialog('close')).toHaveAccessibleName('Close');
  await expect(visitor.dialog.getByRole('group', { name: 'Your Privacy Choices' })).toBeVisible();
  const switches = [
    ['essential', 'Essential', /needed/i],
    ['functional', 'Functional', /settings/i],
    ['analytics', 'Analytics', /visits/i],
    ['targeting', 'Targeting', /advertisements/i],
    ['social', 'Social media', /social networks/i],
  ] as const;
  await expect(visitor.dialog.getByRole('switch')).toHaveCount(switches.length);
  for (const [category, name, description] of switches) {
    const one = visitor.dialog.getByRole('switch', { name, exact: true, checked: category === 'essential' });
    await expect(one).toHaveAttribute('name', category);
    await expect(one).toHaveAccessibleDescription(description);
    // A native checkbox states "checked" by itself (ARIA in HTML).
    await expect(one).not.toHaveAttribute('aria-checked');
  }
  await visitor.page.keyboard.press('Escape');
  await expect(visitor.inBanner('choose')).toBeFocused();
});

for (const position of ['bottom', 'corner', 'center'] as const) {
  for (const viewport of [
    { width: 1280, height: 720 },
    { width: 320, height: 568 },
    { width: 320, height: 256 },
  ]) {
    test.describe(`${position} at ${viewport.width} × ${viewport.height}`, () => {
      test.use({ viewport });

      test('neither the banner nor the settings button covers what has the focus (WCAG 1.4.10, 2.4.11)', async ({
        visitor,
        site,
      }) => {
        const links = Array.from({ length: 40 }, (_, at) => `<p><a href="/${at}">Shoe ${at}</a></p>`);
        site.page({ options: { ui: { position, floatingButton: true } }, body: links.join('') });
        await visitor.opens();
        await expect(visitor.banner).toBeVisible();
        // The room comes with the frame after the one that shows the banner.
        const room = "getComputedStyle(document.documentElement).getPropertyValue('--assent-room')";
        await expect.poll(() => visitor.runs(room)).not.toBe('');
        const tabsThrough = async (key: string) => {
          for (let press = 0; press < 44; press += 1) {
            await visitor.page.keyboard.press(key);
            expect(await visitor.page.evaluate(covered)).toBe('');
          }
        };
        await visitor.page.locator('#home').focus();
        await tabsThrough('Tab');
        await tabsThrough('Shift+Tab');
        await visitor.rejects();
        await expect(visitor.page.locator('[part~="settings"]')).toBeVisible();
        await visitor.page.locator('#home').focus();
        await tabsThrough('Tab');
      });
    });
  }
}

// The scroll room needs no scroll bar where there was none, so the page is not pushed aside.
test('a short page may be scrolled from under the banner, and stays where it is (WCAG 2.4.11)', async ({
  visitor,
  site,
}) => {
  site.page({ body: '<div style="height: 420px"></div>' });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.page.locator('#opt-out').focus();
  expect(await visitor.page.evaluate(covered)).toBe('');
  const bar = "getComputedStyle(document.documentElement).scrollbarWidth + ' ' + innerWidth";
  expect(await visitor.runs(bar)).toBe('none 1280');
  await visitor.accepts();
  expect(await visitor.runs(bar)).toBe('auto 1280');
});

/** The text of the focused element if nothing of it can be seen. */
function covered() {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused.localName === 'assent-ui') return '';
  const { left, right, top, bottom } = focused.getBoundingClientRect();
  const points = [left + 1, (left + right) / 2, right - 1].flatMap((x) =>
    [top + 1, (top + bottom) / 2, bottom - 1].map((y) => document.elementFromPoint(x, y)),
  );
  return points.some((found) => found && focused.contains(found)) ? '' : focused.textContent;
}

for (const { name, viewport, half } of [
  { name: '1280 × 720', viewport: { width: 1280, height: 720 }, half: true },
  { name: 'the width of 400 % zoom', viewport: { width: 320, height: 568 }, half: true },
  { name: 'the width and height of 400 % zoom', viewport: { width: 320, height: 256 }, half: false },
  { name: 'a phone held across', viewport: { width: 667, height: 375 }, half: false },
]) {
  for (const texts of [{}, finnish, arabic]) {
    test.describe(`${name}, ${'lang' in texts ? texts.lang : 'en'}`, () => {
      test.use({ viewport, reducedMotion: 'reduce' });

      test('all of the banner and the dialog is in reach without scrolling sideways (WCAG 1.3.4, 1.4.4, 1.4.10, 1.4.12, 2.5.8)', async ({
        visitor,
        site,
      }) => {
        site.page({ ...page, options: { ...marketing, texts } });
        await visitor.opens();
        await expect(visitor.banner).toBeVisible();
        for (const spacing of [false, true]) {
          if (spacing) await spacesText(visitor);
          const { height = 0, y = -1 } = (await visitor.banner.boundingBox()) ?? {};
          if (half) expect(height).toBeLessThanOrEqual(viewport.height / 2);
          expect(y).toBeGreaterThanOrEqual(0);
          await showsAll(visitor.banner);
          await visitor.choosesInstead();
          await disclosesAll(visitor);
          if (spacing) await spacesText(visitor);
          await showsAll(visitor.dialog);
          await visitor.inDialog('close').click();
        }
        expect(await visitor.runs('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(
          0,
        );
      });
    });
  }
}

/** The spacing a visitor may ask for (WCAG 2.2, 1.4.12), in our shadow root too. */
async function spacesText({ page }: Visitor) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
    );
    document.querySelector('assent-ui')?.shadowRoot?.adoptedStyleSheets.push(sheet);
  });
}

/** Every control can be scrolled to, is large enough, lies within the layer, and no words are cut off. */
async function showsAll(layer: Locator) {
  const problems = await layer.evaluate((root) => {
    const found: string[] = [];
    if (root.scrollWidth > root.clientWidth) found.push('scrolls sideways');
    for (const control of root.querySelectorAll<HTMLElement>('button, input, summary, a[href]')) {
      if (!control.checkVisibility()) continue;
      const named = control.outerHTML.slice(0, 60);
      control.scrollIntoView({ block: 'nearest' });
      const box = control.getBoundingClientRect();
      const within = root.getBoundingClientRect();
      if (box.left < within.left || box.right > within.right) found.push(`${named} sticks out`);
      if (box.bottom > within.bottom + 1 || box.top < within.top - 1) found.push(`${named} is out of reach`);
      const inSentence = control.matches('p a');
      if (!inSentence && Math.min(box.width, box.height) < 24) found.push(`${named} is small`);
      const middle = (control.getRootNode() as ShadowRoot).elementFromPoint(
        box.left + box.width / 2,
        box.top + box.height / 2,
      );
      if (!inSentence && !control.contains(middle) && !middle?.contains(control))
        found.push(`${named} is covered`);
    }
    for (const words of root.querySelectorAll('h2, p, button, summary, .name, li')) {
      if (words.checkVisibility() && words.scrollWidth > words.clientWidth + 1 && words.clientWidth)
        found.push(`${words.textContent} is cut off`);
    }
    root.scrollTo(0, 0);
    return found;
  });
  expect(problems).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' });

    test('words, edges, switches and the focus ring stand out enough (WCAG 1.4.1, 1.4.3, 1.4.11, 2.4.7, 2.4.13)', async ({
      visitor,
      site,
    }) => {
      site.page(page);
      await visitor.opens();
      await expect(visitor.banner).toBeVisible();
      for (const words of await visitor.banner.locator('h2, p, a, button').all())
        expect((await looksOf(words)).contrast).toBeGreaterThanOrEqual(4.5);
      await visitor.choosesInstead();
      await disclosesAll(visitor);
      for (const words of await visitor.dialog
        .locator('h2, p:not(:empty), a, button, summary, .name, .soft, li span, code')
        .all())
        expect((await looksOf(words)).contrast).toBeGreaterThanOrEqual(4.5);
      for (const edge of await visitor.dialog.locator('button:not(.close), input').all())
        expect((await looksOf(edge)).edge).toBeGreaterThanOrEqual(3);

      // The thumb's place tells on from off, not the colour alone.
      const thumb = (category: string) =>
        visitor.switchFor(category).evaluate((box) => getComputedStyle(box, '::before').left);
      const off = await thumb('analytics');
      await visitor.switchFor('analytics').press('Space');
      expect(await thumb('analytics')).not.toBe(off);
      expect((await looksOf(visitor.switchFor('analytics'))).edge).toBeGreaterThanOrEqual(3);

      // Every stop of the keyboard shows a ring of 3 px.
      for (let press = 0; press < 12; press += 1) {
        await visitor.page.keyboard.press('Tab');
        const ring = await visitor.dialog.evaluate((dialog) => {
          const focused = (dialog.getRootNode() as ShadowRoot).activeElement;
          const { outlineStyle, outlineWidth } = getComputedStyle(focused ?? document.body);
          return focused ? `${outlineStyle} ${outlineWidth}` : 'solid 3px';
        });
        expect(ring).toBe('solid 3px');
      }
    });
  });
}

test.describe('in forced colours', () => {
  test.use({ forcedColors: 'active' });

  test('buttons, switches and the focus ring keep an edge of their own (WCAG 1.4.11)', async ({
    visitor,
    site,
  }) => {
    site.page(page);
    await visitor.opens();
    await visitor.choosesInstead();
    const style = (part: Locator, pseudo?: string) =>
      part.evaluate((one, name) => {
        const { borderTopColor, borderTopWidth, backgroundColor, left, outlineStyle } = getComputedStyle(
          one,
          name,
        );
        return { borderTopColor, borderTopWidth, backgroundColor, left, outlineStyle };
      }, pseudo);
    const canvas = await visitor.page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.color = 'Canvas';
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    });
    for (const part of ['accept', 'reject', 'save']) {
      const { borderTopColor, borderTopWidth } = await style(visitor.inDialog(part));
      expect(Number.parseFloat(borderTopWidth)).toBeGreaterThan(0);
      expect(borderTopColor).not.toBe(canvas);
    }
    const box = visitor.switchFor('analytics');
    const off = { edge: await style(box), thumb: await style(box, '::before') };
    expect(off.edge.borderTopColor).not.toBe(canvas);
    expect(off.thumb.backgroundColor).not.toBe(canvas);
    await box.press('Space');
    const on = { edge: await style(box), thumb: await style(box, '::before') };
    expect(on.thumb.left).not.toBe(off.thumb.left);
    expect(on.thumb.backgroundColor).not.toBe(on.edge.backgroundColor);
    expect(on.edge.outlineStyle).toBe('solid');
  });
});

test('nothing of ours is an image of words, a tooltip, a shortcut or a drag (WCAG 1.4.5, 1.4.13, 2.1.4, 2.5.1, 2.5.7)', async ({
  visitor,
  site,
}) => {
  site.page(page);
  await visitor.opens();
  await visitor.choosesInstead();
  for (const layer of [visitor.banner, visitor.dialog]) {
    await expect(layer.locator('[title], img, [draggable], [accesskey]')).toHaveCount(0);
    await expect(layer.locator('svg:not([aria-hidden="true"])')).toHaveCount(0);
    // What a visitor sees on a control is in its name, so that it can be said (WCAG 2.5.3).
    for (const control of await layer.getByRole('button').all()) {
      const words = (await control.textContent())?.trim();
      if (words) await expect(control).toHaveAccessibleName(words);
    }
  }
  for (const key of 'arnsxc') await visitor.page.keyboard.press(key);
  await expect(visitor.dialog).toBeVisible();
  expect(await visitor.decision()).toBeNull();
  // A tap on the words does what a tap on the switch does.
  await visitor.dialog.getByText('Analytics', { exact: true }).click();
  await expect(visitor.switchFor('analytics')).toBeChecked();
});

test('a press can be taken back, focus changes nothing, a switch saves nothing by itself (WCAG 2.5.2, 3.2.1, 3.2.2)', async ({
  visitor,
  site,
}) => {
  site.page(page);
  await visitor.opens();
  const box = await visitor.inBanner('accept').boundingBox();
  if (!box) throw new Error('The button has no place.');
  await visitor.page.mouse.move(box.x + 5, box.y + 5);
  await visitor.page.mouse.down();
  await visitor.page.mouse.move(5, 5);
  await visitor.page.mouse.up();
  await expect(visitor.banner).toBeVisible();
  for (const part of ['accept', 'reject', 'choose']) await visitor.inBanner(part).focus();
  await visitor.choosesInstead();
  await visitor.switchFor('analytics').setChecked(true);
  await visitor.settles();
  await expect(visitor.dialog).toBeVisible();
  expect(await visitor.decision()).toBeNull();
  expect(visitor.log.hosts()).toEqual([]);
});

for (const [how, does] of Object.entries({
  'accept in the banner': (visitor: Visitor) => visitor.inBanner('accept').press('Enter'),
  'reject in the banner': (visitor: Visitor) => visitor.inBanner('reject').press('Enter'),
  'save in the dialog': async (visitor: Visitor) => {
    await visitor.choosesInstead();
    await visitor.inDialog('save').press('Enter');
  },
})) {
  test(`a visitor who presses ${how} is told politely, at leisure, and goes on from the page's start (WCAG 2.2.1, 2.4.3, 4.1.3)`, async ({
    visitor,
    site,
  }) => {
    await visitor.page.clock.install();
    site.page({ options: { texts: { saved: 'Noted.' } } });
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    await does(visitor);
    await expect(visitor.status(/Noted/)).toBeVisible();
    await expect(visitor.banner).toHaveCount(0);
    await visitor.page.clock.fastForward(5000);
    await expect(visitor.status(/Noted/)).toBeVisible();
    await visitor.page.clock.fastForward(5000);
    await expect(visitor.status(/Noted/)).toHaveCount(0);
    // Nothing of ours is left to stop at, and nothing of the page was skipped.
    await visitor.page.keyboard.press('Tab');
    await expect(visitor.page.locator('#home')).toBeFocused();
  });
}

test('a visitor is told of an opt-out without losing their place (WCAG 2.4.3, 4.1.3)', async ({
  visitor,
  site,
}) => {
  site.page({ region: 'US-CA' });
  await visitor.opens();
  await visitor.page.locator('#opt-out').focus();
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.status(/opted out/i)).toBeVisible();
  await expect(visitor.page.locator('#opt-out')).toBeFocused();
});

test('each layer says its language and direction, and the switch goes the other way (WCAG 3.1.2)', async ({
  visitor,
  site,
}) => {
  site.page({ ...page, lang: 'en', options: { ...marketing, texts: arabic } });
  await visitor.opens();
  for (const layer of [visitor.banner, visitor.placeholder]) {
    await expect(layer).toHaveAttribute('lang', 'ar');
    await expect(layer).toHaveCSS('direction', 'rtl');
  }
  // Visual order follows the order of the markup: accept first, from the right (WCAG 1.3.2).
  const x = async (part: string) => (await visitor.inBanner(part).boundingBox())?.x ?? 0;
  expect(await x('accept')).toBeGreaterThan(await x('reject'));
  await visitor.choosesInstead();
  await expect(visitor.dialog).toHaveCSS('direction', 'rtl');
  const [close, heading] = [
    await visitor.inDialog('close').boundingBox(),
    await visitor.dialog.locator('h2').boundingBox(),
  ];
  expect(close?.x).toBeLessThan(heading?.x ?? 0);
  const thumb = visitor.switchFor('analytics');
  const right = () => thumb.evaluate((box) => Number.parseFloat(getComputedStyle(box, '::before').right));
  expect(await right()).toBe(4);
  await thumb.press('Space');
  expect(await right()).toBe(24);
});

test('the settings button and the settings links are in the same place, by the same name, on every page (WCAG 3.2.3, 3.2.4)', async ({
  visitor,
  site,
}) => {
  site.page({ region: 'US-CA', options: { ui: { floatingButton: true } } });
  const seen: unknown[] = [];
  for (const path of ['/', '/next']) {
    await visitor.opens(path);
    const button = visitor.page.getByRole('button', { name: 'Your Privacy Choices' });
    await expect(button).toBeVisible();
    seen.push(await button.boundingBox());
  }
  expect(seen[0]).toEqual(seen[1]);
});

test('the dialog lists each cookie with name, purpose, duration and party', async ({ visitor, site }) => {
  const chat = {
    id: 'chat',
    name: 'Chatty Ltd',
    category: 'functional',
    purpose: 'Lets you talk to us.',
    hosts: ['chat.vendor.example'],
    cookies: [
      { name: 'chat_id', purpose: 'Keeps the conversation.', duration: 'session', party: 'first' },
      { name: 'chat_seen', purpose: 'Counts what you read.', duration: 'P90D', party: 'third' },
    ],
  };
  site.page({ options: { ...marketing, vendors: [chat] } });
  await visitor.opens();
  await visitor.choosesInstead();
  await disclosesAll(visitor);
  const category = visitor.dialog.locator('[part~="category"]', {
    has: visitor.page.locator('[name="functional"]'),
  });
  await expect(category.locator('[part~="vendor"]')).toContainText(['Chatty Ltd']);
  for (const text of ['Lets you talk to us.', 'chat_id', 'Keeps the conversation.', 'chat_seen']) {
    await expect(category.getByText(text)).toBeVisible();
  }
  for (const text of [/session|close the browser/i, /90 days/i, /first.party/i, /third.party/i]) {
    await expect(category.getByText(text).first()).toBeVisible();
  }
});
