/** Unit tests: plain Node, no browser. What needs a real page is tested in `e2e/`. */
import { defineConfig } from 'vitest/config';
import { readTags, tableOf } from './declarations.mjs';
import { locales } from './served-locales.mjs';

export default defineConfig({
  // As `tsconfig.json` and the build have it: Preact's `h`, imported by every file that draws.
  oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
  define: {
    ASSENT_LOCALES: JSON.stringify(locales.join(' ')),
    ASSENT_VENDORS: JSON.stringify(tableOf(readTags())),
  },
  test: {
    include: ['test/**/*.test.ts'],
    // These pack what was built: `vitest.package.config.ts`.
    exclude: ['test/package/**', 'test/bundlers/**'],
    setupFiles: ['test/setup.ts'],
    environment: 'node',
    restoreMocks: true,
    unstubGlobals: true,
  },
});
