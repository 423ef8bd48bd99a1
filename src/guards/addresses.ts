/**
 * Elements and their addresses: whoever gives an element the address of a held vendor, by property, attribute or
 * markup, finds it kept there, and the element waits. What the parser makes is looked at before it can run.
 */
import { cameIn, findIn } from '../elements/added.ts';
import { isBrought, isMade, noteMade } from '../elements/script.ts';
import { isReleasing, setAddress } from '../elements/source.ts';
import { inherited, ownerOf, type Patch } from '../patch.ts';
import { trusted } from '../trusted.ts';
import { setAside } from './markup.ts';

/** Where an element keeps an address that the browser asks for by itself. */
const places: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    script: 'src',
    img: 'src srcset',
    iframe: 'src',
    link: 'href',
    video: 'src poster',
    audio: 'src',
    source: 'src srcset',
    track: 'src',
    embed: 'src',
    object: 'data',
    input: 'src',
    a: 'ping',
    area: 'ping',
  }).map(([tag, names]) => [tag, names.split(' ')]),
);
const asking = Object.entries(places)
  .flatMap(([tag, names]) => names.map((name) => `${tag}[${name}]:not([data-consent])`))
  .join();
const anyName = /^(src|srcset|href|poster|ping|data)$/i;
/** Of links, those that make the browser ask for something: `me` and `canonical` do not. */
const fetching = /style|pre[^v]|icon|manifest|dict/i;
/** What puts elements into the page. */
const inserting = /^((ap|pre)pend|insert|replace|before$|after$)/;

