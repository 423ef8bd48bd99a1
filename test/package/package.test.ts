import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { blocksOf } from '../compile.ts';
import { read, root } from '../files.ts';
import { packedSite } from './pack.ts';

const site = packedSite();
afterAll(() => site.remove());

const { exports: doors } = JSON.parse(read('package.json'));
const tags = site.files.map((file) => /^dist\/esm\/tags\/(.+)\.js$/.exec(file)?.[1]).filter(Boolean);
const locales = site.files.map((file) => /^locales\/(.+)\.json$/.exec(file)?.[1]).filter(Boolean);

/** Every address a site may import. */
const addresses = Object.keys(doors)
  .filter((door) => !door.includes('*') && door !== './package.json')
  .map((door) => `assent${door.slice(1)}`)
  .concat(tags.map((tag) => `assent/tags/${tag}`));

/** What "Are the types wrong?" complains of in the packed file; nothing, where it ends well. */
async function typesWrong(...flags: string[]): Promise<string> {
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  return promisify(execFile)(process.execPath, [attw, site.tarball, '--format', 'ascii', ...flags], {
    cwd: root,
  }).then(
    () => '',
    ({ stdout, stderr }) => stdout || stderr,
  );
}

/** Passes over our own `.attw.json`, which asks for no CommonJS. */
const strictly = ['--config-path', site.write('attw.json', '{}'), '--profile', 'node16'];

describe('the packed file', () => {
  it('holds what a site uses, and no file of ours', () => {
    const strange = site.files.filter(
      (file) =>
        !/^(dist\/|locales\/(purposes\/)?[\w-]+\.json$|(README|CHANGELOG)\.md$|LICENSE$|package\.json$)/.test(
          file,
        ),
    );
    expect(strange).toEqual([]);
    expect(site.files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
    expect(
      site.files.filter((file) => /\.map$/.test(file) && !/^dist\/(tags\/)?[\w.-]+\.js\.map$/.test(file)),
    ).toEqual([]);
  });

  it('is found faultless by publint', async () => {
    const { messages } = await publint({ pkgDir: join(site.folder, 'node_modules/assent'), strict: true });
    expect(messages).toEqual([]);
  });

  // Of the doors to a page there is one copy, an ES module: bundlers read it, and so does `require` in Node 20.19.
  it('is found faultless by "Are the types wrong?"', async () => {
    expect(await typesWrong()).toBe('');
  });

  it('gives CommonJS servers a door that "Are the types wrong?" finds faultless', async () => {
    expect(await typesWrong(...strictly, '--entrypoints', 'server')).toBe('');
  });

  it('is checked by tools that complain', async () => {
    expect(await typesWrong(...strictly, '--entrypoints', 'guard')).toContain('ESM (dynamic import only)');
  });
});

describe('every door', () => {
  it.each([
    ['bundler', ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
    ['nodenext', ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
  ])('has types that compile by themselves: %s', (name, module, moduleResolution) => {
    const lines = addresses.map((address, at) => `import * as door${at} from '${address}'; void door${at};`);
    const texts = locales.map(
      (locale, at) =>
        `import text${at} from 'assent/locales/${locale}' with { type: 'json' };
        text${at}${locale?.startsWith('purposes/') ? '' : '.accept'};`,
    );
    const file = site.write(`${name}.ts`, [...lines, ...texts].join('\n'));
    const program = ts.createProgram([file], {
      module,
      moduleResolution,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
      strict: true,
      skipLibCheck: false,
      resolveJsonModule: true,
      noEmit: true,
    });
    const said = ts.getPreEmitDiagnostics(program).map(({ file: where, messageText }) => {
      return `${where?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
    expect(said).toEqual([]);
  });

  it('opens in plain Node, and for the server by require() too', () => {
    const code = `for (const door of ${JSON.stringify(addresses)}) await import(door);
      const { createRequire } = await import('node:module');
      const { readConsent } = createRequire(import.meta.url)('assent/server');
      console.log(typeof window, readConsent({}).regime);`;
    const file = site.write('open.mjs', code);
    expect(execFileSync(process.execPath, [file], { encoding: 'utf8' }).trim()).toBe('undefined gdpr');
  });

  it('says in plain Node that start() is for the browser', () => {
    const file = site.write(
      'start.mjs',
      `import { start } from 'assent'; try { start(); } catch ({ message }) { console.log(message); }`,
    );
    const said = execFileSync(process.execPath, [file], { encoding: 'utf8' });
    expect(said).toMatch(/^\[assent\] start\(\) needs a page/);
  });
});

describe('the examples', () => {
  it("compile under the compiler's strictest settings, as Node resolves", () => {
    const pages = ['README.md', 'docs/debug.md', 'docs/upgrading.md'];
    const examples = [
      ...pages.flatMap((page) => blocksOf(page, 'ts').map((each) => ({ ...each, extension: 'ts' }))),
      ...blocksOf('README.md', 'tsx').map((each) => ({ ...each, extension: 'tsx' })),
    ];
    const files = examples.map(({ file, line, code, extension }) =>
      site.write(`${file.replace(/\W/g, '-')}-${line}.${extension}`, `${code}\nexport {};\n`),
    );
    expect(files.length).toBeGreaterThan(8);
    const program = ts.createProgram(files, {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      jsx: ts.JsxEmit.ReactJSX,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      skipLibCheck: true,
      resolveJsonModule: true,
      noEmit: true,
    });
    const said = ts
      .getPreEmitDiagnostics(program)
      .map(
        ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      );
    expect(said).toEqual([]);
  });
});
