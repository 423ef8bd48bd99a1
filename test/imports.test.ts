import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, read } from './files.ts';

/** From the top of `src/` down: a file imports what stands beneath it, never beside or above. */
const rows = [
  ['frameworks/'],
  ['index', 'script', 'full', 'server', 'iab', 'debug'],
  ['debug/'],
  ['boot', 'account'],
  ['start'],
  [
    'actions',
    'ask',
    'decide',
    'gate',
    'guard',
    'links',
    'locale',
    'note',
    'page-states',
    'region',
    'withdraw',
  ],
  ['guards/', 'iab-stand-in'],
  ['iab/'],
  ['hosts', 'known-vendors'],
  ['queue'],
  ['history', 'recall', 'record', 'request'],
  ['consent', 'options'],
  ['signals/', 'regimes/', 'storage/', 'elements/', 'tags/'],
  ['define', 'messages'],
  ['extras', 'patch', 'trusted', 'warn', 'categories'],
  ['types'],
];

/** Types alone may be taken from above or beside here: they are gone once compiled. */
const typesAllowed = [
  'consent → options',
  'warn → messages',
  'locale → ask',
  'links → ask',
  'ask → guard',
  'ask → note',
  'extras → guard',
  'extras → consent',
  'extras → options',
  'debug/ → extras',
  'iab/ → iab-stand-in',
  'hosts → known-vendors',
];

/** Everything else a file may bring in, by the folder it stands in. */
const packages: Readonly<Record<string, readonly string[]>> = {
  'storage/': ['js-cookie'],
  'ui/': ['preact', '@preact/signals'],
  // What is here is the site's own, or not there at all.
  'frameworks/': ['preact', 'preact/hooks', '@preact/signals', 'react', 'vue'],
};

interface Arrow {
  from: string;
  to: string;
  onlyTypes: boolean;
  dynamic: boolean;
}

