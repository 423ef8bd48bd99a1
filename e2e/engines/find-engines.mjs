/**
 * Finds Chromium, Firefox and WebKit for `npm run test:engines`: Playwright's own builds where they are, else
 * Debian's, which WebDriver drives. Run as a script it installs what is missing where it may, and names the rest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { firefox, webkit } from 'playwright';
import { findBrowser } from '../find-browser.mjs';

/** How each engine can be had here, by its name; `undefined` where it cannot. */
export function findEngines() {
  return { Chromium: findChromium(), Firefox: findFirefox(), WebKit: findWebKit() };
}

function findChromium() {
  // The shell has no back/forward cache, which is one of the episodes.
  const path = findBrowser({ whole: true });
  return path && { by: 'playwright', path };
}

function findFirefox() {
  const own = managed(firefox);
  if (own) return { by: 'playwright', path: own };
  const path = inPath('firefox-esr', 'firefox');
  return path && { by: 'bidi', path };
}

function findWebKit() {
  const own = managed(webkit);
  if (own) return { by: 'playwright', path: own };
  const path = inPath('WebKitWebDriver');
  const browser = miniBrowser();
  // Without a screen it needs one that nobody sees.
  const screen = process.env.DISPLAY || inPath('Xvfb');
  return path && browser && screen && { by: 'webdriver', path, browser };
}

function managed(type) {
  try {
    const path = type.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    // Playwright has no build for this system.
    return undefined;
  }
}

function inPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

/** Debian keeps it below the architecture's own folder. */
function miniBrowser() {
  const libraries = '/usr/lib';
  if (!existsSync(libraries)) return undefined;
  return readdirSync(libraries)
    .map((folder) => join(libraries, folder, 'webkit2gtk-4.1', 'MiniBrowser'))
    .find(existsSync);
}

const packages = { Chromium: ['chromium'], Firefox: ['firefox-esr'], WebKit: ['webkit2gtk-driver', 'xvfb'] };

function install(names) {
  // Debian's packages ask for root; Playwright's builds are whoever's who puts them there.
  if (process.getuid?.() !== 0 || !inPath('apt-get')) return;
  if (spawnSync('apt-get', ['update'], { stdio: 'inherit' }).status !== 0) return;
  for (const name of names) {
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages[name]], {
      stdio: 'inherit',
    });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const missing = () => Object.entries(findEngines()).flatMap(([name, found]) => (found ? [] : [name]));
  if (missing().length) install(missing());
  for (const [name, found] of Object.entries(findEngines())) {
    console.log(found ? `${name}: ${found.path}, by ${found.by}` : `${name}: not here, will be skipped`);
  }
}
