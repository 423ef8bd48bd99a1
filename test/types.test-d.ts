/** Code that must not compile. Each line says why; `tsc --noEmit` fails where one of them does compile. */
import type { IncomingHttpHeaders } from 'node:http';
import { ConsentProvider, Held, PrivacyChoices } from '../src/frameworks/react.ts';
import { defineRegime, defineTag, start } from '../src/index.ts';
import { readConsent } from '../src/server.ts';
import { adroll } from '../src/tags/adroll.ts';
import { googleAnalytics } from '../src/tags/google-analytics.ts';
import { metaPixel } from '../src/tags/meta-pixel.ts';
import type {
  Category,
  Consent,
  CookieDeclaration,
  Decision,
  Options,
  Regime,
  Tag,
  Vendor,
} from '../src/types.ts';

// What must compile, so that the rest fails for its own reason.
const chat: Tag = defineTag({
  id: 'chat',
  name: 'Chat Ltd.',
  category: 'functional',
  purpose: 'Answers questions while you shop.',
  hosts: ['chat.example'],
  cookies: [],
  load: (page) => page.script('https://chat.example/widget.js'),
});
const house: Regime = defineRegime({ id: 'house', model: 'opt-in', days: 90, regions: '' });
const films: Vendor<'films'> = {
  id: 'films',
  name: 'Films Inc.',
  category: 'social',
  purpose: 'Shows films.',
};

export function options(): void {
  start();
  start({ region: undefined, tags: [chat], vendors: [films], regime: house });
  start({ region: async () => 'US-CA', categories: { analytics: { title: 'Counting' } } });

  // @ts-expect-error a category has to be one of the five
  start({ categories: ['marketing'] });
  // @ts-expect-error a category of sale or share has to be one of the five
  start({ saleOrShare: ['advertising'] });
  // @ts-expect-error a revision is a number, because it is compared
  start({ revision: '3' });
  // @ts-expect-error tags by name are for the script door; here a tag is an object
  start({ tags: { 'google-analytics': { id: 'G-1' } } });
  // @ts-expect-error a region function takes no argument it could depend on
  start({ region: (country: string) => country });
  // @ts-expect-error an option nobody knows is a typing mistake
  start({ polcy: '/privacy' });
  // @ts-expect-error after a withdrawal the page is kept or reloaded
  start({ onWithdraw: 'redirect' });
  // @ts-expect-error an option within an option is checked too
  start({ cookie: { domian: 'example.com' } });
  // @ts-expect-error the signal's option is "override"
  start({ gpc: { overide: false } });
  // @ts-expect-error the banner has no place "top"
  start({ ui: { position: 'top' } });
}

export function onServer(headers: Headers, node: IncomingHttpHeaders): void {
  readConsent(headers);
  readConsent(node, { region: 'auto', tags: [chat], vendors: [films], regime: house, policy: '/privacy' });
  readConsent({ Cookie: 'assent=…', 'Sec-GPC': ['1'] }).setCookie?.slice();

  // @ts-expect-error a request does not wait for a region function
  readConsent(headers, { region: async () => 'US-CA' });
  // @ts-expect-error headers are looked up by name, and "cookie" alone says nothing of the signal
  readConsent('assent=…');
  // @ts-expect-error there is no cookie to renew before the visitor has decided
  readConsent(headers).setCookie.slice();
  // @ts-expect-error a server reads what a visitor has decided, and decides nothing
  readConsent(headers).decide({ analytics: 'granted' });
}

export function components(): void {
  Held({ category: 'social', vendor: 'films', fallback: (loadOnce) => String(loadOnce) });
  ConsentProvider({ options: { tags: [chat] }, snapshot: readConsent({}).snapshot });

  // @ts-expect-error what is held is held under one of the five categories
  Held({ category: 'films' });
  // @ts-expect-error a provider is given options that there are
  ConsentProvider({ options: { polcy: '/privacy' } });
  // @ts-expect-error the page is handed the snapshot, not all that a server has read
  ConsentProvider({ snapshot: readConsent({}) });
  // @ts-expect-error there are two links: "choices" and "opt-out"
  PrivacyChoices({ kind: 'limit' });
}

