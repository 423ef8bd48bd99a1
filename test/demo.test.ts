import { describe, expect, it } from 'vitest';
import { read } from './files.ts';

const brands = [...read('demo/brands.css').matchAll(/\[data-brand='(\w+)'\] \{([^}]*)\}/g)].map(
  ([, name = '', body = '']) => ({
    name,
    properties: [...body.matchAll(/^\s*([\w-]+):/gm)].map(([, one]) => one),
  }),
);
const documented = new Set(
  [...read('README.md').matchAll(/^\| (`--assent.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(--[\w-]+)`/g)].map(([, name]) => name),
  ),
);

describe('demo/brands.css', () => {
  it('makes five brands of custom properties alone', () => {
    expect(brands.map(({ name }) => name)).toEqual(['fell', 'ledger', 'pop', 'signal', 'clinic']);
    for (const { properties } of brands) {
      expect(properties.length).toBeGreaterThan(5);
      expect(properties.filter((one) => !documented.has(one as string))).toEqual([]);
    }
  });
});

describe('README', () => {
  it('names every custom property the stylesheets read, a dozen in all', () => {
    const sheets = ['base', 'banner', 'button', 'dialog', 'placeholder'].map((name) =>
      read(`src/ui/${name}.css`),
    );
    const used = new Set([...sheets.join('').matchAll(/var\((--assent-[\w-]+)/g)].map(([, name]) => name));
    expect([...documented].sort()).toEqual([...used].sort());
    expect(documented.size).toBe(12);
  });
});

describe('demo/index.html', () => {
  it.each(['gallery', 'theming', 'playground'])('leads to the page %s', (page) => {
    expect(read('demo/index.html')).toContain(`href="/${page}.html"`);
    expect(read(`demo/${page}.html`)).toContain('<title>');
  });
});
