/**
 * Finds a Chromium for the browser tests and the benchmark: the one named in ASSENT_BROWSER, the one
 * Playwright manages, or one installed on this machine. Run as a script it installs one when there is none.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Gives the path of a browser that exists, or `undefined`: then Playwright says itself what is missing. */
export function findBrowser() {
  const named = process.env.ASSENT_BROWSER;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`ASSENT_BROWSER names "${named}", but no file is there.`);
  }
  return [managed(), ...installed()].find((path) => existsSync(path));
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
  if (run('apt-get', ['update'])) run('apt-get', ['install', '-y', 'chromium']);
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
