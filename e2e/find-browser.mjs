/**
 * Finds a Chromium for the browser tests and the benchmark: the one named in ASSENT_BROWSER, the one
 * Playwright manages, or one installed on this machine. Run as a script it installs one when there is none.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';

// The headless shell draws no window of its own, and is done in half the time.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/**
 * Gives the path of a browser that exists, or `undefined`: then Playwright says itself what is missing. A `whole` one
 * has the back/forward cache and prerendering, which the shell lacks.
 */
export function findBrowser({ whole = false } = {}) {
  const named = process.env.ASSENT_BROWSER;
  if (named && !existsSync(named)) throw new Error(`ASSENT_BROWSER names "${named}", but no file is there.`);
  return [named ?? '', managed(), ...installed()].find(
    (path) => existsSync(path) && !(whole && path.endsWith('headless-shell')),
  );
}

function managed() {
  try {
    return chromium.executablePath();
  } catch {
    // Playwright has no build for this system.
    return '';
  }
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function install() {
  if (run('npx', ['playwright', 'install', '--with-deps', 'chromium'])) return;
  if (!run('apt-get', ['update'])) return;
  // The shell for nearly everything, the whole browser for what the shell cannot do.
  run('apt-get', ['install', '-y', 'chromium', 'chromium-headless-shell']);
}

function run(command, args) {
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!findBrowser()) install();
  const path = findBrowser();
  console.log(
    path ? `Browser: ${path}` : 'No browser found, and none could be installed. Set ASSENT_BROWSER.',
  );
  process.exitCode = path ? 0 : 1;
}
