/**
 * Vendors whose snippets stand in many pages without markup, so that the guard knows them unconfigured: those with a tag
 * of ours, from their own declarations, and a few without. What a site declares itself comes before them. Web fonts are
 * not in it: a page held without its letters helps nobody.
 */
import type { Category, CookieDeclaration, Vendor } from './types.ts';

/** What the guard goes by: whose host, or whose cookie, it is. A host covers its subdomains, and may carry a path. */
export type Known = Pick<Vendor, 'id' | 'category' | 'hosts' | 'storage'> & {
  readonly cookies?: readonly Pick<CookieDeclaration, 'name' | 'party'>[];
};

/** Vendors that have a file in `src/tags/`, in the shape of the table below: written in by the build. */
declare const ASSENT_VENDORS: string;

/** The others. One vendor a line: category, id, hosts; then the names of its cookies; then its storage keys. */
const table = `
functional,google-maps,maps.googleapis.com,maps.google.com,google.com/maps
social,facebook,facebook.com/plugins,facebook.com/v,fbcdn.net
social,instagram,instagram.com,cdninstagram.com
targeting,linkedin-insight,licdn.com,linkedin.com|li_fat_id,li_giant,ln_or
social,linkedin,platform.linkedin.com,linkedin.com/embed
targeting,x-pixel,ads-twitter.com,t.co,analytics.twitter.com,analytics.x.com|_twclid,_twpid
social,x,platform.twitter.com,platform.x.com,syndication.twitter.com,twitter.com,x.com
targeting,tiktok-pixel,analytics.tiktok.com,tiktokw.us|_ttp,_tt_enable_cookie,ttcsid*,ttclid,_ttclid
social,tiktok,tiktok.com,ttwstatic.com
targeting,pinterest-tag,ct.pinterest.com,s.pinimg.com/ct|_pin_unauth,_epik,_derived_epik,_pinterest_ct*
social,pinterest,pinterest.com,pinimg.com
targeting,snap-pixel,sc-static.net,snapchat.com|_scid*,_schn,_sctr,_ScCbts
targeting,reddit-pixel,redditstatic.com,reddit.com|_rdt_*
targeting,microsoft-uet,bat.bing.com,bat.bing.net,c.bing.com|_uetsid,_uetvid,_uetmsclkid
analytics,microsoft-clarity,clarity.ms|_clck,_clsk
analytics,hotjar,hotjar.com,hotjar.io|_hj*
targeting,hubspot,hs-scripts.com,hs-analytics.net,hs-banner.com,hsadspixel.net,hsforms.net,hsforms.com,hscollectedforms.net,usemessages.com,hubspot.com|__hstc,__hssc,__hssrc,hubspotutk
targeting,marketo,marketo.net,marketo.com,mktoresp.com|_mkto_trk
analytics,segment,segment.com,segment.io|ajs_*
analytics,posthog,posthog.com|ph_phc_*
analytics,plausible,plausible.io
analytics,matomo,matomo.cloud|_pk_*,mtm_cookie_consent
analytics,mixpanel,mixpanel.com,mxpnl.com
analytics,amplitude,amplitude.com|AMP_*
analytics,fullstory,fullstory.com|fs_uid
targeting,criteo,criteo.com,criteo.net|cto_bundle
targeting,taboola,taboola.com
targeting,outbrain,outbrain.com
targeting,klaviyo,klaviyo.com|__kla_id
targeting,advertising-exchanges,adnxs.com,pubmatic.com,rubiconproject.com,amazon-adsystem.com,adsrvr.org,casalemedia.com,openx.net,3lift.com,quantserve.com,scorecardresearch.com
functional,intercom,intercom.io,intercomcdn.com|intercom-*
functional,zendesk,zdassets.com
social,youtube,youtube.com,youtube-nocookie.com,ytimg.com,youtu.be
functional,vimeo,vimeo.com,vimeocdn.com`;

const read = (lines: string): readonly Known[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [[category, id = '', ...hosts] = [], cookies, storage] = line
        .split('|')
        .map((list) => list.split(',').filter(Boolean));
      const own = cookies?.map((name) => ({ name, party: 'first' as const }));
      return { id, category: category as Category, hosts, cookies: own, storage };
    });

/** Those a page may name in its options, and have their tag. */
export const taggedVendors = read(ASSENT_VENDORS);

export const knownVendors: readonly Known[] = [...taggedVendors, ...read(table)];
