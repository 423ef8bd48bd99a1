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
social,linkedin,platform.linkedin.com,linkedin.com/embed
social,tiktok,tiktok.com,ttwstatic.com
social,pinterest,pinterest.com,pinimg.com
analytics,fullstory,fullstory.com|fs_uid
targeting,advertising-exchanges,adnxs.com,pubmatic.com,rubiconproject.com,amazon-adsystem.com,adsrvr.org,casalemedia.com,openx.net,3lift.com,quantserve.com,scorecardresearch.com`;

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
