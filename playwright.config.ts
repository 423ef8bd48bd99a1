/**
 * Browser tests against the built files in `dist/`. No retries: a race is a fault, not bad luck.
 * The browser is the one `e2e/find-browser.mjs` finds, so that no machine needs a set-up of its own.
 */
import { defineConfig } from 'playwright/test';
import { findBrowser } from './e2e/find-browser.mjs';

export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.spec.ts',
  outputDir: './test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 20_000,
  expect: { timeout: 5_000 },
  reporter: [['list'], ['./e2e/count-reporter.ts']],
  use: {
    // A clock that tells no region, so that only the page's own word counts.
    timezoneId: 'Etc/UTC',
    locale: 'en-US',
    viewport: { width: 1280, height: 720 },
    actionTimeout: 5_000,
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        // Chromium refuses its sandbox to root, as which most CI containers run.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-gpu',
        // Nothing reaches the network: what the fixture does not answer has no address.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ],
    },
  },
});
