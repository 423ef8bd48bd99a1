/**
 * What the IAB's strings say of this visit: the answers for sale or share, the signal, and which law's section carries
 * them. Pure. Nothing is said that is looser than the answers in force.
 */
import type { Visit } from '../consent.ts';
import type { Settings } from '../options.ts';
import type { IabOptions, State } from '../types.ts';
import { encodeGpp, encodeSection, type Segment } from './encode.ts';
import { type Facts, fillSection, prefixFor } from './sections.ts';

export interface Strings {
  /** The whole Global Privacy Platform string. */
  readonly gpp: string;
  /** Ids of the sections that apply: one, or -1 alone where none does. */
  readonly applicable: readonly number[];
  /** The sections in the string, read: by prefix. */
  readonly sections: Readonly<Record<string, readonly Segment[]>>;
  /** The US Privacy string, `1YNN`. */
  readonly usp: string;
}

export function writeStrings(
  { denied, gpc, region }: State,
  { regime }: Pick<Visit, 'regime'>,
  settings: Pick<Settings, 'categories' | 'saleOrShare' | 'minor'>,
  { sections = 'national', notices = false, mspa }: IabOptions,
): Strings {
  const sold = settings.categories.filter((name) => settings.saleOrShare.includes(name));
  const facts: Facts = {
    notices,
    // One of them denied is an opt-out: the strings know no half. With none in use, nothing may be sold either.
    optedOut: !sold.length || sold.some((name) => denied.includes(name)),
    gpc,
    minor: settings.minor === true,
    mspa,
  };
  // Whom we cannot place may be American, and whoever goes by an American law by the site's own choice is treated so.
  const american = region === 'unknown' || /^US\b/.test(region) || /\bUS\b/.test(regime.regions);
  const prefix = sections === 'state' ? prefixFor(region) : 'usnat';
  const filled = american ? fillSection(prefix, facts) : undefined;
  if (!filled) return { gpp: encodeGpp([]), applicable: [-1], sections: {}, usp: '1---' };

  const { id, segments } = filled;
  const letter = (yes: unknown) => (yes ? 'Y' : 'N');
  return {
    gpp: encodeGpp([{ id, text: encodeSection(segments) }]),
    applicable: [id],
    sections: { [prefix]: segments },
    // Version, notice given, opted out of sale, covered by the agreement (IAB "US Privacy String", version 1).
    usp: `1${letter(notices)}${letter(facts.optedOut)}${letter(mspa)}`,
  };
}
