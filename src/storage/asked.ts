/**
 * Whom the visitor was asked about, by id, kept beside the record's copy: the record itself has no room for it. It belongs
 * to one decision, by its moment; where it is lost or of another, nobody knows, and categories speak for all.
 */
import type { Decision } from '../types.ts';
import { attempt } from './index.ts';

/** Gives `undefined` where it is not known. A decision about categories alone named nobody. */
export function readAsked(name: string, decision: Decision | null): string[] | undefined {
  const [at, ...ids] = attempt(() => localStorage[`${name}.asked`].split('\n')) ?? [];
  return at === decision?.at && ids[0] ? ids : undefined;
}

/** Writes it down, or, without a decision, erases it. */
export function writeAsked(name: string, decision?: Decision, ids: readonly string[] = []): void {
  const key = `${name}.asked`;
  attempt(() =>
    decision ? localStorage.setItem(key, [decision.at, ...ids].join('\n')) : localStorage.removeItem(key),
  );
}
