/**
 * The lists by which visitors' blockers hide cookie banners: as AdGuard's package ships them to its extensions, and, where
 * Debian's packages can be had, as uBlock Origin's does, EasyList included. Too large to be dependencies: run as a script
 * this fetches them, once. More lists (EasyList Cookie, Fanboy) are read from the folder that ASSENT_FILTER_LISTS names.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const version = '3.3.20260320140136';
const cache = fileURLToPath(new URL(`../../node_modules/.cache/filter-lists/${version}/`, import.meta.url));
/** Base with EasyList, cookie notices, pop-ups, other annoyances, Polish cookie notices. */
const numbers = [2, 18, 19, 21, 217];

/** Texts of the lists that are here; none is no fault, but has to be said. */
export function findLists() {
  const folders = [cache, process.env.ASSENT_FILTER_LISTS ?? ''].filter(existsSync);
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
}

const inCache = { cwd: cache, encoding: 'utf8' };

function fetchAdguard() {
  const packed = spawnSync('npm', ['pack', '--silent', `@adguard/dnr-rulesets@${version}`], inCache);
  const file = packed.stdout?.trim();
  if (packed.status !== 0 || !file) return;
  const paths = numbers.map(
    (number) => `package/dist/filters/declarative/ruleset_${number}/ruleset_${number}.json`,
  );
  if (spawnSync('tar', ['-xzf', file, ...paths], inCache).status === 0) {
    for (const path of paths) {
      const [{ metadata }] = JSON.parse(readFileSync(join(cache, path), 'utf8'));
      writeFileSync(join(cache, path.replace(/.*\/(.*)\.json/, '$1.txt')), metadata.rawFilterList);
    }
  }
  rmSync(join(cache, 'package'), { recursive: true, force: true });
  rmSync(join(cache, file), { force: true });
}

// Not those against trackers: they name some vendors' files, and whoever uses them wants these not to load.
const ublock = /\/assets\/.+\/(easylist|(filters|quick-fixes|unbreak)\.min)\.txt$/;

/** Debian's package of the extension has the lists that it ships with. */
function fetchUblock() {
  const from = 'webext-ublock-origin-chromium';
  if (spawnSync('apt-get', ['download', from], inCache).status !== 0) return;
  const [file] = readdirSync(cache).filter((name) => name.startsWith(from));
  const unpacked = file && spawnSync('dpkg-deb', ['-x', file, 'ublock'], inCache).status === 0;
  const lists = unpacked ? readdirSync(join(cache, 'ublock'), { recursive: true, encoding: 'utf8' }) : [];
  for (const path of lists.filter((name) => ublock.test(name))) {
    copyFileSync(join(cache, 'ublock', path), join(cache, `ublock-${basename(path)}`));
  }
  rmSync(join(cache, 'ublock'), { recursive: true, force: true });
  rmSync(join(cache, `${file}`), { force: true });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync(cache, { recursive: true });
  if (!existsSync(join(cache, 'ruleset_18.txt'))) fetchAdguard();
  if (!existsSync(join(cache, 'ublock-easylist.txt'))) fetchUblock();
  console.log(`Filter lists: ${findLists().length || 'not here, will be skipped'}`);
}
