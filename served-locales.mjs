/**
 * How the build serves words. The names of the texts would be a sixth of a language's file, so that there they are
 * shortened to two letters where no other name has the same; `speaker()` in `src/ui/text.ts` reads both.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const folder = new URL('locales/', import.meta.url);

/** The languages there are. */
export const locales = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => basename(file, '.json'));

/** What our tags say of themselves, by its English, in every language but that. */
export const purposes = readdirSync(new URL('purposes/', folder)).map((file) => basename(file, '.json'));

export function servedPurposes(locale) {
  return JSON.stringify(JSON.parse(readFileSync(new URL(`purposes/${locale}.json`, folder), 'utf8')));
}

// The core says this one by its name (`src/ask.ts`).
const kept = ['optedOut'];

// As `speaker()` has it.
const short = (key) => key[0] + key.at(-4);

/** A language as it is served. */
export function servedLocale(locale) {
  const texts = JSON.parse(readFileSync(new URL(`${locale}.json`, folder), 'utf8'));
  const keys = Object.keys(texts);
  const shared = (key) => keys.some((other) => other !== key && short(other) === short(key));
  const name = (key) => (kept.includes(key) || shared(key) ? key : short(key));
  return JSON.stringify(Object.fromEntries(keys.map((key) => [name(key), texts[key]])));
}