/** `src/ui/banner.tsx` → `ui/`; `src/start.ts` → `start`; what is no file of ours stays as it is. */
const place = (path: string) => path.replace(/^src\//, '').replace(/^(\w+\/).*|\.tsx?$/, '$1');

const sources = filesIn('src').filter((file) => /\.tsx?$/.test(file));
const arrows: Arrow[] = sources.flatMap((file) => {
  const code = read(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const named = [...code.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'/gm)];
  const bare = [...code.matchAll(/^\s*import\s+()'([^']+)'/gm)];
  const late = [...code.matchAll(/import\(()'([^']+)'\)/g)];
  const arrow = (dynamic: boolean) => (match: RegExpExecArray) => {
    const [, onlyTypes, to = ''] = match;
    return {
      from: file,
      to: to.startsWith('.') ? join(dirname(file), to) : to,
      onlyTypes: Boolean(onlyTypes),
      dynamic,
    };
  };
  return [...[...named, ...bare].map(arrow(false)), ...late.map(arrow(true))];
});
const own = arrows.filter(({ to }) => to.startsWith('src/'));
const rowOf = (path: string) => rows.findIndex((row) => row.includes(place(path)));
const shown = ({ from, to }: Arrow) => `${place(from)} → ${place(to)}`;

describe('src/', () => {
  it('has a row for every file', () => {
    expect(arrows.length).toBeGreaterThan(80);
    expect(sources.filter((file) => place(file) !== 'ui/' && rowOf(file) < 0)).toEqual([]);
  });

  it('imports only downwards', () => {
    const upwards = own.filter(
      ({ from, to }) =>
        place(from) !== place(to) && place(from) !== 'ui/' && place(to) !== 'ui/' && rowOf(from) >= rowOf(to),
    );
    const beside = upwards.filter((arrow) => !(arrow.onlyTypes && typesAllowed.includes(shown(arrow))));
    expect(beside.map(shown)).toEqual([]);
  });

  it('lets no family import another', () => {
    // The rooms of the guard are no family: each is made for it alone.
    const family = (path: string) => place(path).endsWith('/') && place(path) !== 'guards/';
    const crossing = own.filter(({ from, to }) => family(from) && family(to) && place(from) !== place(to));
    expect(crossing.map(shown)).toEqual([]);
  });

  it.each(['regimes/', 'tags/'])('keeps %s to define, types and its own', (family) => {
    const taken = own.filter(({ from }) => place(from) === family).map(({ to }) => place(to));
    expect(taken.filter((to) => !['define', 'types', family].includes(to))).toEqual([]);
  });

  it('keeps ui/ to types, itself and its words', () => {
    const taken = arrows.filter(({ from, to }) => place(from) === 'ui/' && to.match(/^(src|locales)\//));
    const strange = taken.filter(({ to, onlyTypes }) => {
      if (['ui/', 'locales/'].includes(place(to))) return false;
      return !(onlyTypes && ['ask', 'types'].includes(place(to)));
    });
    expect(strange.map(shown)).toEqual([]);
  });

  it('reaches ui/ late, from the doors alone', () => {
    const into = own.filter(({ from, to }) => place(to) === 'ui/' && place(from) !== 'ui/');
    const strange = into.filter(
      ({ from, dynamic }) => !(place(from) === 'index' && dynamic) && place(from) !== 'full',
    );
    expect(strange.map(shown)).toEqual([]);
  });

  // A server gives the browser's answers, so it asks the same pure files, and nothing that touches a page.
  it('keeps server to what decides and reads, through and through', () => {
    const reached = new Set(['src/server.ts']);
    for (const file of reached) {
      for (const { from, to, onlyTypes } of arrows) if (from === file && !onlyTypes) reached.add(to);
    }
    const pure = [
      'consent',
      'history',
      'options',
      'recall',
      'request',
      'categories',
      'define',
      'messages',
      'warn',
      'regimes/',
    ];
    const rest = [...reached].filter((file) => !pure.includes(place(file))).sort();
    expect(rest).toEqual(['src/server.ts', 'src/storage/codec.ts', 'src/storage/newest.ts']);
  });

  it.each([
    ['src/index.ts', ['iab', 'iab-stand-in', 'iab/']],
    ['src/script.ts', ['iab', 'iab/']],
  ])('carries from %s no more of the IAB strings than is due', (door, strange) => {
    const reached = new Set([door]);
    for (const file of reached) {
      for (const { from, to, onlyTypes } of arrows) if (from === file && !onlyTypes) reached.add(to);
    }
    expect([...reached].filter((file) => strange.includes(place(file)))).toEqual([]);
  });

  // Whoever imports the guard from the package gets the table of vendors, and no tag's code.
  it('keeps the guard from every tag, through and through', () => {
    const reached = new Set(['src/guard.ts']);
    for (const file of reached) {
      for (const { from, to, onlyTypes } of arrows) if (from === file && !onlyTypes) reached.add(to);
    }
    expect(reached).toContain('src/known-vendors.ts');
    expect([...reached].filter((file) => place(file) === 'tags/')).toEqual([]);
  });

  it("keeps Preact's signals in ui/draft.ts, and in the door that gives them", () => {
    expect(arrows.filter(({ to }) => to === '@preact/signals').map(({ from }) => from)).toEqual([
      'src/frameworks/preact.ts',
      'src/ui/draft.ts',
    ]);
  });

  it('keeps every framework to its own door', () => {
    const into = arrows.filter(
      ({ to }) => /^(preact|react|vue)\b|^@preact/.test(to) && !to.startsWith('src/'),
    );
    const doors = into.filter(({ from }) => place(from) === 'frameworks/');
    expect([...new Set(doors.map(({ from, to }) => `${from} → ${to}`))].sort()).toEqual([
      'src/frameworks/preact.ts → @preact/signals',
      'src/frameworks/preact.ts → preact',
      'src/frameworks/preact.ts → preact/hooks',
      'src/frameworks/react.ts → react',
      'src/frameworks/vue.ts → vue',
    ]);
  });

  it('brings in no package but those decided on', () => {
    // Of our own package.json, the version.
    const foreign = arrows.filter(({ to }) => !/^((src|locales)\/|package\.json$)/.test(to));
    expect(foreign.filter(({ from, to }) => !packages[place(from)]?.includes(to)).map(shown)).toEqual([]);
    const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(read('package.json'));
    expect(Object.keys(peerDependencies)).toEqual(['react', 'vue']);
    expect(peerDependenciesMeta).toEqual({ react: { optional: true }, vue: { optional: true } });
    expect(Object.keys(dependencies).sort()).toEqual(['@preact/signals', 'js-cookie', 'preact']);
  });

  it('lets types import nothing', () => {
    expect(arrows.filter(({ from }) => place(from) === 'types')).toEqual([]);
  });

  it('exports by name alone', () => {
    const byDefault = sources.filter((file) =>
      /^\s*export (default|\{[^}]*\bas default\b)/m.test(read(file)),
    );
    expect(byDefault).toEqual(['src/ui/css.d.ts']);
  });

  it('uses no forbidden file name, and no capital letters', () => {
    const forbidden = /(^|[/-])(utils?|helpers?|common|libs?|misc|manager|handler|service|data|info)[./-]/;
    // A vendor's product is called what its vendor calls it.
    const ours = sources.filter((file) => file !== 'src/tags/google-tag-manager.ts');
    expect(ours.filter((file) => forbidden.test(file) || !/^[a-z\d./-]+$/.test(file))).toEqual([]);
  });

  it('keeps every file below 250 lines, with a promise at its top', () => {
    // types.ts documents every public word, in one place.
    const tall = sources.filter((file) => read(file).split('\n').length > 250);
    expect(tall.filter((file) => file !== 'src/types.ts')).toEqual([]);
    expect(sources.filter((file) => !read(file).startsWith('/**'))).toEqual([]);
  });
});
