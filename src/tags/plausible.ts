/**
 * Plausible, in its cloud or on a server of the site's own. It keeps no cookie, but it is a request to a third party:
 * its script is held. After a withdrawal it sends nothing, until a new grant (Plausible: "Script options",
 * `transformRequest`).
 */
import { defineTag } from '../define.ts';
import type { Category, Tag, Vendor } from '../types.ts';

export interface PlausibleSettings {
  /** Address of the script in Plausible's snippet, `https://plausible.io/js/pa-….js`. */
  url: string;
  /** @default 'analytics' */
  category?: Category | undefined;
}

interface Queue {
  (...call: unknown[]): void;
  q?: unknown[][];
  o?: object;
  init?(options: object): void;
}

export const plausibleVendor = {
  id: 'plausible',
  name: 'Plausible Insights OÜ',
  lang: 'en',
  category: 'analytics',
  purpose: 'Counts visits and shows which pages are read.',
  policy: 'https://plausible.io/privacy',
  hosts: ['plausible.io'],
  cookies: [],
} as const satisfies Vendor;

export function plausible({ url, category = 'analytics' }: PlausibleSettings): Tag<'plausible'> {
  let silent = false;
  return defineTag(
    {
      ...plausibleVendor,
      hosts: [...new Set([...plausibleVendor.hosts, `${url}`.split('/')[2] ?? ''])],
      category,
      load(page) {
        const site = window as { plausible?: Queue };
        const stub: Queue = (...call) => {
          stub.q ??= [];
          stub.q.push(call);
        };
        stub.init = (options) => {
          stub.o = options;
        };
        site.plausible ??= stub;
        // Pasted in the page as well, Plausible's snippet sets options of its own: ours stand last.
        page.whenParsed(() =>
          site.plausible?.init?.({
            ...site.plausible.o,
            transformRequest: (request: object) => (silent ? null : request),
          }),
        );
        page.script(url);
      },
      update() {
        silent = false;
      },
      stop() {
        silent = true;
      },
    },
    { url },
  );
}
