/**
 * Whose address, whose cookie is this? Pure, and quick where the answer is "nobody's we know": most calls of a page
 * are its own. The page's own host belongs to nobody, whatever the table says.
 */
import type { Known } from './known-vendors.ts';

export interface Hosts {
  /** The vendor an address belongs to. Where several hosts cover it, the longest says whose it is. */
  vendorOf(address: unknown, base: string): Known | undefined;
  /** The vendors that write a cookie of this name. */
  writersOf(name: string): readonly Known[];
}

/** Of two vendors with one host, the earlier stands. */
export function createHosts(vendors: readonly Known[], ownHost: string): Hosts {
  const covering = vendors.flatMap((vendor) =>
    // A site's own list may hold anything.
    [vendor.hosts]
      .flat()
      .filter((pattern) => typeof pattern === 'string')
      .map((pattern) => ({ vendor, pattern, ...split(pattern) }))
      .filter(({ host }) => !isWithin(ownHost, host)),
  );
  // Tells nearly every address of the page's own without parsing it, which costs more than the rest of a call.
  // Escapes, and letters beyond ASCII, the parser alone can read.
  const hosts = covering.map(({ host }) => host.replace(/\W/g, '\\$&'));
  const hint = new RegExp([...hosts, '%', '[^\\0-~]'].join('|'), 'i');

  return {
    vendorOf(address, base) {
      try {
        // Most addresses of a page name no host at all, and are told by a glance.
        if (!/[:\\\t\n\r]|\/\//.test(String(address))) return undefined;
        // The parser strips tabs and line ends, wherever they stand, and controls before (URL Standard, "basic URL
        // parser").
        const text = String(address)
          .slice(0, 2000)
          .replace(/[\t\n\r]/g, '');
        const [, named = ''] = /^[^\w/\\]*(?:\w+:[/\\]*|[/\\]{2,})([^/\\?#]*)/.exec(text) ?? [];
        if (!named || !hint.test(named)) return undefined;
        const { hostname, pathname } = new URL(text, base);
        const host = hostname.replace(/\.$/, '');
        let longest: (typeof covering)[number] | undefined;
        for (const each of covering) {
          const covers = isWithin(host, each.host) && anyLocale(pathname).startsWith(each.path);
          if (covers && each.pattern.length > (longest?.pattern.length ?? 0)) longest = each;
        }
        return longest?.vendor;
      } catch {
        // No address: the browser itself will say so.
        return undefined;
      }
    },
    writersOf: (name) =>
      vendors.filter(({ cookies }) =>
        [cookies].flat().some((cookie) => cookie?.party === 'first' && fits(name, cookie.name)),
      ),
  };
}

/**
 * Tells whether a name is the one named, begins as the prefix before its `*`, or has a key – ten hexadecimal digits or
 * more – where the pattern has a `#`.
 */
export function fits(name: string, pattern: string): boolean {
  if (typeof pattern !== 'string') return false;
  if (pattern.endsWith('*')) return name.startsWith(pattern.slice(0, -1));
  return pattern === (pattern.includes('#') ? name.replace(/[\da-f]{10,}/, '#') : name);
}

function split(pattern: string): { host: string; path: string } {
  const [host = '', ...path] = pattern.split('/');
  return { host, path: anyLocale(['', ...path].join('/')) };
}

/** A path that begins with a language, `/de_DE/`, is that of every language. */
function anyLocale(path: string): string {
  return path.replace(/^\/\w\w_\w\w\//, '//');
}

function isWithin(host: string, parent: string): boolean {
  return host === parent || host.endsWith(`.${parent}`);
}
