/**
 * The lists by which visitors' blockers hide cookie banners, as AdGuard's package ships them to its extensions. It is too
 * large, and brings too much with it, to be a dependency: run as a script this fetches that one package, once. More lists
 * (EasyList Cookie, Fanboy, uBlock) are read from the folder that ASSENT_FILTER_LISTS names.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

function fetchLists() {
  mkdirSync(cache, { recursive: true });
  const inCache = { cwd: cache, encoding: 'utf8' };
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

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!existsSync(join(cache, 'ruleset_18.txt'))) fetchLists();
  console.log(`Filter lists: ${findLists().length || 'not here, will be skipped'}`);
}
