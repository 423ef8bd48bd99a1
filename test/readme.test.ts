import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { builtIn } from '../src/guard.ts';
import { read, root } from './files.ts';

/** The fenced blocks of one language, each with the line it begins at. */
function blocks(language: string): { line: number; code: string }[] {
  const readme = read('README.md');
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\b[^\\n]*\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => ({
      line: readme.slice(0, match.index).split('\n').length + 1,
      code: match[1] ?? '',
    }),
  );
}

/** What the compiler says of these modules, which stand beside `src/` without being written there. */
function complaints(examples: { line: number; code: string; jsx?: string }[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: ['src/index.ts'] },
    ts.sys,
    root,
  );
  const compilerOptions: ts.CompilerOptions = {
    ...options,
    noEmit: true,
    // An example shows a call; what comes of it is the reader's.
    noUnusedLocals: false,
    noUnusedParameters: false,
    paths: {
      assent: [join(root, 'src/index.ts')],
      'assent/guard': [join(root, 'src/guard.ts')],
      'assent/iab': [join(root, 'src/iab.ts')],
      'assent/preact': [join(root, 'src/frameworks/preact.ts')],
      'assent/react': [join(root, 'src/frameworks/react.ts')],
      'assent/server': [join(root, 'src/server.ts')],
      'assent/vue': [join(root, 'src/frameworks/vue.ts')],
      'assent/tags/*': [join(root, 'src/tags/*.ts')],
      'assent/locales/*': [join(root, 'locales/*.json')],
    },
  };
  const modules = new Map(
    examples.map(({ line, code, jsx }) => [
      join(root, `README-line-${line}.ts${jsx ? 'x' : ''}`),
      (jsx ? `/** @jsxRuntime automatic */ /** @jsxImportSource ${jsx} */ ` : '') +
        (/^\s*(import|export) /m.test(code) ? code : `${code}\nexport {};\n`),
    ]),
  );
  const host = ts.createCompilerHost(compilerOptions);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => modules.has(name) || fileExists(name);
  host.readFile = (name) => modules.get(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const code = modules.get(name);
    return code === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, code, version);
  };
  const ambient = [join(root, 'src/ui/css.d.ts')];
  const program = ts.createProgram([...modules.keys(), ...ambient], compilerOptions, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const at = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    return `${file?.fileName.slice(root.length)} +${at}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

describe('README', () => {
  it('has examples to check', () => {
    expect(blocks('ts').length).toBeGreaterThan(0);
    expect(blocks('html').length).toBeGreaterThan(0);
  });

  it('compiles every example', { timeout: 120_000 }, () => {
    const components = blocks('tsx').flatMap((block) => [
      { ...block, jsx: 'react' },
      { line: -block.line, code: block.code.replaceAll('assent/react', 'assent/preact'), jsx: 'preact' },
    ]);
    expect(components.length).toBeGreaterThan(0);
    expect(complaints([...blocks('ts'), ...components])).toEqual([]);
  });

  it('is checked by a compiler that complains', { timeout: 120_000 }, () => {
    const wrong = `import { start } from 'assent';\nstart({ revision: 'three' });\nstart({}).allow('analytics');\n`;
    expect(complaints([{ line: 1, code: wrong }])).toEqual([
      expect.stringContaining("'string' is not assignable to type 'number'"),
      expect.stringContaining("'allow' does not exist"),
    ]);
  });

  it('parses every JSON example', () => {
    for (const { line, code } of blocks('json')) {
      expect(() => JSON.parse(code), `the block at line ${line}`).not.toThrow();
    }
  });

  it('parses the options in every HTML example', () => {
    const options = blocks('html').flatMap(({ code, line }) =>
      [...code.matchAll(/<script\b[^>]*type="application\/json"[^>]*>([\s\S]*?)<\/script>/g)].map(
        ([, json = '']) => ({ json, line }),
      ),
    );
    expect(options.length).toBeGreaterThan(0);
    for (const { json, line } of options)
      expect(() => JSON.parse(json), `the block at line ${line}`).not.toThrow();
  });

  it('leads to files that are there', async () => {
    const { existsSync } = await import('node:fs');
    const links = [...read('README.md').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, path = '']) => path,
    );
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(['functional', 'analytics', 'targeting', 'social'])(
    'names the vendors the guard knows by itself: %s',
    (category) => {
      const known = builtIn.filter((rule) => rule.category === category).map(({ id }) => id);
      const row = read('README.md')
        .split('\n')
        .map((line) => line.split('|').map((cell) => cell.trim()))
        .find(([, first, second]) => first === category && second);
      expect(row?.[2]?.split(', ').sort()).toEqual([...new Set(known)].sort());
    },
  );
});
