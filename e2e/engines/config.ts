/** The same episodes in three engines, against the built files in `dist/`. No retries. */
import { defineConfig } from 'playwright/test';
import type { EngineName } from './find-engines.mjs';

const engines: readonly EngineName[] = ['Chromium', 'Firefox', 'WebKit'];

export default defineConfig<object, { engineName: EngineName }>({
  testDir: '.',
  testMatch: '**/*.episodes.ts',
  outputDir: '../../test-results/engines',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Launching a browser is part of some episodes.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['./table-reporter.ts'], ['../count-reporter.ts']],
  projects: engines.map((name) => ({ name, use: { engineName: name } })),
});
