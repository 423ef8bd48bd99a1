/** What further doors bring in, so that a site which does not import them does not carry them. */
import type { Answering } from './consent.ts';
import type { Guard } from './guard.ts';
import type { Settings } from './options.ts';
import type { Consent, Vendor } from './types.ts';

/** The IAB's strings. From the start on something stands where vendors ask; it answers once it follows. */
export interface Iab {
  /** The visitor's region and answers are known. */
  follow(consent: Answering, settings: Settings): void;
  destroy(): void;
}

/** All that a report to the developer may look at, beside the page itself. */
export interface Seam {
  readonly consent: Consent;
  /** What the site has set, misspelt names included. */
  readonly settings: Settings;
  /** Grows when a tag is added. */
  readonly vendors: ReadonlyMap<string, Vendor>;
  /** Called when all ends. */
  readonly stops: (() => void)[];
}

export const extras: {
  guard?: () => Guard;
  iab?: () => Iab;
  debug?: (seam: Seam) => void;
  /** What runs now: `debug` may be imported later. */
  seam?: Seam;
} = {};
