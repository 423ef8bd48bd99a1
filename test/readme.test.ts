import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readEntry } from '../src/server.ts';
import { filesIn, read, root } from './files.ts';

interface Example {
  file: string;
  line: number;
  code: string;
}

const pages = ['README.md', ...filesIn('docs').filter((file) => file.endsWith('.md'))];

/** The fenced blocks of one language, each with the page and the line it begins at. */
function blocks(language: string): Example[] {
  const fence = new RegExp(`^\`\`\`${language}\\b[^\\n]*\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return pages.flatMap((file) => {
    const text = read(file);
    return [...text.matchAll(fence)].map((match) => ({
      file,
      line: text.slice(0, match.index).split('\n').length + 1,
      code: match[1] ?? '',
    }));
  });
}

/** What the compiler says of these modules, which stand beside `src/` without being written there. */
function complaints(examples: Example[]): string[] {
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
      'assent/server': [join(root, 'src/server.ts')],
      'assent/tags/*': [join(root, 'src/tags/*.ts')],
      'assent/locales/*': [join(root, 'locales/*.json')],
    },
  };
  const modules = new Map(
    examples.map(({ file, line, code }) => [
      join(root, `${file.replaceAll(/\W/g, '-')}-line-${line}.ts`),
      /^\s*(import|export) /m.test(code) ? code : `${code}\nexport {};\n`,
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

describe('README and docs', () => {
  it('has examples to check', () => {
    expect(blocks('ts').length).toBeGreaterThan(0);
    expect(blocks('html').length).toBeGreaterThan(0);
  });

  it('compiles every example', { timeout: 120_000 }, () => {
    expect(complaints(blocks('ts'))).toEqual([]);
  });

  it('is checked by a compiler that complains', { timeout: 120_000 }, () => {
    const wrong = `import { start } from 'assent';\nstart({ revision: 'three' });\nstart({}).allow('analytics');\n`;
    expect(complaints([{ file: 'README.md', line: 1, code: wrong }])).toEqual([
      expect.stringContaining("'string' is not assignable to type 'number'"),
      expect.stringContaining("'allow' does not exist"),
    ]);
  });

  it('parses every JSON example', () => {
    for (const { file, line, code } of blocks('json')) {
      expect(() => JSON.parse(code), `${file}, the block at line ${line}`).not.toThrow();
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
    const links = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path = '']) =>
        join(dirname(page), path),
      ),
    );
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('docs/records.md', () => {
  it('shows an entry that gives its own hash', async () => {
    const [{ code = '' } = {}] = blocks('json').filter(({ file }) => file === 'docs/records.md');
    expect(await readEntry(code)).not.toBeNull();
    expect(Object.keys(JSON.parse(code))).toEqual(
      'v key receipt surface texts before previous hash'.split(' '),
    );
  });
});
