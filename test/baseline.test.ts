// The browsers of about the last 30 months (Baseline "widely available") can read what is built, and whatever is newer
// is asked for before it is used.
import { type Node, parse } from 'acorn';
import { full } from 'acorn-walk';
import { describe, expect, it } from 'vitest';
import { features } from 'web-features';
import { filesIn, read } from './files.ts';

const cutoff = new Date();
cutoff.setMonth(cutoff.getMonth() - 30);

/** Newer than the baseline, and what happens without it. A name that is used no more leaves this list. */
const guarded: Readonly<Record<string, string>> = {
  cookieStore: 'what a refused vendor writes is erased when the page is left',
  createHTML: 'trusted types',
  createPolicy: 'trusted types',
  createScript: 'trusted types',
  createScriptURL: 'trusted types',
  dispose: "a key of Preact's signals that nobody asks for",
  globalPrivacyControl: 'no signal',
  keepalive: 'passed over by `fetch`: the account leaves before the page does, or is kept for the next',
  Now: 'the clock by `Intl`',
  timeZoneId: 'the clock by `Intl`',
  moveBefore: 'nothing to stand guard over',
  popover: 'here since 2024-04, dated later for what a tap beside it does on iOS; ours is "manual"',
  prerendering: 'a page that is not prerendered',
  requestIdleCallback: 'a second after the load',
  trustedTypes: 'texts as they are: no policy asks for more',
  yield: 'a message to oneself, as `scheduler.yield` would come back',
};

/** Words of our own and of vendors, which something new on the platform happens to bear too. */
const ours: readonly string[] = [
  'arguments',
  'changed',
  'command',
  'cookies',
  'country',
  'days',
  'destroy',
  'dispatch',
  'details',
  'draw',
  'entry',
  'forget',
  'frame',
  'layer',
  'link',
  'messages',
  'ping',
  'queue',
  'released',
  'segments',
  'session',
  'tag',
  'take',
  'token',
  'turn',
  'unit',
  'when',
];

/** Newer too, and passed over by a browser that does not know them (CSS Syntax, "declarations"). */
const passedOver: readonly string[] = ['content-visibility', 'overscroll-behavior'];

interface Status {
  baseline_low_date?: string;
}
const isOld = ({ baseline_low_date: since }: Status) =>
  since !== undefined && Date.parse(since.replace('≤', '')) <= cutoff.getTime();

/** Every name the platform gives a thing of this kind, and whether one of its bearers is old enough. */
function namesOf(kind: RegExp): Map<string, boolean> {
  const names = new Map<string, boolean>();
  for (const feature of Object.values(features)) {
    if (feature.kind !== 'feature') continue;
    for (const key of feature.compat_features ?? []) {
      const name = kind.exec(key)?.[1]?.replace(/_(static|event)$/, '');
      if (!name) continue;
      const status: Status = feature.status.by_compat_key?.[key] ?? feature.status;
      names.set(name, Boolean(names.get(name)) || isOld(status));
    }
  }
  return names;
}

const tooNew = (names: ReadonlyMap<string, boolean>, used: Iterable<string>) =>
  [...new Set(used)].filter((name) => names.get(name) === false).sort();

const scripts = filesIn('dist').filter((file) => /^dist\/(tags\/)?[^/]*\.js$/.test(file));
const modules = filesIn('dist/esm').filter((file) => file.endsWith('.js'));

function namesIn(file: string): string[] {
  const used: string[] = [];
  full(parse(read(file), { ecmaVersion: 2022, sourceType: 'module' }), (node: Node) => {
    const { type, property, computed, name, key } = node as Node & {
      property?: { name?: string; value?: unknown };
      key?: { name?: string };
      computed?: boolean;
      name?: string;
    };
    if (type === 'Identifier' && name) used.push(name);
    if (type === 'MemberExpression' && !computed && property?.name) used.push(property.name);
    // `const { scheduler } = window`
    if (type === 'Property' && key?.name) used.push(key.name);
  });
  // What is left of a local name after the build is shorter than any name of the platform that matters here.
  return used.filter(({ length }) => length > 2);
}

describe('dist/', () => {
  it('is there to be looked at', () => expect(scripts.length).toBeGreaterThan(5));

  it.each([...scripts, ...modules])('%s is written in the language of ES2022', (file) => {
    expect(() => parse(read(file), { ecmaVersion: 2022, sourceType: 'module' })).not.toThrow();
  });

  it('uses nothing newer than the baseline without asking for it first', () => {
    const interfaces = namesOf(/^(?:api|javascript\.builtins)\.(?:\w+\.){0,2}(\w+)$/);
    expect(interfaces.get('cookieStore'), 'the table knows what is new').toBe(false);
    expect(interfaces.get('querySelector'), 'and what is old').toBe(true);
    const used = scripts.flatMap(namesIn);
    const known = [...Object.keys(guarded), ...ours];
    expect(tooNew(interfaces, used).filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !used.includes(name))).toEqual([]);
  });
});

describe('styles', () => {
  const css = filesIn('src/ui')
    .filter((file) => file.endsWith('.css'))
    .map((file) => read(file).replace(/\/\*.*?\*\//gs, ''))
    .join('\n');
  const all = (pattern: RegExp) => [...css.matchAll(pattern)].map(([, name = '']) => name);

  it.each([
    ['properties', /^css\.properties\.([\w-]+)$/, /[\s{;]([a-z-]+)\s*:/g],
    ['functions', /^css\.types\.(?:[\w-]+\.)?([\w-]+)$/, /([a-z-]+)\(/g],
    ['selectors', /^css\.selectors\.([\w-]+)$/, /:{1,2}([a-z-]+)/g],
    ['rules', /^css\.at-rules\.([\w-]+)$/, /@([a-z-]+)/g],
  ])('uses only %s of the baseline', (_, kind, used) => {
    expect(tooNew(namesOf(kind), all(used)).filter((name) => !passedOver.includes(name))).toEqual([]);
  });
});
