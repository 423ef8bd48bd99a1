/**
 * Markup handed to the browser as text: an address of a held vendor is set aside before the parser sees it, so that
 * what is made of it is held from its first moment. Everything else of the text stays as it is.
 */

/** The elements that ask for an address by themselves. A link to a vendor's page is the visitor's own business. */
const asking = /^<(script|img|image|iframe|link|video|audio|source|track|embed|object|input|a|area)[\s/]/i;
/** An attribute with an address, after what ends the attribute before it. */
const addressed = /([\s"'/])(src|srcset|href|data|poster|ping)(\s*=\s*(?:"([^"]*)|'([^']*)|([^\s"'>]+)))/gi;

/** @param isHeld tells whether the address of an attribute belongs to a held vendor */
export function setAside(
  markup: string,
  isHeld: (tag: string, name: string, address: string) => boolean,
): string {
  return markup.replace(addressed, (all, before, name, rest, double, single, bare, at: number) => {
    const [, tag = ''] = asking.exec(markup.slice(markup.lastIndexOf('<', at), at + 1)) ?? [];
    const address = double ?? single ?? bare;
    if (!tag || !isHeld(tag.toLowerCase(), name.toLowerCase(), address)) return all;
    const kept = /^data$/i.test(name) ? 'src' : name;
    return `${before}data-consent-held data-${kept}${rest}`;
  });
}
