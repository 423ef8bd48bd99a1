/**
 * HubSpot: analytics, forms, chat and advertising pixels. It counts without consent too, so its script is held; every
 * answer is said by its consent call, and a withdrawal by "do not track". It would show a banner of its own: ours is
 * the only one (HubSpot Developers: "Consent banner API").
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, TagPage, Vendor } from '../types.ts';

export interface HubspotSettings {
  /** Portal id: the number in HubSpot's snippet. */
  portal: string;
  /** Where the portal is kept: `'eu1'`, `'na2'`, … as in the address of HubSpot's script. @default 'na1' */
  region?: string | undefined;
  /** @default 'targeting' */
  category?: Category | undefined;
}

// Not among the cookies: `__hs_do_not_track`, which is the refusal itself. Erased, HubSpot would count again.
export const hubspotVendor = {
  id: 'hubspot',
  name: 'HubSpot, Inc.',
  lang: 'en',
  category: 'targeting',
  purpose: 'Joins visits, forms and advertisements to contacts.',
  policy: 'https://legal.hubspot.com/privacy-policy',
  hosts: [
    'hs-scripts.com',
    'hs-analytics.net',
    'hs-banner.com',
    'hsadspixel.net',
    'hsforms.net',
    'hsforms.com',
    'hscollectedforms.net',
    'usemessages.com',
    'hubspot.com',
  ],
  cookies: [
    { name: '__hstc', purpose: 'Gives this browser a number.', duration: 'P6M', party: 'first' },
    { name: 'hubspotutk', purpose: 'Joins forms to visits.', duration: 'P6M', party: 'first' },
    { name: '__hssc', purpose: 'Keeps the state of the visit.', duration: 'PT30M', party: 'first' },
    { name: '__hssrc', purpose: 'Notices a new visit.', duration: 'session', party: 'first' },
    { name: 'messagesUtk', purpose: 'Recognises you in the chat.', duration: 'P6M', party: 'first' },
  ],
} as const satisfies Vendor;

export function hubspot({ portal, region = 'na1', category = 'targeting' }: HubspotSettings): Tag<'hubspot'> {
  const push = (name: '_hsp' | '_hsq', ...command: unknown[]) => {
    const site = window as { _hsp?: unknown[]; _hsq?: unknown[] };
    site[name] ??= [];
    site[name].push(command);
  };
  const say = ({ allows }: TagPage) => {
    push('_hsq', 'doNotTrack', { track: true });
    push('_hsp', 'setHubSpotConsent', {
      analytics: allows('analytics'),
      // In its own category the visitor's answer to this very vendor counts.
      advertisement: allows(category === 'targeting' ? hubspotVendor.id : 'targeting'),
      functionality: allows('functional'),
    });
  };
  return defineTag(
    {
      ...hubspotVendor,
      category,
      load(page) {
        (window as { disableHubSpotCookieBanner?: boolean }).disableHubSpotCookieBanner = true;
        say(page);
        // The first centre has no name in the address. Nothing else may become part of a host.
        const place = /^(?!na1$)[a-z]{2}\d$/.test(region) ? `-${region}` : '';
        const script = page.script(`https://js${place}.hs-scripts.com/${encodeURIComponent(portal)}.js`);
        if (script) script.id ||= 'hs-script-loader';
      },
      update: say,
      stop() {
        push('_hsp', 'revokeCookieConsent');
        push('_hsq', 'doNotTrack');
      },
    },
    { portal },
  );
}
