/**
 * Google Consent Mode v2: tells every Google tag on the page, ours or pasted, what the visitor has answered.
 * The default is denied and is said first; an update follows every answer. It gates nothing by itself.
 */
import type { Category, State } from '../types.ts';

/** The seven consent types and the category that answers for each (Google: "Consent mode reference"). */
const types: Readonly<Record<string, Category>> = {
  ad_storage: 'targeting',
  ad_user_data: 'targeting',
  ad_personalization: 'targeting',
  analytics_storage: 'analytics',
  functionality_storage: 'functional',
  personalization_storage: 'functional',
  security_storage: 'essential',
};

let said: State | undefined;
let saidDefault = false;

/** Queues one Google command. gtag.js knows a command by its being an `arguments` object, so no array will do. */
export function gtag(..._command: unknown[]): void {
  const page = window as { dataLayer?: unknown[]; gtag?: typeof gtag };
  page.dataLayer ??= [];
  // The site's own events use Google's usual name.
  page.gtag ??= gtag;
  // biome-ignore lint/complexity/noArguments: see above
  page.dataLayer.push(arguments);
}

/** Says that everything but security is denied until told otherwise. Has to come before any Google tag runs. */
export function sayDefault(): void {
  if (saidDefault) return;
  saidDefault = true;
  // An update may stand behind other commands in the queue, or come with our options: tags wait for it that long.
  gtag('consent', 'default', { ...answers(['essential']), wait_for_update: 500 });
  gtag('set', 'ads_data_redaction', true);
}

/** Says the answers in force, once for each of them. While nobody has answered, the default says it all. */
export function sayConsent(state: State): void {
  sayDefault();
  const news = said !== state && (said || state.decision || state.granted.length > 1);
  if (!news) return;
  said = state;
  gtag('set', 'ads_data_redaction', !state.granted.includes('targeting'));
  gtag('consent', 'update', answers(state.granted));
}

function answers(granted: readonly Category[]): Record<string, string> {
  const answer = (category: Category) => (granted.includes(category) ? 'granted' : 'denied');
  return Object.fromEntries(Object.entries(types).map(([type, category]) => [type, answer(category)]));
}
