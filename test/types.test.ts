import { describe, expect, it } from 'vitest';
import { complaints } from './compile.ts';

/** Code a site might write, and what its developer reads: `types.test-d.ts` holds the rest that must not compile. */
const table: readonly [string, string, RegExp][] = [
  [
    'an option misspelt',
    `start({ polcy: '/privacy' });`,
    /'polcy' does not exist in type 'Options.*'policy'/,
  ],
  ['a category misspelt', `start().allows('analitics');`, /"analitics".*not assignable to.*Category/],
  [
    'a category of another tool',
    `start({ categories: ['marketing'] });`,
    /"marketing".*not assignable to type 'Category'/,
  ],
  [
    'a regime misspelt',
    `start({ regime: 'gdrp' });`,
    /"gdrp"' is not assignable to type 'RegimeId \| Regime/,
  ],
  ['a tag without its id', `googleAnalytics({});`, /Property 'id' is missing.*GoogleAnalyticsSettings/],
  [
    'a vendor nobody listed',
    `start({ tags: [googleAnalytics({ id: 'G-1' })] }).allows('google-analitics');`,
    /"google-analitics".*not assignable to.*Category \| "google-analytics"/,
  ],
  [
    'a tag that loads nothing',
    `defineTag({ id: 'a', name: 'A', category: 'social', purpose: 'Plays.', hosts: [], cookies: [] });`,
    /Property 'load' is missing.*'Tag<"a">'/,
  ],
];

describe('types', () => {
  it('say what is wrong, in words that name it', { timeout: 120_000 }, () => {
    const names = `import { defineTag, start } from 'assent';
import { googleAnalytics } from 'assent/tags/google-analytics';
export default [defineTag, start, googleAnalytics];
`;
    const said = complaints(table.map(([, code], line) => ({ file: 'wrong', line, code: names + code })));
    expect(said).toHaveLength(table.length);
    for (const [at, [what, , words]] of table.entries()) expect(said[at], what).toMatch(words);
  });
});
