/**
 * Finds the visitor's language among those we have and fetches its texts. English is inside every part, so it is
 * never fetched, and stands in for whatever fails or does not come in time.
 */
import type { Texts } from './ask.ts';

/** The languages in `locales/`, separated by spaces: written in by the build. */
declare const ASSENT_LOCALES: string;

// Whose readers are at home in another of our languages. All other names `Intl` knows: `iw` is Hebrew, `in` Indonesian,
// `sh` Serbian in Latin letters.
const kin: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb', bs: 'hr' };

/** Gives the first of these languages that we have: exactly, else in its likely script, else by itself. */
export function chooseLocale(languages: readonly string[], have: readonly string[]): string {
  for (const wanted of languages) {
    try {
      // Most are told by their names, and `Intl` takes long to wake: it is asked where a language has more than one form.
      const [base = ''] = wanted.split('-');
      if (have.includes(wanted)) return wanted;
      if (have.includes(base) && !have.some((name) => name.startsWith(`${base}-`))) return base;
      const locale = new Intl.Locale(wanted);
      // zh-HK → zh-Hant-HK: whoever reads in Hong Kong reads another script than `zh` alone says (BCP 47, "script").
      const { language, script } = locale.maximize();
      const names = [locale.baseName, `${language}-${script}`, kin[language] ?? language];
      const found = names.find((name) => have.includes(name));
      if (found) return found;
    } catch {
      // No language tag: the next one.
    }
  }
  return 'en';
}

/** The longest that words are waited for: a visitor is asked in English rather than not. */
const patience = 3000;

export async function fetchTexts(folder: string, languages: readonly string[]): Promise<Texts> {
  const lang = chooseLocale(languages, ASSENT_LOCALES.split(' '));
  if (lang === 'en') return {};
  return { ...(await fetchWords(`${folder}locales/${lang}.json`)), lang };
}

/** What our tags say of themselves and their cookies, by its English, in one of these languages. */
export async function fetchPurposes(folder: string, lang?: string): Promise<Texts> {
  return lang ? fetchWords(`${folder}locales/purposes/${lang}.json`) : {};
}

async function fetchWords(address: string): Promise<Texts> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(patience) });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}