export function answers(): void {
  const consent = start({ vendors: [films] });
  consent.decide({ analytics: 'granted', films: 'denied' }, { by: 'dialog' });

  // @ts-expect-error the only answers are granted and denied
  consent.decide({ analytics: true });
  // @ts-expect-error a decision is not made by "visitor"
  consent.decide({ analytics: 'granted' }, { by: 'visitor' });
  // @ts-expect-error the state is read, never written
  consent.state.gpc = false;
  // @ts-expect-error the list of granted categories is read, never written
  consent.state.granted.push('targeting');
  // @ts-expect-error the answers of a decision are read, never written
  if (consent.state.decision) consent.state.decision.answers.targeting = 'granted';
  // @ts-expect-error there is no decision before the visitor has made one
  consent.state.decision.at.slice();
  // @ts-expect-error a receipt may be null
  consent.receipt().decision.at.slice();
  // @ts-expect-error there is a banner and a dialog
  consent.open('modal');
  // @ts-expect-error a vendor is asked by its id, not by itself
  consent.allows(films);
  // @ts-expect-error a listener is called with two states
  consent.onChange((now: string) => now);
  // @ts-expect-error a vendor without load() is no tag
  consent.add(films);
}

export function names(listed: Vendor[]): void {
  const consent = start({
    tags: [googleAnalytics({ id: 'G-1' }), metaPixel({ id: '1' }), defineTag({ ...chat, id: 'talk' })],
    vendors: [{ id: 'maps', name: 'Maps Inc.', category: 'functional', purpose: 'Shows the way.' }],
  });
  consent.allows('meta-pixel');
  consent.when('talk').then(() => consent.withdraw('maps', 'analytics'));
  consent.decide({ 'google-analytics': 'denied', maps: 'granted' });

  // @ts-expect-error "analitics" is no category, and no tag or vendor given to start
  consent.allows('analitics');
  // @ts-expect-error AdRoll's tag was not given to start
  consent.when('adroll');
  // @ts-expect-error an answer for nobody
  consent.decide({ 'google-analitics': 'granted' });
  // @ts-expect-error a name nobody has cannot be granted
  consent.grant('maps', 'films');
  // @ts-expect-error without tags and vendors there are the five categories
  start().deny('google-analytics');

  // Names that the compiler cannot know are any text: a list from elsewhere, a tag of any name, a tag that comes late.
  start({ vendors: listed }).allows('anybody');
  start({ tags: [chat as Tag] }).allows('chat');
  const later: Consent = start({ tags: [googleAnalytics({ id: 'G-1' })] });
  later.add(metaPixel({ id: '1' }));
  later.allows('meta-pixel');
  const options: Options = { region: 'DE' };
  start(options).allows('anybody');
}

export function declarations(): void {
  // @ts-expect-error a tag loads something
  defineTag({ id: 'chat', name: 'Chat', category: 'functional', purpose: 'Talks.', hosts: [], cookies: [] });
  // @ts-expect-error a tag names the hosts that would receive data
  defineTag({ id: 'chat', name: 'Chat', category: 'functional', purpose: 'Talks.', cookies: [], load() {} });
  // @ts-expect-error a tag says what its cookies are, if only that there are none
  defineTag({ id: 'chat', name: 'Chat', category: 'functional', purpose: 'Talks.', hosts: [], load() {} });
  // @ts-expect-error the IAB's sections are national or of a state
  start({ iab: { sections: 'federal' } });
  // @ts-expect-error a model is opt-in, opt-out or notice
  defineRegime({ id: 'house', model: 'implied', days: 90, regions: '' });
  // @ts-expect-error a regime says how long a decision lives
  defineRegime({ id: 'house', model: 'opt-in', regions: '' });
  // @ts-expect-error a vendor tells the visitor its purpose
  const nameless: Vendor = { id: 'films', name: 'Films Inc.', category: 'social' };
  // @ts-expect-error a cookie is of the first or the third party
  const cookie: CookieDeclaration = { name: '_x', purpose: 'Counts.', duration: 'P1Y', party: 'second' };
  // @ts-expect-error there are five categories
  const category: Category = 'necessary';
  // @ts-expect-error a decision of another shape has another version
  const version: Decision['v'] = 2;
  return void [nameless, cookie, category, version];
}

export function tags(): void {
  // @ts-expect-error Google Analytics needs its measurement id
  googleAnalytics({});
  // @ts-expect-error there are two modes
  googleAnalytics({ id: 'G-1', mode: 'strict' });
  // @ts-expect-error AdRoll needs its pixel too
  adroll({ advertiser: 'ADV' });
  // @ts-expect-error a pixel id is text: a number loses digits
  metaPixel({ id: 1234567890123456 });
  // @ts-expect-error a tag stands in one of the five categories
  metaPixel({ id: '1', category: 'marketing' });
}
