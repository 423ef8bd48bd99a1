/**
 * Finds the visitor's language among those we have and fetches its texts. English is inside every part, so it is
 * never fetched, and stands in for whatever fails.
 */
import type { Texts } from './ask.ts';

/** The languages in `locales/`, separated by spaces: written in by the build. */
declare const ASSENT_LOCALES: string;

/** Gives the first of these languages that we have: exactly, or without its region. */
export function chooseLocale(languages: readonly string[], have: readonly string[]): string {
  for (const wanted of languages) {
    const named = (name: string | undefined) => have.find((own) => own.toLowerCase() === name?.toLowerCase());
    const found = named(wanted) ?? named(wanted.split('-')[0]);
    if (found) return found;
  }
  return 'en';
}

export async function fetchTexts(folder: string, languages: readonly string[]): Promise<Texts> {
  const lang = chooseLocale(languages, ASSENT_LOCALES.split(' '));
  if (lang === 'en') return {};
  const answer = await fetch(`${folder}locales/${lang}.json`);
  if (!answer.ok) throw new Error(String(answer.status));
  return { ...(await answer.json()), lang };
}