/** `onHold` hears of every held element, and may hear of one again. */
export function guardAddresses(
  patch: Patch,
  isHeld: (address: unknown) => boolean,
  onHold: (element: Element) => void,
) {
  const waiting = (name: string) => `data-${name === 'data' ? 'src' : name}`;

  function isHeldAt(tag: string, name: string, address: unknown, rel = 'style'): boolean {
    if (!places[tag]?.includes(name) || (tag === 'link' && !fetching.test(rel))) return false;
    // These two may hold several addresses.
    const several = /^(srcset|ping)$/.test(name) && String(address).split(/[\s,]+/);
    if (several) return several.some(isHeld);
    return isHeld(address) || (tag === 'script' && isBrought(address));
  }

  function hold(element: Element, name: string, address: unknown): void {
    element.removeAttribute(name);
    element.setAttribute('data-consent-held', '');
    element.setAttribute(waiting(name), String(address));
    if (element instanceof HTMLScriptElement && element.type !== 'text/plain') {
      element.dataset.type = element.type;
      element.type = 'text/plain';
      // The parser's scripts run in their order, those made by script do not (HTML, "force async").
      if (element.async) element.setAttribute('async', '');
    }
    onHold(element);
  }

  /** Another address has come in place of the held one. */
  function free(element: Element, name: string): void {
    element.removeAttribute('data-consent-held');
    element.removeAttribute(waiting(name));
    if (element instanceof HTMLScriptElement) element.type = element.dataset.type ?? '';
  }

  function assign(element: Element, name: string, address: unknown) {
    if (isReleasing(element)) return undefined;
    // A link that does not say yet what it is may become a stylesheet.
    if (!isHeldAt(element.localName, name, address, (element as HTMLLinkElement).rel || undefined)) {
      if (element.hasAttribute('data-consent-held')) free(element, name);
      return undefined;
    }
    return () => {
      // What Trusted Types would refuse is refused here too: this throws.
      if (element instanceof HTMLScriptElement) {
        setAddress(document.createElement('script'), name, address as string);
        noteMade(element);
      }
      hold(element, name, address);
    };
  }

  for (const [tag, names] of Object.entries(places)) {
    for (const name of names) {
      const owner = ownerOf(document.createElement(tag), name);
      patch(owner, name, (self: Element, [address]: [unknown]) => assign(self, name, address), 'set');
      patch(
        owner,
        name,
        (self: Element) => {
          const kept = self.hasAttribute('data-consent-held') && self.getAttribute(waiting(name));
          return typeof kept === 'string' && (() => kept);
        },
        'get',
      );
    }
  }
  for (const method of ['setAttribute', 'setAttributeNS', 'setAttributeNode', 'setAttributeNodeNS']) {
    const at = method === 'setAttributeNS' ? 1 : 0;
    patch(Element.prototype, method, (self: Element, given: unknown[]) => {
      const node = given[at] as string & Partial<Attr>;
      const name = node?.name ?? node;
      return anyName.test(name) ? assign(self, name.toLowerCase(), node.value ?? given[at + 1]) : undefined;
    });
  }

  patch(Element.prototype, 'removeAttribute', (self: Element, [name]: [string]) => {
    if (anyName.test(name) && self.hasAttribute('data-consent-held')) free(self, name.toLowerCase());
    return false;
  });

  /** Sets held addresses in the markup aside, and then hears which elements came of it. */
  function rewrite(owner: object | undefined, name: string, at: number, kind?: 'set'): void {
    patch(
      owner,
      name,
      (self: object, given: unknown[], native) => {
        // What a page writes in pieces is one text.
        const pieces = name.startsWith('write') ? given : given.slice(at, at + 1);
        const before = pieces.join('');
        const text = setAside(before, isHeldAt);
        // XML is no page.
        if (text === before || (self instanceof DOMParser && given[1] !== 'text/html')) return undefined;
        return () => {
          // Only what was trusted when it came is trusted here.
          const plain = pieces.some((piece) => typeof piece === 'string');
          given.splice(at, pieces.length, plain ? text : trusted().createHTML(text));
          const result = Reflect.apply(native, self, given);
          if (self instanceof Node) scan(inherited(self, 'parentNode') ?? self);
          return result;
        };
      },
      kind,
    );
  }
  for (const owner of [Element.prototype, ShadowRoot.prototype]) {
    rewrite(owner, 'innerHTML', 0, 'set');
    rewrite(owner, 'setHTMLUnsafe', 0);
  }
  rewrite(Element.prototype, 'outerHTML', 0, 'set');
  rewrite(Element.prototype, 'insertAdjacentHTML', 1);
  for (const name of ['write', 'writeln']) {
    rewrite(ownerOf(Object.getPrototypeOf(document), name), name, 0);
  }
  rewrite(Range.prototype, 'createContextualFragment', 0);
  rewrite(DOMParser.prototype, 'parseFromString', 0);

  /** Holds what is to be held in this part of the page, templates included: what is cloned from them is held then. */
  function scan(root: Node): void {
    for (const element of findIn(root, `${asking},[data-consent-held],template`)) {
      try {
        look(element);
      } catch (error) {
        // Where the site's own error tracking sees it; the next element is looked at all the same.
        reportError(error);
      }
    }
  }

  function look(element: Element): void {
    if (element instanceof HTMLTemplateElement) scan(element.content);
    else if (element.hasAttribute('data-consent-held')) onHold(element);
    else if (!isMade(element)) {
      for (const name of places[element.localName] ?? []) {
        const address = element.getAttribute(name);
        const { rel } = element as HTMLLinkElement;
        if (address !== null && isHeldAt(element.localName, name, address, rel)) {
          hold(element, name, address);
        }
      }
    }
  }

  // The parser lets observers run before it runs a script (HTML, "an end tag whose tag name is script").
  const watch = new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      const shadow = inherited(node as Element, 'shadowRoot');
      if (shadow) watchRoot(shadow);
    }
    cameIn(changes).forEach(scan);
  });
  function watchRoot<Root extends Node & ParentNode>(root: Root): Root {
    watch.observe(root, { childList: true, subtree: true });
    scan(root);
    return root;
  }
  watchRoot(document);
  patch(Element.prototype, 'attachShadow', (self: Element, given: unknown[], native) => {
    return () => watchRoot(Reflect.apply(native, self, given) as ShadowRoot);
  });
  return {
    /** Puts back what `patch` does not. */
    undo: () => watch.disconnect(),
    /** Looks from now on at what is put into the page before it is there: it may have its address from before. */
    tighten(): void {
      for (const { prototype } of [Node, Element, Document, DocumentFragment, CharacterData]) {
        for (const name of Object.getOwnPropertyNames(prototype).filter((each) => inserting.test(each))) {
          patch(prototype, name, (_, given: unknown[]) => {
            for (const node of given) {
              if (!(node instanceof Node) || inherited(node, 'isConnected')) continue;
              scan(node);
              // A copy of one that was released.
              findIn(node, 'iframe[data-consent][src]').forEach(onHold);
            }
            return undefined;
          });
        }
      }
    },
  };
}
