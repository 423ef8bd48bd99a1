// What every visitor can perceive and operate: axe-core over banner, dialog and placeholder in both themes and
// at both widths, and what axe cannot see: equal weight, targets, focus, stillness.
import axe from 'axe-core';
import { expect, marketing, test } from './fixture.ts';
import type { Visitor } from './visitor.ts';

const frame =
  '<iframe title="Film" width="320" height="180" data-consent="social" data-src="https://v.example/1"></iframe>';
const page = { options: marketing, body: frame };

/** Names of the axe rules broken on the page, with where. */
async function faults({ page }: Visitor) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Opens everything in the dialog that can be opened. */
async function disclosesAll({ dialog }: Visitor) {
  await dialog.evaluate((element) => {
    for (const summary of element.querySelectorAll('details:not([open]) > summary'))
      (summary as HTMLElement).click();
    for (const button of element.querySelectorAll('button[aria-expanded=false]'))
      (button as HTMLElement).click();
  });
  await expect(dialog.getByText('_ga', { exact: true }).first()).toBeVisible();
}

const surfaces: Record<string, (visitor: Visitor) => Promise<void>> = {
  'banner and a placeholder': async ({ placeholder, banner }) => {
    await expect(placeholder).toBeVisible();
    await expect(banner).toBeVisible();
  },
  dialog: (visitor) => visitor.choosesInstead(),
  'dialog with everything disclosed': async (visitor) => {
    await visitor.choosesInstead();
    await disclosesAll(visitor);
  },
  'dialog after a decision, with the signal on': async (visitor) => {
    await visitor.turnsOnGpc();
    await visitor.runs('assent.grant()');
    await visitor.opens('/next');
    await visitor.opensSettings();
  },
};
for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test.describe(`${colorScheme} at ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 720 }, reducedMotion: 'reduce' });
      for (const [surface, shows] of Object.entries(surfaces)) {
        test(`axe finds no fault with the ${surface}`, async ({ visitor, site }) => {
          site.page(page);
          await visitor.opens();
          await shows(visitor);
          expect(await faults(visitor)).toEqual([]);
        });
      }

      test('accept and reject weigh the same in the banner and in the dialog (11 CCR 7004(a)(2))', async ({
        visitor,
        site,
      }) => {
        site.page(page);
        await visitor.opens();
        await expect(visitor.banner).toBeVisible();
        expect(await weight(visitor, 'banner', 'accept')).toEqual(await weight(visitor, 'banner', 'reject'));
        await visitor.choosesInstead();
        expect(await weight(visitor, 'dialog', 'accept')).toEqual(await weight(visitor, 'dialog', 'reject'));
      });

      test('every control is at least 24 px in each direction (WCAG 2.5.8)', async ({ visitor, site }) => {
        site.page(page);
        await visitor.opens();
        await expect(visitor.banner).toBeVisible();
        await expect(visitor.placeholder).toBeVisible();
        expect(await smallTargets(visitor, 'banner')).toEqual([]);
        expect(await smallTargets(visitor, 'placeholder')).toEqual([]);
        await visitor.choosesInstead();
        await disclosesAll(visitor);
        expect(await smallTargets(visitor, 'dialog')).toEqual([]);
      });

      test('nothing is cut off sideways (WCAG 1.4.10)', async ({ visitor, site }) => {
        site.page(page);
        await visitor.opens();
        await expect(visitor.banner).toBeVisible();
        await visitor.choosesInstead();
        await disclosesAll(visitor);
        const wide = (element: Element) => element.scrollWidth - element.clientWidth;
        expect(await visitor.dialog.evaluate(wide)).toBeLessThanOrEqual(0);
        expect(await visitor.page.locator('html').evaluate(wide)).toBeLessThanOrEqual(0);
      });
    });
  }
}

async function weight(visitor: Visitor, surface: 'banner' | 'dialog', part: string) {
  return visitor[surface].locator(`[part~="${part}"]`).evaluate((button) => {
    const { width, height } = button.getBoundingClientRect();
    const {
      color,
      backgroundColor,
      borderColor,
      borderWidth,
      fontWeight,
      fontSize,
      opacity,
      textDecoration,
      boxShadow,
    } = getComputedStyle(button);
    const style = { color, backgroundColor, borderColor, borderWidth, fontWeight, fontSize };
    return {
      ...style,
      opacity,
      textDecoration,
      boxShadow,
      width: Math.round(width),
      height: Math.round(height),
    };
  });
}

/** Controls smaller than 24 px; a link inside a sentence is exempt. */
async function smallTargets(visitor: Visitor, surface: 'banner' | 'dialog' | 'placeholder') {
  return visitor[surface].evaluate((root) =>
    [...root.querySelectorAll('button, input, summary, a')]
      .filter((control) => !(control.matches('p a, li a, dd a, td a') || !control.checkVisibility()))
      .filter((control) => {
        const { width, height } = control.getBoundingClientRect();
        return width < 24 || height < 24;
      })
      .map(({ outerHTML }) => outerHTML),
  );
}

test('the banner is a named region, not modal, and leaves the focus alone', async ({ visitor, site }) => {
  site.page(page);
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await expect(visitor.banner).toHaveRole('region');
  await expect(visitor.banner).toHaveAccessibleName(/\S/);
  await expect(visitor.banner).not.toHaveAttribute('aria-modal', 'true');
  expect(await visitor.runs('document.activeElement === document.body')).toBe(true);
});

test('the dialog is modal and named, and each switch says its category', async ({ visitor, site }) => {
  site.page(page);
  await visitor.opens();
  await visitor.choosesInstead();
  expect(await visitor.dialog.evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
  await expect(visitor.dialog).toHaveAccessibleName(/\S/);
  const switches = visitor.dialog.getByRole('switch');
  await expect(switches).toHaveCount(5);
  const names = new Set<string>();
  for (const one of await switches.all()) {
    await expect(one).toHaveAttribute('type', 'checkbox');
    await expect(one).toHaveAccessibleName(/\S/);
    names.add((await one.getAttribute('name')) ?? '');
  }
  expect([...names].sort()).toEqual(['analytics', 'essential', 'functional', 'social', 'targeting']);
});

test('the banner moves nothing on the page and is not its largest paint', async ({ visitor, site }) => {
  const hero = `<svg width="640" height="360" role="img" aria-label="Shoes"><rect width="640" height="360"/></svg>
    <p style="font-size: 2rem">${'Cut, sewn and finished in our own workshop. '.repeat(12)}</p>`;
  const watch = `<script>
    window.shifts = []; window.largest = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value)))
      .observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => largest.push(...list.getEntries().map(({ element }) => element?.localName)))
      .observe({ type: 'largest-contentful-paint', buffered: true });
  </script>`;
  site.page({ head: watch, body: hero });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  await expect.poll(() => visitor.runs('largest.at(-1)')).toBe('p');
  expect(await visitor.runs('shifts')).toEqual([]);
  await visitor.accepts();
  await visitor.settles();
  expect(await visitor.runs('shifts')).toEqual([]);
});

for (const viewport of [
  { width: 1280, height: 720 },
  { width: 320, height: 568 },
]) {
  test.describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });

    test('the banner never covers what has the focus (WCAG 2.4.11)', async ({ visitor, site }) => {
      const links = Array.from({ length: 60 }, (_, index) => `<p><a href="/${index}">Shoe ${index}</a></p>`);
      site.page({ body: links.join('') });
      await visitor.opens();
      await expect(visitor.banner).toBeVisible();
      await visitor.page.locator('main a').first().focus();
      for (let press = 0; press < 60; press += 1) {
        await visitor.page.keyboard.press('Tab');
        expect(await visitor.page.evaluate(covered)).toBe('');
      }
    });

    test('the banner takes at most half of the window, and its buttons are in reach', async ({
      visitor,
      site,
    }) => {
      site.page(page);
      await visitor.opens();
      await expect(visitor.banner).toBeVisible();
      const box = await visitor.banner.boundingBox();
      expect(box?.height).toBeLessThanOrEqual(viewport.height / 2);
      for (const part of ['accept', 'reject', 'choose']) {
        await visitor.inBanner(part).click({ trial: true });
      }
    });
  });
}

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

test('a visitor is told of a saved choice without losing their place', async ({ visitor, site }) => {
  site.page({ region: 'US-CA' });
  await visitor.opens();
  await visitor.page.locator('#opt-out').focus();
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.status(/opted out/i)).toBeVisible();
  await expect(visitor.page.locator('#opt-out')).toBeFocused();
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
