/**
 * Google Consent Mode v2: tells every Google tag on the page, ours or pasted, what the visitor has answered.
 * The default is denied and is said first; an update follows every answer. It gates nothing by itself.
 */
import type { State, TagPage } from '../types.ts';
import { gtag } from './google-tag.ts';

/** Settings of Consent Mode, as `consentMode` of any Google tag. They hold for every Google tag on the page. */
export interface ConsentModeSettings {
  /** How many milliseconds Google's tags wait for an answer that is on its way. @default 500 */
  waitForUpdate?: number | undefined;
  /** Takes click ids out of advertising requests while targeting is denied. @default true */
  adsDataRedaction?: boolean | undefined;
  /** Passes click ids on in the links of the page instead of a cookie. Changes the addresses of links. @default false */
  urlPassthrough?: boolean | undefined;
  /**
   * Further defaults, each with the `region`s it is for (ISO 3166): what Google's tags go by there while nobody has
   * answered. Of use in `advanced` mode alone, where Google knows the region and your page does not.
   * @default none: denied everywhere
   */
  defaults?: readonly ({ readonly region: readonly string[] } & {
    readonly [type: string]: string | readonly string[];
  })[];
}

const advertising = ['google-ads', 'floodlight', 'targeting'];

/**
 * The seven consent types, and who answers for each: a tag of Google's own, where the page has it, in place of its
 * category (Google: "Consent mode reference").
 */
const types: Readonly<Record<string, string | readonly string[]>> = {
  ad_storage: advertising,
  ad_user_data: advertising,
  ad_personalization: advertising,
  analytics_storage: ['google-analytics', 'analytics'],
  functionality_storage: 'functional',
  personalization_storage: 'functional',
  security_storage: 'essential',
};

let said: State | undefined;
let saidDefault = false;
let redacts = true;

/** Says that everything but security is denied until told otherwise. Has to come before any Google tag runs. */
export function sayDefault(): void {
  if (saidDefault) return;
  saidDefault = true;
  // An update may stand behind other commands in the queue, or come with our options: tags wait for it that long.
  sayDenied(500);
  saySignals(false, false);
}

/** Says the settings a site has made, over the default. */
export function setConsentMode(settings: ConsentModeSettings | undefined): void {
  if (!settings) return;
  sayDefault();
  const { waitForUpdate, adsDataRedaction = true, urlPassthrough, defaults = [] } = settings;
  if (waitForUpdate !== undefined) sayDenied(waitForUpdate);
  redacts = adsDataRedaction;
  if (!redacts) saySignals(false, false);
  if (urlPassthrough) gtag('set', 'url_passthrough', true);
  // Without regions it would hold everywhere, in place of "denied".
  for (const each of defaults) if (each.region?.[0]) gtag('consent', 'default', each);
}

/** Says the answers in force, once for each of them. While nobody has answered, the default says it all. */
export function sayConsent({ state, allows }: Pick<TagPage, 'state' | 'allows'>): void {
  sayDefault();
  const news = said !== state && (said || state.decision || state.granted.length > 1);
  if (!news) return;
  said = state;
  const { decision, denied, gpc, model } = state;
  // After an opt-out only a yes to the very tag brings advertising back, whatever category the site keeps it in.
  const optedOut = (gpc || model === 'opt-out') && denied.includes('targeting');
  const ads =
    (!optedOut || advertising.some((name) => decision?.answers[name] === 'granted')) && allows(advertising);
  saySignals(ads, !ads && model === 'opt-out');
  gtag(
    'consent',
    'update',
    answers((who) => (who === advertising ? ads : allows(who))),
  );
}

function sayDenied(wait: number): void {
  gtag('consent', 'default', { ...answers((who) => who === 'essential'), wait_for_update: wait });
}

/** Analytics without targeting counts, and no more. An opt-out restricts what Google may do as a processor. */
function saySignals(ads: boolean, restricted: boolean): void {
  gtag('set', 'ads_data_redaction', redacts && !ads);
  gtag('set', {
    allow_google_signals: ads,
    allow_ad_personalization_signals: ads,
    restricted_data_processing: restricted,
  });
}

function answers(grants: (who: string | readonly string[]) => boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(types).map(([type, who]) => [type, grants(who) ? 'granted' : 'denied']),
  );
}
