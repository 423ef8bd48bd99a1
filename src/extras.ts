/** What further doors bring in, so that a site which does not import them does not carry them. */
import type { Guard } from './guard.ts';

export const extras: { guard?: () => Guard } = {};
