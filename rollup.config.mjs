/**
 * Seven runs: the classic script, its full one-file form, the layers and the links it fetches, ESM for npm, the demo's shop and its server.
 * Rollup cannot split an IIFE, so the layers are a run of their own and meet the core by address (`script.ts`).
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { transform } from 'lightningcss';
import { locales, servedLocale } from './served-locales.mjs';

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
    const layer = /\/ui\/(banner|placeholder|dialog-words)\.tsx?$/.exec(importer ?? '')?.[1];
    if (!layer || !source.endsWith('en.json')) return null;
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    return found && `${found.id}?${layer}.json`;
  },
  load(id) {
    return /\.json\?/.test(id) ? readFileSync(id.replace(/\?.*/, ''), 'utf8') : null;
  },
};

/**
 * @preact/signals asks Preact's hooks for two things the dialog never does: a signal drawn as bare text, and signals
 * made inside a component. Without them a visitor downloads 0.7 kB less.
 */
const noHooks = {
  name: 'no-hooks',
  resolveId: (source) => (source === 'preact/hooks' ? '\0no-hooks' : null),
  load: (id) => (id === '\0no-hooks' ? 'export let useMemo, useRef, useEffect;' : null),
};

/**
 * @preact/signals chains Preact's hooks by `bind`. MooTools' compatible build replaces that by one which forgets all
 * later arguments, so here the chain does without it.
 */
const ownBind = {
  name: 'own-bind',
  transform(code, id) {
    if (!id.includes('@preact/signals/')) return null;
    const chained = code.replace(
      /(\w+)\.bind\(null,(\w+\[\w+\]\|\|\(\(\)=>\{\}\))\)/,
      '((old)=>(...given)=>$1(old,...given))($2)',
    );
    if (chained === code) this.error('@preact/signals chains hooks in another way now: see ownBind.');
    return { code: chained, map: null };
  },
};

/** English stands in the parts themselves, and here for whoever looks for it. */
const serveLocales = {
  name: 'serve-locales',
  writeBundle() {
    mkdirSync('dist/locales', { recursive: true });
    for (const name of locales) writeFileSync(`dist/locales/${name}.json`, servedLocale(name));
  },
};

const plugins = [
  languages,
  css,
  ownBind,
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
const shopTypes = typescript({
  include: ['demo/shop/**'],
  noCheck: true,
  allowImportingTsExtensions: false,
});
const classic = (file) => ({ file, format: 'iife', sourcemap: true, plugins: [small] });

export default [
  { input: 'src/script.ts', plugins: [...plugins, serveLocales], output: classic('dist/assent.js') },
  {
    input: 'src/full.ts',
    plugins,
    output: { ...classic('dist/assent.full.js'), inlineDynamicImports: true },
  },
  {
    input: {
      banner: 'src/ui/banner.tsx',
      dialog: 'src/ui/dialog.tsx',
      placeholder: 'src/ui/placeholder.tsx',
      messages: 'src/messages.ts',
      iab: 'src/iab/speak.ts',
    },
    plugins: [ownEnglish, noHooks, ...plugins],
    output: {
      dir: 'dist',
      format: 'es',
      sourcemap: true,
      plugins: [small],
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      manualChunks: (id) =>
        /node_modules\/preact\/dist|ui\/(base|style|text)/.test(id) ? 'preact' : undefined,
    },
  },
  {
    // It needs no Preact, so it shares nothing with the layers.
    input: 'src/ui/links.ts',
    plugins,
    output: { file: 'dist/links.js', format: 'es', sourcemap: true, plugins: [small] },
  },
  {
    input: [
      'src/index.ts',
      'src/guard.ts',
      'src/iab.ts',
      'src/server.ts',
      ...['preact', 'react', 'vue'].map((name) => `src/frameworks/${name}.ts`),
      ...readdirSync('src/tags').map((file) => `src/tags/${file}`),
    ],
    plugins,
    external: /^(preact|@preact\/signals|js-cookie|react|vue)/,
    output: {
      dir: 'dist/esm',
      format: 'es',
      sourcemap: true,
      preserveModules: true,
      // Where components may live on the server alone, these live in the page too.
      banner: ({ name }) => (name.endsWith('frameworks/react') ? "'use client';" : ''),
      entryFileNames: ({ facadeModuleId }) =>
        `${relative('src', facadeModuleId)
          .replace(/^\.\.\//, '')
          .replace(/\.tsx?$/, '')}.js`,
    },
  },
  {
    input: 'demo/shop/client.tsx',
    // The shop uses Assent as its package gives it: through `exports`.
    plugins: [shopTypes, nodeResolve(), small],
    output: { dir: 'demo/build', format: 'es', sourcemap: true },
  },
  {
    input: { shop: 'demo/shop/server.tsx' },
    plugins: [shopTypes],
    external: /^(node:|preact|@preact|assent)/,
    output: { dir: 'demo/build', format: 'es', sourcemap: true },
  },
];
