/**
 * Ten runs: the classic script, its full one-file form, the layers, links, tags and developer's report it fetches, ESM for
 * npm, the server's door for CommonJS, the demo's shop and its server.
 * Rollup cannot split an IIFE, so the layers are a run of their own and meet the core by address (`script.ts`).
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { transform } from 'lightningcss';
import ts from 'typescript';
import { readTags, tableOf } from './declarations.mjs';
import { locales, purposes, servedLocale, servedPurposes } from './served-locales.mjs';

const tags = readTags();

/** A stylesheet becomes its minified text. */
const css = {
  name: 'css',
  transform(code, id) {
    if (!id.endsWith('.css')) return null;
    const { code: small } = transform({ filename: id, code: Buffer.from(code), minify: true });
    return { code: `export default ${JSON.stringify(small.toString())}`, map: null };
  },
};

/** The core learns which languages there are, and which vendors have a tag. */
const families = {
  name: 'families',
  transform(code, id) {
    if (id.endsWith('src/locale.ts')) {
      return { code: code.replaceAll('ASSENT_LOCALES', JSON.stringify(locales.join(' '))), map: null };
    }
    if (id.endsWith('src/known-vendors.ts')) {
      return { code: code.replaceAll('ASSENT_VENDORS', JSON.stringify(tableOf(tags))), map: null };
    }
    return null;
  },
};

/**
 * A tag that a page fetches gives what `defineTag` is given: the core has that function, and has said Google's consent
 * itself. What tags share stands in each of them, so that none waits for a second file.
 */
const fetchedTags = {
  name: 'fetched-tags',
  resolveId(source, importer = '') {
    if (!importer) return source;
    const [, tag] = importer.split('?');
    return `${resolve('src/tags', source)}?${tag}`;
  },
  load(id) {
    const [file, name] = id.split('?');
    const { maker } = tags.find((tag) => file === `tag:${tag.id}`) ?? {};
    if (maker) return `export { ${maker} as make } from './${name}.ts';`;
    if (file.endsWith('/define.ts')) return 'export const defineTag = (...given) => given;';
    if (file.endsWith('/google-consent-mode.ts'))
      return 'export const setConsentMode = () => {}, sayConsent = () => {};';
    const compilerOptions = { target: 'ES2022', module: 'ESNext', verbatimModuleSyntax: true };
    return ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions }).outputText;
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

/** English stands in the parts themselves, and here for whoever looks for it. */
const serveLocales = {
  name: 'serve-locales',
  writeBundle() {
    mkdirSync('dist/locales/purposes', { recursive: true });
    for (const name of locales) writeFileSync(`dist/locales/${name}.json`, servedLocale(name));
    for (const name of purposes) writeFileSync(`dist/locales/purposes/${name}.json`, servedPurposes(name));
  },
};

/** Files beneath a `package.json` without a type of its own would be taken for modules. */
const speaksCommonJs = {
  name: 'speaks-common-js',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
  },
};

const plugins = [
  families,
  css,
  signalsCore,
  json({ namedExports: true, preferConst: true }),
  typescript({ include: ['src/**/*.ts', 'src/**/*.tsx'], noCheck: true, allowImportingTsExtensions: false }),
  nodeResolve(),
];
const minified = (compress) =>
  terser({
    ecma: 2022,
    module: true,
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true, ...compress },
    format: { comments: false },
  });
const small = minified();
// The one long file is smaller with its functions in front.
const smallCore = minified({ hoist_funs: true, unsafe_methods: true });
const shopTypes = typescript({
  include: ['demo/shop/**'],
  noCheck: true,
  allowImportingTsExtensions: false,
});
const classic = (file) => ({ file, format: 'iife', sourcemap: true, plugins: [smallCore] });

// What an older build has left would be packed too.
rmSync('dist', { recursive: true, force: true });

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
      button: 'src/ui/button.tsx',
      dialog: 'src/ui/dialog.tsx',
      placeholder: 'src/ui/placeholder.tsx',
      messages: 'src/messages.ts',
      iab: 'src/iab/speak.ts',
      account: 'src/account.ts',
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
    // It needs no Preact, so it shares nothing with the layers.
    input: 'src/ui/links.ts',
    plugins,
    output: { file: 'dist/links.js', format: 'es', sourcemap: true, plugins: [small] },
  },
  {
    // Fetched by `data-debug` alone: it may bring what the core has, and does not share it.
    input: 'src/debug/report.ts',
    plugins,
    output: { file: 'dist/debug.js', format: 'es', sourcemap: true, plugins: [small] },
  },
  {
    input: Object.fromEntries(tags.map(({ id }) => [id, `tag:${id}?${id}`])),
    plugins: [fetchedTags],
    output: {
      dir: 'dist/tags',
      format: 'es',
      sourcemap: true,
      plugins: [small],
      entryFileNames: '[name].js',
    },
  },
  {
    input: [
      'src/index.ts',
      'src/debug.ts',
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
    // Servers still speak CommonJS. Of the doors to a page there is one copy only: two would not know each other's guard.
    input: 'src/server.ts',
    plugins: [...plugins, speaksCommonJs],
    output: { file: 'dist/cjs/server.js', format: 'cjs' },
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
