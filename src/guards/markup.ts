/**
 * Markup handed to the browser as text: an address of a held vendor is set aside before the parser sees it, so that
 * what is made of it is held from its first moment. Everything else of the text stays as it is.
 */

/** A start tag, attributes and all: what stands in the text, or in the value of another element, is none. */
const tags = /<([a-z][^\s/>]*)((?:[\s/]+|[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>]*))?)*)/gi;
/** One attribute after the other, so that no value is taken for one (HTML, "before attribute name state"). */
const attributes = /([^\s/>][^\s/>=]*)(\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s>]*)))?/g;

/** @param isHeld tells whether the address of an attribute belongs to a held vendor */
export function setAside(
  markup: string,
  isHeld: (tag: string, name: string, address: string) => boolean,
): string {
  return markup.replace(tags, (_, tag: string, inside: string) => {
    // The parser takes one for the other (HTML, "in body").
    const element = tag.toLowerCase().replace(/^image$/, 'img');
    const kept = inside.replace(attributes, (all, name: string, rest, double, single, bare) => {
      const low = name.toLowerCase();
      const address = double ?? single ?? bare;
      if (!address || !isHeld(element, low, address)) return all;
      // With a value, as XML wants it, in the quotes that this text may be in.
      const [quote = ''] = /["']/.exec(rest) ?? [];
      return `data-consent-held${quote && '='}${quote}${quote} data-${low === 'data' ? 'src' : low}${rest}`;
    });
    return `<${tag}${kept}`;
  });
}
