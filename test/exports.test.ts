import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as preactNames from '../src/frameworks/preact.ts';
import * as reactNames from '../src/frameworks/react.ts';
import * as vueNames from '../src/frameworks/vue.ts';
import * as publicNames from '../src/index.ts';
import * as serverNames from '../src/server.ts';
import { filesIn, read, root } from './files.ts';

const { exports: doors, sideEffects, files } = JSON.parse(read('package.json'));
const tags = filesIn('src/tags').map((file) => basename(file, '.ts'));

/** What a plain Node says to this code, run beside the built files. */
function node(code: string, ...flags: string[]): string {
  return execFileSync(process.execPath, [...flags, '--input-type=module', '-e', code], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
}

describe('assent', () => {
  it('gives these names and no others', () => {
    expect(Object.keys(publicNames).sort()).toEqual(['defineRegime', 'defineTag', 'start']);
  });

  it('gives a server these names and no others', () => {
    expect(Object.keys(serverNames).sort()).toEqual([
      'gpcResource',
      'readConsent',
      'readEntry',
      'verifyHistory',
    ]);
  });

  it.each([
    ['preact', preactNames, ['answers', 'useAnswers']],
    ['react', reactNames, []],
    ['vue', vueNames, []],
  ])('gives %s these names and no others', (_name, names, own) => {
    const shared = ['ConsentProvider', 'Held', 'PrivacyChoices', 'useAllows', 'useConsent'];
    expect(Object.keys(names).sort()).toEqual([...shared, ...own].sort());
  });

  it('names these types and no others', () => {
    const named = [...read('src/types.ts').matchAll(/^export (?:interface|type) (\w+)/gm)]
      .map(([, name]) => name)
      .sort();
    const expected =
      'Answer Answers Category Consent CookieDeclaration CookieOptions DecidedBy Decision Entry IabOptions Listener Model ' +
      'Options Receipt Regime RegimeId Snapshot State Surface Tag TagPage UiOptions Vendor';
    expect(named).toEqual(expected.split(' '));
    expect(read('src/index.ts')).toContain("export type * from './types.ts'");
  });
});

describe('package.json', () => {
  it('opens these doors and no others', () => {
    expect(doors).toEqual({
      '.': { types: './dist/esm/index.d.ts', default: './dist/esm/index.js' },
      './debug': { types: './dist/esm/debug.d.ts', default: './dist/esm/debug.js' },
      './guard': { types: './dist/esm/guard.d.ts', default: './dist/esm/guard.js' },
      './iab': { types: './dist/esm/iab.d.ts', default: './dist/esm/iab.js' },
      ...Object.fromEntries(
        ['preact', 'react', 'vue'].map((name) => [
          `./${name}`,
          { types: `./dist/esm/frameworks/${name}.d.ts`, default: `./dist/esm/frameworks/${name}.js` },
        ]),
      ),
      './server': {
        require: { types: './dist/cjs/server.d.ts', default: './dist/cjs/server.js' },
        default: { types: './dist/esm/server.d.ts', default: './dist/esm/server.js' },
      },
      './tags/*': { types: './dist/esm/tags/*.d.ts', default: './dist/esm/tags/*.js' },
      './locales/*': './locales/*.json',
      './script': { types: './dist/esm/script.d.ts', default: './dist/assent.js' },
      './package.json': './package.json',
    });
  });

  it('names as having side effects the scripts and what is plugged in alone', () => {
    expect(sideEffects).toEqual([
      './dist/*.js',
      './dist/esm/debug.js',
      './dist/esm/guard.js',
      './dist/esm/iab.js',
    ]);
  });

  it('packs what its doors lead to', () => {
    expect(files).toEqual(expect.arrayContaining(['dist', 'locales']));
  });

  it.each([
    'dist/esm/index.js',
    'dist/esm/index.d.ts',
    'dist/debug.js',
    'dist/esm/debug.js',
    'dist/esm/debug.d.ts',
    'dist/esm/guard.js',
    'dist/esm/guard.d.ts',
    'dist/esm/iab.js',
    'dist/esm/iab.d.ts',
    'dist/esm/server.js',
    'dist/esm/server.d.ts',
    ...['preact', 'react', 'vue'].flatMap((name) => [
      `dist/esm/frameworks/${name}.js`,
      `dist/esm/frameworks/${name}.d.ts`,
    ]),
    ...tags.flatMap((tag) => [`dist/esm/tags/${tag}.js`, `dist/esm/tags/${tag}.d.ts`]),
    ...filesIn('locales').map((file) => `dist/${file}`),
    'dist/assent.js',
    'dist/assent.full.js',
    'dist/account.js',
    'dist/banner.js',
    'dist/dialog.js',
    'dist/links.js',
    'dist/iab.js',
  ])('leads to %s, which the build has made', (file) => {
    expect(existsSync(join(root, file))).toBe(true);
  });
});

describe('the built files', () => {
  it('never throw when they are imported where there is no window', () => {
    const code = `const names = await import('./dist/esm/index.js'); console.log(Object.keys(names).sort().join());`;
    expect(node(code)).toBe('defineRegime,defineTag,start');
  });

  it.each(tags)('give the tag "%s" in plain Node', (tag) => {
    expect(node(`console.log(Object.keys(await import('./dist/esm/tags/${tag}.js')).join());`)).toMatch(/\w/);
  });

  it('open by the name of the package', () => {
    expect(node(`const { start } = await import('assent'); console.log(typeof start);`)).toBe('function');
    expect(node(`const { adroll } = await import('assent/tags/adroll'); console.log(typeof adroll);`)).toBe(
      'function',
    );
    expect(node(`console.log(Object.keys(await import('assent/server')).join());`)).toBe(
      'gpcResource,readConsent,readEntry,verifyHistory',
    );
  });

  it.each(['preact', 'react', 'vue'])('open the door to %s in plain Node, where nothing starts', (name) => {
    const code = `const { useConsent } = await import('assent/${name}'); console.log(typeof useConsent, typeof window);`;
    expect(node(code)).toBe('function undefined');
  });

  it('tell React that its door belongs to the page', () => {
    expect(read('dist/esm/frameworks/react.js')).toMatch(/^'use client';/);
  });

  it('open the door to the IAB strings in plain Node', () => {
    expect(node(`await import('assent/iab'); console.log(typeof window);`)).toBe('undefined');
  });

  it('answer on a server that has no page', () => {
    const code = `const { readConsent } = await import('assent/server');
      const { region, allows } = readConsent({ 'CF-IPCountry': 'US', 'Sec-GPC': '1' });
      console.log(typeof window, typeof document, region, allows('analytics'), allows('targeting'));`;
    expect(node(code)).toBe('undefined undefined US true false');
  });

  // Each door's own code in a context that has these globals and no others. What does anything at all is heard.
  const worlds = {
    'an edge worker': 'globals.caches = {}; globals.navigator = { userAgent: "Cloudflare-Workers" };',
    // It has storage, and no address of its own unless it is told one.
    'a server like Deno': `globals.Deno = {}; globals.navigator = { userAgent: "Deno/2", language: "en" };
      globals.localStorage = new Proxy({}, { get: () => heard("localStorage"), ownKeys: () => heard("localStorage") });
      Object.defineProperty(globals, "location", { get() { throw new ReferenceError("location"); } });`,
  };
  const inContext = (world: keyof typeof worlds, doors: readonly string[], code: string) =>
    node(
      `
      import { readFileSync } from 'node:fs';
      import { dirname, resolve } from 'node:path';
      import { fileURLToPath } from 'node:url';
      import { createContext, SourceTextModule } from 'node:vm';
      const said = [];
      const heard = (what) => void said.push(what);
      const globals = { Headers, URL, Request, Response, crypto, console: { warn: heard, info: heard } };
      for (const name of ['addEventListener', 'setTimeout', 'setInterval', 'fetch']) globals[name] = () => heard(name);
      ${worlds[world]}
      const context = createContext(globals);
      context.self = context;
      const before = Object.getOwnPropertyNames(context).join();
      const modules = new Map();
      const load = (identifier) => {
        const code = readFileSync(identifier, 'utf8');
        if (!modules.has(identifier)) modules.set(identifier, new SourceTextModule(code, { identifier, context }));
        return modules.get(identifier);
      };
      const packaged = (name) => fileURLToPath(import.meta.resolve(name));
      const link = (name, { identifier }) =>
        load(name.startsWith('.') ? resolve(dirname(identifier), name) : packaged(name));
      const opened = [];
      for (const path of ${JSON.stringify(doors)}) {
        const door = load(resolve(path));
        if (door.status === 'unlinked') await door.link(link);
        await door.evaluate();
        opened.push(door.namespace);
      }
      ${code}`,
      '--experimental-vm-modules',
      '--no-warnings',
    );

  it.each(Object.keys(worlds) as (keyof typeof worlds)[])('do nothing when imported in %s', (world) => {
    const all = ['index', 'debug', 'guard', 'iab', 'server', ...tags.map((tag) => `tags/${tag}`)];
    const paths = all.map((name) => `dist/esm/${name}.js`);
    const code =
      'console.log(opened.length, Object.getOwnPropertyNames(context).join() === before, said.join());';
    expect(inContext(world, paths, code)).toBe(`${paths.length} true`);
  });

  it('answer in an edge worker, which has neither a page nor Node nor packages', () => {
    const code = `const [{ gpcResource, readConsent }] = opened;
      const { regime, allows } = readConsent(new Headers({ 'cf-ipcountry': 'US' }), { revision: 'three' });
      await new Promise((done) => setTimeout(done));
      console.log(regime, allows('targeting'), gpcResource('2026-01-31'), said.join());`;
    expect(inContext('an edge worker', ['dist/esm/server.js'], code)).toBe(
      'ccpa true {"gpc":true,"lastUpdate":"2026-01-31"} [assent] Option "revision" is "three", so its default applies.',
    );
  });

  it('speak one word on the page: no global but "assent"', () => {
    const script = read('dist/assent.js');
    expect(script).toMatch(/^!?\(?(function|\(\)|\(?async)/);
    expect(script).not.toMatch(/^(var|let|const|function) /);
  });
});
