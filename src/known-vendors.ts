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

/** The others. One vendor a line: id, category, hosts; then the names of its cookies; then its storage keys. */
const table = `
google-maps,functional,maps.googleapis.com,maps.google.com,google.com/maps
facebook,social,facebook.com/plugins,facebook.com/v,fbcdn.net
instagram,social,instagram.com,cdninstagram.com
linkedin-insight,targeting,licdn.com,linkedin.com|li_fat_id,li_giant,ln_or
linkedin,social,platform.linkedin.com,linkedin.com/embed
x-pixel,targeting,ads-twitter.com,t.co,analytics.twitter.com,analytics.x.com|_twclid,_twpid
x,social,platform.twitter.com,platform.x.com,syndication.twitter.com,twitter.com,x.com
tiktok-pixel,targeting,analytics.tiktok.com,tiktokw.us|_ttp,_tt_enable_cookie,ttcsid*,ttclid,_ttclid
tiktok,social,tiktok.com,ttwstatic.com
pinterest-tag,targeting,ct.pinterest.com,s.pinimg.com/ct|_pin_unauth,_epik,_derived_epik,_pinterest_ct*
pinterest,social,pinterest.com,pinimg.com
snap-pixel,targeting,sc-static.net,snapchat.com|_scid*,_schn,_sctr,_ScCbts
reddit-pixel,targeting,redditstatic.com,reddit.com|_rdt_*
microsoft-uet,targeting,bat.bing.com,bat.bing.net,c.bing.com|_uetsid,_uetvid,_uetmsclkid
microsoft-clarity,analytics,clarity.ms|_clck,_clsk
hotjar,analytics,hotjar.com,hotjar.io|_hj*
hubspot,targeting,hs-scripts.com,hs-analytics.net,hs-banner.com,hsadspixel.net,hsforms.net,hsforms.com,hscollectedforms.net,usemessages.com,hubspot.com|__hstc,__hssc,__hssrc,hubspotutk
marketo,targeting,marketo.net,marketo.com,mktoresp.com|_mkto_trk
segment,analytics,segment.com,segment.io|ajs_*
posthog,analytics,posthog.com|ph_phc_*
plausible,analytics,plausible.io
matomo,analytics,matomo.cloud|_pk_*,mtm_cookie_consent
mixpanel,analytics,mixpanel.com,mxpnl.com
amplitude,analytics,amplitude.com|AMP_*
fullstory,analytics,fullstory.com|fs_uid
criteo,targeting,criteo.com,criteo.net|cto_bundle
taboola,targeting,taboola.com
outbrain,targeting,outbrain.com
klaviyo,targeting,klaviyo.com|__kla_id
advertising-exchanges,targeting,adnxs.com,pubmatic.com,rubiconproject.com,amazon-adsystem.com,adsrvr.org,casalemedia.com,openx.net,3lift.com,quantserve.com,scorecardresearch.com
intercom,functional,intercom.io,intercomcdn.com|intercom-*
zendesk,functional,zdassets.com
youtube,social,youtube.com,youtube-nocookie.com,ytimg.com,youtu.be
vimeo,functional,vimeo.com,vimeocdn.com`;

const read = (lines: string): readonly Known[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [[id = '', category, ...hosts] = [], cookies, storage] = line
        .split('|')
        .map((list) => list.split(',').filter(Boolean));
      const own = cookies?.map((name) => ({ name, party: 'first' as const }));
      return { id, category: category as Category, hosts, cookies: own, storage };
    });

/** Those a page may name in its options, and have their tag. */
export const taggedVendors = read(ASSENT_VENDORS);

export const knownVendors: readonly Known[] = [...taggedVendors, ...read(table)];
