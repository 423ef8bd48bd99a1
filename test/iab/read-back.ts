/** Reads our strings with the IAB's own decoder, which no visitor ever downloads. */
import { GppModel } from '@iabgpp/cmpapi';
import type { Segment } from '../../src/iab/encode.ts';

export function readBack(gpp: string): GppModel {
  return new GppModel(gpp);
}

/** Our segments in one, by the decoder's names: it calls the type of the GPC segment differently. */
export function flat(segments: readonly Segment[]): Record<string, unknown> {
  const { SubsectionType, ...fields } = Object.assign({}, ...segments);
  const { Gpc, ...core } = fields;
  return SubsectionType === undefined ? core : { ...core, GpcSegmentType: SubsectionType, Gpc };
}

/** What the decoder finds in a section, field by field. */
export function fieldsOf(gpp: string, prefix: string, names: readonly string[]): Record<string, unknown> {
  const model = readBack(gpp);
  return Object.fromEntries(names.map((name) => [name, model.getFieldValue(prefix, name)]));
}
