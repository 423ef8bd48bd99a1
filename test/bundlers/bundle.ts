/** One app, five bundlers, each as its own documentation has it used. What comes out is read back as text. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The files a bundler has written: the one the page names, and those it fetches. */
export interface Bundle {
  readonly entry: string;
  readonly chunks: readonly string[];
}

type Bundler = (app: string, out: string) => Promise<unknown>;

export const bundlers = {
  async vite(app, out) {
    const { build } = await import('vite');
    await build({
      configFile: false,
      root: join(app, '..'),
      logLevel: 'error',
      build: { outDir: out, rollupOptions: { input: app }, modulePreload: false },
    });
  },
  async webpack(app, out) {
    const { webpack } = await import('webpack');
    const run = webpack({
      mode: 'production',
      // Its ids, and so its sizes, follow from paths beneath this one.
      context: dirname(app),
      entry: app,
      output: { path: out },
      performance: false,
    });
    await new Promise<void>((done, fail) => {
      run?.run((error, stats) => {
        if (error || stats?.hasErrors()) fail(error ?? new Error(stats?.toString()));
        else done();
      });
    });
  },
  async esbuild(app, out) {
    const { build } = await import('esbuild');
    await build({
      entryPoints: [app],
      outdir: out,
      bundle: true,
      splitting: true,
      format: 'esm',
      minify: true,
      logLevel: 'error',
    });
  },
  async rollup(app, out) {
    const { rollup } = await import('rollup');
    const { nodeResolve } = await import('@rollup/plugin-node-resolve');
    const terser = (await import('@rollup/plugin-terser')).default;
    const json = (await import('@rollup/plugin-json')).default;
    const bundle = await rollup({ input: app, plugins: [nodeResolve(), json(), terser({ module: true })] });
    await bundle.write({ dir: out, format: 'es' });
    await bundle.close();
  },
  async parcel(app, out) {
    const bin = createRequire(import.meta.url).resolve('parcel/lib/bin.js');
    const flags = ['--dist-dir', out, '--no-source-maps', '--no-cache', '--log-level', 'error'];
    await promisify(execFile)(process.execPath, [bin, 'build', app, ...flags], {
      cwd: join(app, '..'),
    });
  },
} satisfies Record<string, Bundler>;

export async function bundle(name: keyof typeof bundlers, app: string, out: string): Promise<Bundle> {
  await bundlers[name](app, out);
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  const texts = files.map((file) => ({ file, text: readFileSync(join(out, file), 'utf8') }));
  // The site's own line stands in the entry alone.
  const entry = texts.find(({ text }) => text.includes('is the shop'));
  if (!entry) throw new Error(`${name} has written no entry: ${files.map((file) => basename(file))}`);
  return { entry: entry.text, chunks: texts.filter((each) => each !== entry).map(({ text }) => text) };
}
