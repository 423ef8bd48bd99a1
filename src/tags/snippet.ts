/** What vendors' own snippets do: whatever the page calls waits in a list, in order, until the vendor's script has come. */

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
