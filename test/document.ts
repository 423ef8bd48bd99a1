/**
 * A page with elements, for what the gate does to them. It fetches nothing and executes nothing: which scripts would
 * run, and how often, is read off what happens to them, whether they are released in place or replaced.
 */
import { type MutationRecord, type HTMLScriptElement as Script, Window } from 'happy-dom';
import { vi } from 'vitest';

const globals = [
  ...(['document', 'location', 'navigator', 'Node', 'Element', 'Document', 'ShadowRoot', 'Range'] as const),
  ...([
    'HTMLElement',
    'HTMLCollection',
    'HTMLIFrameElement',
    'HTMLScriptElement',
    'HTMLTemplateElement',
  ] as const),
  ...(['MutationObserver', 'Event', 'CustomEvent', 'DOMParser', 'requestAnimationFrame'] as const),
];

/** @param downloads when a released script has loaded: of itself, or when the test says so by `finish` */
export function openDocument(markup = '', downloads: 'at once' | 'by hand' = 'at once') {
  const window = new Window({
    url: 'https://shop.example/',
    settings: {
      disableJavaScriptFileLoading: true,
      disableCSSFileLoading: true,
      disableIframePageLoading: true,
      handleDisabledFileLoadingAsSuccess: true,
    },
  });
  let turns = 0;
  // A turn of the event loop, as browsers have it.
  const nextTurn = () =>
    new Promise<void>((done) => {
      turns += 1;
      setImmediate(() => {
        turns -= 1;
        done();
      });
    });
  Object.assign(window, { scheduler: { yield: nextTurn } });
  vi.stubGlobal('window', window);
  for (const name of globals) vi.stubGlobal(name, window[name]);

  // happy-dom knows the attribute alone.
  Object.defineProperty(window.HTMLElement.prototype, 'nonce', {
    configurable: true,
    get(this: Element) {
      return this.getAttribute('nonce') ?? '';
    },
  });

  // A download ends in a later turn of the event loop, never in the one it begins in.
  const { prototype } = window.HTMLScriptElement;
  const dispatch = window.EventTarget.prototype.dispatchEvent;
  const downloading = new Set<unknown>();
  const ends = new WeakSet<object>();
  function end(script: Script, type: string): void {
    if (!downloading.delete(script)) return;
    const event = new window.Event(type);
    ends.add(event);
    dispatch.call(script, event);
  }
  prototype.dispatchEvent = function (this: Script, event) {
    if (ends.has(event)) return dispatch.call(this, event);
    downloading.add(this);
    if (downloads === 'at once') void nextTurn().then(() => end(this, event.type));
    return true;
  };

  const page = window.document as unknown as Document;
  page.body.innerHTML = markup;
  return {
    page,
    ...watchRuns(window, page),
    element: (id: string) => page.getElementById(id) as HTMLElement,
    add(markup: string): HTMLElement {
      const holder = page.createElement('div');
      holder.innerHTML = markup;
      const element = holder.firstElementChild as HTMLElement;
      page.body.append(element);
      return element;
    },
    /** Ends the download of a released script. */
    finish(which: string | Element, type: 'load' | 'error' = 'load'): void {
      const script = typeof which === 'string' ? page.getElementById(which) : which;
      if (script) end(script as unknown as Script, type);
    },
    /** The released scripts whose download has not ended. */
    loading: () => [...downloading] as unknown as readonly Element[],
    /** One turn of the event loop. */
    turn: () => new Promise((done) => setImmediate(done)),
    /** Waits until the gate has nothing more to do than wait for downloads. */
    async settled(): Promise<void> {
      for (let idle = 0; idle < 5; idle += 1) {
        await new Promise((done) => setImmediate(done));
        if (turns) idle = 0;
      }
    },
  };
}

/** Scripts that a browser would have run, by id. One that is released twice counts twice, one that is moved does not. */
function watchRuns(window: Window, page: Document) {
  const runs: string[] = [];
  const started = new WeakSet<Element>();
  const runnable = (script: Element) =>
    ['', 'module', 'text/javascript'].includes(script.getAttribute('type') ?? '');
  const read = (changes: MutationRecord[]) => {
    const released = new Set<Element>();
    for (const { type, target, addedNodes, oldValue } of changes) {
      const element = target as unknown as Element;
      // In place: a script gets its address, or its text once more (HTML, "prepare the script element").
      const given =
        type === 'attributes' ? oldValue === null && element.hasAttribute('src') : addedNodes.length > 0;
      if (element.localName === 'script' && given) released.add(element);
      // Or another script comes in its place.
      for (const node of addedNodes as unknown as Iterable<Element>) {
        if (node.localName === 'script' && !started.has(node)) released.add(node);
      }
    }
    for (const script of released) {
      if (!runnable(script)) continue;
      started.add(script);
      runs.push(script.id);
    }
  };
  const observer = new window.MutationObserver(read);
  observer.observe(page as never, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeOldValue: true,
    attributeFilter: ['src'],
  });
  return {
    runs,
    /** Takes in what has run until this very moment. */
    readRuns: () => read(observer.takeRecords()),
  };
}
