/** Elements that come into the page, by the parser or by code. What stands in shadow roots is not found. */
import { inherited } from '../patch.ts';

/** Calls back after every change of the page, with the elements of this kind that came, once the watch observes. */
export function watchFor(selector: string, then: (found: Element[]) => void): MutationObserver {
  return new MutationObserver((changes) => {
    then(changes.flatMap(({ addedNodes }) => [...addedNodes].flatMap((node) => findIn(node, selector))));
  });
}

/** Gives the elements of this kind in a part of the page, the part itself included. */
export function findIn(part: Node, selector: string): Element[] {
  const element = part as Element;
  const itself = inherited(element, 'matches')?.call(element, selector) ? [element] : [];
  // Text has nothing in it.
  return [...itself, ...(inherited(element, 'querySelectorAll')?.call(element, selector) ?? [])];
}
