/**
 * Whose address, whose cookie is this? Pure, and quick where the answer is "nobody's we know": most calls of a page
 * are its own. The page's own host belongs to nobody, whatever the table says.
 */
import type { Rule } from './known-vendors.ts';

export interface Rules {
  /** The vendor an address belongs to. Where several hosts cover it, the longest says whose it is. */
  ruleFor(address: unknown, base: string): Rule | undefined;
  /** The vendors that write a cookie of this name. */
  cookieRules(name: string): readonly Rule[];
}

/** Of two rules for one host, the earlier stands. */
export function createRules(rules: readonly Rule[], ownHost: string): Rules {
  const covering = rules.flatMap((rule) =>
    rule.hosts
      .map((pattern) => ({ rule, pattern, ...split(pattern) }))
      .filter(({ host }) => !isWithin(ownHost, host)),
  );
  // Tells nearly every address of the page's own without parsing it, which costs more than the rest of a call.
  const hint = new RegExp(covering.map(({ host }) => host.replaceAll('.', '\\.')).join('|') || '$^', 'i');

  return {
    ruleFor(address, base) {
      try {
        // The parser strips tabs and line ends, wherever they stand (URL Standard, "basic URL parser").
        const text = String(address)
          .slice(0, 2000)
          .replace(/[\t\n\r]/g, '');
        const [, named = ''] = /^\s*(?:\w+:[/\\]*|[/\\]{2,})([^/\\?#]*)/.exec(text) ?? [];
        if (!named || !hint.test(named)) return undefined;
        const { hostname, pathname } = new URL(text, base);
        const host = hostname.replace(/\.$/, '');
        let longest: (typeof covering)[number] | undefined;
        for (const each of covering) {
          const covers = isWithin(host, each.host) && pathname.startsWith(each.path);
          if (covers && each.pattern.length > (longest?.pattern.length ?? 0)) longest = each;
        }
        return longest?.rule;
      } catch {
        // No address: the browser itself will say so.
        return undefined;
      }
    },
    cookieRules: (name) => rules.filter(({ cookies }) => cookies.some((pattern) => fits(name, pattern))),
  };
}

/** Tells whether a name is the one named, or begins as the prefix before its `*`. */
export function fits(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function split(pattern: string): { host: string; path: string } {
  const [host = '', ...path] = pattern.split('/');
  return { host, path: ['', ...path].join('/') };
}

function isWithin(host: string, parent: string): boolean {
  return host === parent || host.endsWith(`.${parent}`);
}
