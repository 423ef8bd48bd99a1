/** A site of its own that has the package as npm would send it: packed, unpacked, beside the packages it asks for. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { read, root } from '../files.ts';

export interface Site {
  readonly folder: string;
  /** The packed file. */
  readonly tarball: string;
  /** What stands in it, as paths of the package. */
  readonly files: readonly string[];
  /** Writes a file of the site, and gives its path. */
  write(name: string, text: string): string;
  remove(): void;
}

export function packedSite(): Site {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assent-site-')));
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

  const [packed] = JSON.parse(
    run('npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
  ) as { filename: string; files: { path: string }[] }[];
  if (!packed) throw new Error('npm pack has packed nothing.');
  const tarball = join(folder, packed.filename);
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  run('tar', '-xzf', tarball, '-C', modules);
  renameSync(join(modules, 'package'), join(modules, 'assent'));
  const { dependencies, peerDependencies } = JSON.parse(read('package.json'));
  // A site has the frameworks it uses, and their types.
  for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), '@types/react']) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }

  const site: Site = {
    folder,
    tarball,
    files: packed.files.map(({ path }) => path),
    write(name, text) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  // As the site's own package.json says it.
  site.write(
    'package.json',
    JSON.stringify({ private: true, type: 'module', '@parcel/resolver-default': { packageExports: true } }),
  );
  return site;
}
