/** What vendors' own snippets do: queue what the page calls until the vendor's script has come, and count the visit. */
import type { TagPage } from '../types.ts';

/** Gives a list these methods, or one of its lists: `people.set` is `set` of its `people`. Each gives back its list. */
export function queueCalls(list: unknown[], names: string): void {
  for (const name of names.split(' ')) {
    const [method = '', inner] = name.split('.').reverse();
    const own = (inner ? Reflect.get(list, inner) : list) as unknown[];
    Reflect.set(own, method, (...given: unknown[]) => {
      own.push([method, ...given]);
      return own;
    });
  }
}

/** Does this once, when the page is parsed and the vendor still granted: else at a later grant, if it is called then. */
export function onceGranted(id: string, then: (page: TagPage) => void): (page: TagPage) => void {
  let done = false;
  return (page) =>
    page.whenParsed(() => {
      if (done || !page.allows(id)) return;
      done = true;
      then(page);
    });
}
