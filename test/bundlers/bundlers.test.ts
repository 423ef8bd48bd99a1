import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn, languageFiles, read } from '../files.ts';
import { packedSite } from '../package/pack.ts';
import { type Bundle, bundle, bundlers } from './bundle.ts';

/**
 * What the entry may weigh at most, in bytes, compressed: Assent with neither guard nor tags, and what the bundler itself
 * needs to fetch chunks (webpack the most). The aim is 6,000: `docs/bundlers.md` says what each part costs. Raised in a
 * commit of its own.
 */
const budget = 12_800;

const site = packedSite();
afterAll(() => site.remove());

const shop = site.write(
  'shop.js',
  `import { start } from 'assent';
import { googleAnalytics } from 'assent/tags/google-analytics';
import de from 'assent/locales/de' with { type: 'json' };

const consent = start({
  region: 'DE',
  texts: { ...de, lang: 'de' },
  tags: [googleAnalytics({ id: 'G-XXXXXXX' })],
});
consent.onChange((now) => console.log('here is the shop', now.granted));
`,
);
const alone = site.write(
  'alone.js',
  `import { start } from 'assent';
start({ region: 'DE' });
console.log('here is the shop');
`,
);

/** What only this file of ours says. */
const layers = { banner: /part:\s*["'`]banner["'`]/, dialog: /part:\s*["'`]dialog["'`]/ };
/** The vendors' own addresses and calls, by which their tags are known. */
const tagsLeftOut = ['adroll.com', 'fbq', 'hotjar', 'clarity.ms', 'licdn.com', 'klaviyo', 'posthog'];
/** Only letters that no bundler writes in another way. */
const wordsOf = (locale: string) => {
  const words: string = JSON.parse(read(`locales/${locale}.json`)).reject;
  return /^[ -~]+$/.test(words) ? [words] : [];
};
const localesLeftOut = languageFiles
  .map((file) => file.slice('locales/'.length, -'.json'.length))
  .filter((locale) => !['en', 'de'].includes(locale))
  .flatMap(wordsOf)
  .filter((words) => !wordsOf('de').includes(words));

describe.each(Object.keys(bundlers) as (keyof typeof bundlers)[])('%s', (name) => {
  let built: Bundle;
  let small: Bundle;
  beforeAll(async () => {
    built = await bundle(name, shop, join(site.folder, `${name}-shop`));
    small = await bundle(name, alone, join(site.folder, `${name}-alone`));
  });
  const having = (text: string | RegExp) =>
    built.chunks.filter((chunk) => (typeof text === 'string' ? chunk.includes(text) : text.test(chunk)));

  it('puts banner and dialog into chunks of their own', () => {
    const [banner, dialog] = [having(layers.banner), having(layers.dialog)];
    expect(banner).toHaveLength(1);
    expect(dialog).toHaveLength(1);
    expect(banner).not.toEqual(dialog);
    for (const layer of Object.values(layers)) expect(built.entry).not.toMatch(layer);
  });

  it('carries the tag and the locale that are imported, and no other', () => {
    const all = [built.entry, ...built.chunks].join('\n');
    expect(all).toContain('googletagmanager');
    expect(all).toContain('Alle ablehnen');
    expect(localesLeftOut.length).toBeGreaterThan(10);
    expect([...tagsLeftOut, ...localesLeftOut].filter((text) => all.includes(text))).toEqual([]);
  });

  it('keeps the entry within its budget', () => {
    const size = brotliCompressSync(small.entry).length;
    expect(size).toBeGreaterThan(1000);
    expect(size).toBeLessThanOrEqual(budget);
    expect(small.entry).not.toContain('googletagmanager');
  });
});

describe('the words above', () => {
  it('are those of the sources', () => {
    for (const layer of ['banner', 'dialog']) {
      expect(read(`src/ui/${layer}.tsx`)).toContain(`part="${layer}"`);
    }
    const tags = filesIn('src/tags').map(read).join('\n');
    expect(tagsLeftOut.filter((text) => !tags.includes(text))).toEqual([]);
    expect(wordsOf('de')).toEqual(['Alle ablehnen']);
  });
});
