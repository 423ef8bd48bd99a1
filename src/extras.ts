/** What further doors bring in, so that a site which does not import them does not carry them. */
import type { Answering } from './consent.ts';
import type { Guard } from './guard.ts';
import type { Settings } from './options.ts';

/** The IAB's strings. From the start on something stands where vendors ask; it answers once it follows. */
export interface Iab {
  /** The visitor's region and answers are known. */
  follow(consent: Answering, settings: Settings): void;
  destroy(): void;
}

export const extras: { guard?: () => Guard; iab?: () => Iab } = {};
