/** The files of this repository, for the tests that watch over them. Paths are as seen from its root. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Every file beneath a folder, with `/` between names. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
    .sort();
}

/** The files of languages, without those of what our tags say of themselves. */
export const languageFiles = filesIn('locales').filter((file) => !file.startsWith('locales/purposes/'));
