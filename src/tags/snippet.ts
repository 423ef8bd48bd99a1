/** What vendors' own snippets do: whatever the page calls waits in a list, in order, until the vendor's script has come. */

/** A list with the methods its vendor's script will have. */
export interface Queue extends Array<unknown[]> {
  [method: string]: unknown;
}

export function queueCalls(list: Queue, methods: string): void {
  for (const name of methods.split(' ')) list[name] = (...given: unknown[]) => list.push([name, ...given]);
}
