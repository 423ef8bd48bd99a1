/**
 * Elements and their addresses: whoever gives an element the address of a held vendor, by property, attribute or
 * markup, finds it kept there, and the element waits. What the parser makes is looked at before it can run.
 */
import { isBrought, noteMade } from '../elements/script.ts';
import { isReleasing, setAddress } from '../elements/source.ts';
import { ownerOf, type Patch } from '../patch.ts';
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

/** Gives the undo of what `patch` does not undo. `onHold` hears of every held element, and may hear of one again. */
export function guardAddresses(
  patch: Patch,
  isHeld: (address: unknown) => boolean,
  onHold: (element: Element) => void,
): () => void {
  const waiting = (name: string) => `data-${name === 'data' ? 'src' : name}`;

  function isHeldAt(tag: string, name: string, address: unknown): boolean {
    if (!places[tag]?.includes(name)) return false;
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
    if (!isHeldAt(element.localName, name, address)) {
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
  for (const [method, at] of [
    ['setAttribute', 0],
    ['setAttributeNS', 1],
  ] as const) {
    patch(Element.prototype, method, (self: Element, given: unknown[]) => {
      const name = given[at] as string;
      return anyName.test(name) ? assign(self, name.toLowerCase(), given[at + 1]) : undefined;
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
      (self: Element, given: unknown[], native) => {
        const before = String(given[at] ?? '');
        const text = setAside(before, isHeldAt);
        if (text === before) return undefined;
        return () => {
          // Only what was trusted when it came is trusted here.
          given[at] = typeof given[at] === 'string' ? text : trusted().createHTML(text);
          const result = Reflect.apply(native, self, given);
          if (self instanceof Node) scan(self.parentNode ?? self);
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
  function scan(root: ParentNode): void {
    const found = [...root.querySelectorAll(`${asking},[data-consent-held],template`)];
    for (const element of root instanceof Element ? [root, ...found] : found) look(element);
  }

  function look(element: Element): void {
    if (element instanceof HTMLTemplateElement) scan(element.content);
    else if (element.hasAttribute('data-consent-held')) onHold(element);
    else if (element.matches(asking)) {
      for (const name of places[element.localName] ?? []) {
        const address = element.getAttribute(name);
        if (address !== null && isHeldAt(element.localName, name, address)) {
          hold(element, name, address);
        }
      }
    }
  }

  // The parser lets observers run before it runs a script (HTML, "an end tag whose tag name is script").
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.shadowRoot) watchRoot(node.shadowRoot);
        scan(node);
      }
    }
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
  return () => watch.disconnect();
}
