// What assistive technology is told, and whether all of it can be read: the same in every engine, as far as each can
// be asked.
import words from '../../locales/en.json' with { type: 'json' };
import type { Accessible } from './drivers/driver.ts';
import { expect, marketing, noting, test } from './fixture.ts';
import { banner, dialog, inBanner } from './visitor.ts';

/** Every control and landmark beneath an element: its role, and the name it says it has. Run in the page. */
const tree = `(top) => {
  const root = top.getRootNode();
  const text = (it) => it.textContent.replace(/\\s+/g, ' ').trim();
  const nameOf = (it) => {
    const by = it.getAttribute('aria-labelledby');
    if (by) return by.split(' ').map((id) => text(root.getElementById(id))).join(' ');
    return it.getAttribute('aria-label') ?? text(it);
  };
  const roles = { SECTION: 'region', DIALOG: 'dialog', H2: 'heading', BUTTON: 'button', A: 'link' };
  return [top, ...top.querySelectorAll('h2, button, a[href], [role="switch"]')]
    .filter((it) => it.checkVisibility())
    .map((it) => [it.getAttribute('role') ?? roles[it.tagName], nameOf(it)]);
}`;

const controls = (...roles: readonly (readonly [string, keyof typeof words])[]) =>
  roles.map(([role, key]): Accessible => [role, words[key]]);
const told = {
  banner: controls(
    ['region', 'bannerTitle'],
    ['heading', 'bannerTitle'],
    ['link', 'policy'],
    ['button', 'accept'],
    ['button', 'reject'],
    ['button', 'choose'],
  ),
  dialog: controls(
    ['dialog', 'dialogTitle'],
    ['heading', 'dialogTitle'],
    ['button', 'close'],
    ['link', 'policy'],
    ['switch', 'essentialTitle'],
    ['switch', 'functionalTitle'],
    ['switch', 'analyticsTitle'],
    ['switch', 'targetingTitle'],
    ['switch', 'socialTitle'],
    ['button', 'accept'],
    ['button', 'reject'],
    ['button', 'save'],
  ),
};

test('accessibility tree: the same roles and names everywhere', async ({ visitor, site }) => {
  site.page(noting({ options: marketing }));
  await visitor.opens();
  await visitor.sees(banner);
  for (const [name, element] of Object.entries({ banner, dialog })) {
    if (name === 'dialog') await visitor.clicks(inBanner('choose'));
    await visitor.sees(element);
    const expected = told[name as keyof typeof told];
    expect(await visitor.runs(`(${tree})(${element})`)).toEqual(expected);
    // Asked of the engine itself, with one that is not there to see that it can say no.
    const missing: Accessible = ['button', 'Nowhere to be found'];
    expect(await visitor.tab.lacks(element, [...expected, missing])).toEqual([missing]);
  }
});

test('forced colours: every control keeps an edge that can be seen', async ({ arrives, engine, site }) => {
  test.skip(!engine.can.has('forcedColors'), `${engine.name} has no forced colours`);
  const visitor = await arrives({ forcedColors: true });
  site.page(noting({ options: marketing }));
  await visitor.opens();
  await visitor.sees(banner);
  expect(await visitor.runs("matchMedia('(forced-colors: active)').matches")).toBe(true);
  await visitor.clicks(inBanner('choose'));
  await visitor.sees(dialog);
  const edges = `[...${dialog}.querySelectorAll('button, [role="switch"]'), ${dialog}].map((it) => {
    const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor, appearance } = getComputedStyle(it);
    const drawn = parseFloat(borderTopWidth) >= 1 && borderTopStyle !== 'none' && borderTopColor !== backgroundColor;
    return drawn || appearance === 'auto' ? '' : it.part.value;
  }).filter(Boolean)`;
  expect(await visitor.runs(edges)).toEqual([]);
  // On and off differ by where the knob stands, not by a colour that is no longer there.
  const knobs = `['essential', 'analytics'].map((name) => {
    const it = ${dialog}.querySelector('[role="switch"][name="' + name + '"]');
    return getComputedStyle(it, '::before').left;
  })`;
  const [on, off] = await visitor.runs<string[]>(knobs);
  expect(on).not.toBe(off);
});

test('text at twice its size: nothing is clipped', async ({ arrives, engine, site }) => {
  test.skip(!engine.can.has('textZoom'), `${engine.name} has no zoom of text alone`);
  site.page(noting({ options: marketing }));
  const sizeOf = `(() => { const p = document.createElement('p'); p.textContent = 'x'; p.style.cssText = 'position:absolute;font:16px/1 monospace'; document.body.append(p); const { width } = p.getBoundingClientRect(); p.remove(); return width; })()`;
  const before = await arrives();
  await before.opens();
  const usual = await before.runs<number>(sizeOf);
  const visitor = await arrives({ textZoom: true });
  await visitor.opens();
  await visitor.sees(banner);
  expect((await visitor.runs<number>(sizeOf)) / usual).toBeCloseTo(2, 1);

  const clipped = (
    top: string,
  ) => `[${top}, ...${top}.querySelectorAll('h2, p, a, button, span, label, summary')]
    .filter((it) => it.checkVisibility() && getComputedStyle(it).display !== 'inline')
    .filter((it) => {
      const { overflowX, overflowY } = getComputedStyle(it);
      const wide = it.scrollWidth > it.clientWidth + 1 && overflowX !== 'auto';
      const high = it.scrollHeight > it.clientHeight + 1 && overflowY !== 'auto';
      const { left, right } = it.getBoundingClientRect();
      return wide || high || left < -1 || right > innerWidth + 1;
    })
    .map((it) => it.tagName + ' ' + it.textContent.slice(0, 40))`;
  expect(await visitor.runs(clipped(banner))).toEqual([]);
  await visitor.clicks(inBanner('choose'));
  await visitor.sees(dialog);
  await visitor.runs(`void ${dialog}.querySelectorAll('details').forEach((it) => { it.open = true; })`);
  expect(await visitor.runs(clipped(dialog))).toEqual([]);
  // Where little fits in the window all of it scrolls, and the answers come with it.
  const reached = `((it) => {
    it.scrollIntoView();
    const { top, bottom } = it.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  })(${dialog}.querySelector('[part~="save"]'))`;
  expect(await visitor.runs(reached), 'the answers can be reached').toBe(true);
});
