/** What the compiler says of code that stands in our pages, read as a site would write it: by the package's own doors. */
import { join } from 'node:path';
import ts from 'typescript';
import { read, root } from './files.ts';

export interface Example {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

/** The fenced blocks of some languages in a page, each with the line it begins at. */
export function blocksOf(file: string, ...languages: string[]): Example[] {
  const page = read(file);
  const fence = new RegExp(`^\`\`\`(?:${languages.join('|')})\\b[^\\n]*\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...page.matchAll(fence)].map((match) => ({
    file,
    line: page.slice(0, match.index).split('\n').length + 1,
    code: match[1] ?? '',
  }));
}

/** What the compiler says of these modules, which stand beside `src/` without being written there. */
export function complaints(
  examples: readonly Example[],
  more: ts.CompilerOptions = {},
  extension = 'ts',
  ambient = '',
): string[] {
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
    ...more,
  };
  const modules = new Map(
    examples.map(({ file, line, code }) => [
      join(root, `${file.replaceAll(/\W/g, '-')}-line-${line}.${extension}`),
      /^\s*(import|export) /m.test(code) ? code : `${code}\nexport {};\n`,
    ]),
  );
  modules.set(join(root, 'examples.d.ts'), ambient);
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
  const program = ts.createProgram([...modules.keys(), join(root, 'src/ui/css.d.ts')], compilerOptions, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const at = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    return `${file?.fileName.slice(root.length)} +${at}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
