/**
 * Five runs: the classic script, its full one-file form, the layers it fetches, ESM for npm, and the demo's shop.
 * Rollup cannot split an IIFE, so the layers are a run of their own and meet the core by address (`script.ts`).
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { transform } from 'lightningcss';

const locales = readdirSync('locales').map((file) => basename(file, '.json'));

/** A stylesheet becomes its minified text. */
const css = {
  name: 'css',
  transform(code, id) {
    if (!id.endsWith('.css')) return null;
    const { code: small } = transform({ filename: id, code: Buffer.from(code), minify: true });
    return { code: `export default ${JSON.stringify(small.toString())}`, map: null };
  },
};

/** The core learns which languages there are. */
const languages = {
  name: 'languages',
  transform(code, id) {
    if (!id.endsWith('src/locale.ts')) return null;
    return { code: code.replaceAll('ASSENT_LOCALES', JSON.stringify(locales.join(' '))), map: null };
  },
};

/** Every layer takes only the English words it says; shared, a banner would load the dialog's too. */
const ownEnglish = {
  name: 'own-english',
  async resolveId(source, importer, options) {
    const layer = /\/ui\/(banner|button|placeholder|dialog-words)\.tsx?$/.exec(importer ?? '')?.[1];
    if (!layer || !source.endsWith('en.json')) return null;
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    return found && `${found.id}?${layer}.json`;
  },
  load(id) {
    return /\.json\?/.test(id) ? readFileSync(id.replace(/\?.*/, ''), 'utf8') : null;
  },
};

/**
 * The dialog draws itself anew by one effect. What @preact/signals adds to its core, components that follow their own
 * signals, it never uses: without it a visitor downloads 1 kB less.
 */
const signalsCore = {
  name: 'signals-core',
  resolveId(source, importer, options) {
    return source === '@preact/signals' ? this.resolve('@preact/signals-core', importer, options) : null;
  },
};

/** Locales are served as they are written, without the white space. */
const copyLocales = {
  name: 'copy-locales',
  writeBundle() {
    mkdirSync('dist/locales', { recursive: true });
    for (const name of locales) {
      const texts = JSON.parse(readFileSync(`locales/${name}.json`, 'utf8'));
      writeFileSync(`dist/locales/${name}.json`, JSON.stringify(texts));
    }
  },
};

const plugins = [
  languages,
  css,
  signalsCore,
  json({ namedExports: true, preferConst: true }),
  typescript({ include: ['src/**/*.ts', 'src/**/*.tsx'], noCheck: true, allowImportingTsExtensions: false }),
  nodeResolve(),
];
const small = terser({
  ecma: 2022,
  module: true,
  compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
  format: { comments: false },
});
const classic = (file) => ({ file, format: 'iife', sourcemap: true, plugins: [small] });

export default [
  { input: 'src/script.ts', plugins: [...plugins, copyLocales], output: classic('dist/assent.js') },
  {
    input: 'src/full.ts',
    plugins,
    output: { ...classic('dist/assent.full.js'), inlineDynamicImports: true },
  },
  {
    input: {
      banner: 'src/ui/banner.tsx',
      button: 'src/ui/button.tsx',
      dialog: 'src/ui/dialog.tsx',
      placeholder: 'src/ui/placeholder.tsx',
      messages: 'src/messages.ts',
    },
    plugins: [ownEnglish, ...plugins],
    output: {
      dir: 'dist',
      format: 'es',
      sourcemap: true,
      plugins: [small],
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      manualChunks: (id) =>
        /node_modules\/preact\/dist|ui\/(base|room|style|text)/.test(id) ? 'preact' : undefined,
    },
  },
  {
    input: [
      'src/index.ts',
      'src/guard.ts',
      'src/server.ts',
      ...readdirSync('src/tags').map((file) => `src/tags/${file}`),
    ],
    plugins,
    external: /^(preact|@preact\/signals|js-cookie)/,
    output: {
      dir: 'dist/esm',
      format: 'es',
      sourcemap: true,
      preserveModules: true,
      entryFileNames: ({ facadeModuleId }) =>
        `${relative('src', facadeModuleId)
          .replace(/^\.\.\//, '')
          .replace(/\.tsx?$/, '')}.js`,
    },
  },
  {
    input: 'demo/storefront.ts',
    // The shop uses Assent as its package gives it: through `exports`.
    plugins: [
      typescript({ include: ['demo/**/*.ts'], noCheck: true, allowImportingTsExtensions: false }),
      nodeResolve(),
      small,
    ],
    output: { dir: 'demo/build', format: 'es', sourcemap: true },
  },
];
