/** Elements that come into the page, by the parser or by code. What stands in shadow roots is not found. */
import { inherited } from '../patch.ts';

/** Calls back after every change of the page, with the elements of this kind that came, once the watch observes. */
export function watchFor(selector: string, then: (found: Element[]) => void): MutationObserver {
  return new MutationObserver((changes) => then(cameIn(changes).flatMap((node) => findIn(node, selector))));
}

/** The nodes that came, without those inside another: the parser tells of each, and a page is looked through once. */
export function cameIn(changes: readonly MutationRecord[]): Node[] {
  const all = new Set(changes.flatMap(({ addedNodes }) => [...addedNodes]));
  return [...all].filter((node) => !all.has(inherited(node, 'parentNode') as Node));
}

/** Gives the elements of this kind in a part of the page, the part itself included. */
export function findIn(part: Node, selector: string): Element[] {
  const element = part as Element;
  const itself = inherited(element, 'matches')?.call(element, selector) ? [element] : [];
  // Text has nothing in it.
  return [...itself, ...(inherited(element, 'querySelectorAll')?.call(element, selector) ?? [])];
}
