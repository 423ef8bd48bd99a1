/** What is sent to npm, packed and used as a site would use it. Needs a build; slower than the unit tests. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/package/**/*.test.ts', 'test/bundlers/**/*.test.ts'],
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Bundlers bring their own workers.
    fileParallelism: false,
  },
});
