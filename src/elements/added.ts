/** Elements that come into the page, by the parser or by code. What stands in shadow roots is not found. */

/** Calls back with every element of this kind that comes from now on, once the watch observes. */
export function watchFor(selector: string, then: (found: Element[]) => void): MutationObserver {
  return new MutationObserver((changes) => {
    const found: Element[] = [];
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches(selector)) found.push(node);
        found.push(...node.querySelectorAll(selector));
      }
    }
    then(found);
  });
}
