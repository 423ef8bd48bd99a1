/**
 * Stands between the page and its tags: holds each until its answer is granted, releases it once, and tells a
 * released tag of every later answer. Whatever fails stays held, and fails alone.
 */
import type { Answering } from './consent.ts';
import { findIn, watchFor } from './elements/added.ts';
import { createFrames, type DrawPlaceholder } from './elements/frame.ts';
import { hasNonce, insertScript, isBrought, releaseScript } from './elements/script.ts';
import { holdPing, isLoadable, releaseSource } from './elements/source.ts';
import { closeWriting } from './elements/write.ts';
import type { Category, Tag, TagPage } from './types.ts';
import { warn } from './warn.ts';

const held =
  'script[type="text/plain"][data-consent],[data-consent][data-src],[data-consent][data-srcset],[data-consent][data-href],[data-consent-held]';

/** What goes on telling its vendor. */
const telling = '[data-consent]:is(iframe[src],[ping])';

/** Longest stretch of releasing, in milliseconds, before the visitor's own input gets its turn. */
const stretch = 8;

export function createGate(consent: Answering, tags: readonly Tag[], drawPlaceholder: DrawPlaceholder) {
  const running = new Map<Tag, boolean>();
  const queued = new WeakSet<Element>();
  /** The tag that loads at this very moment. */
  let loading: Tag | undefined;
  // What the guard holds may stand in a shadow root, or nowhere: a pixel needs no place in the page.
  const unmarked = new Set<Element>();
  let closed = false;
  // The answers that the visitor has seen taken.
  let shown: typeof consent.visit | undefined;
  const frames = createFrames(drawPlaceholder, () => consent.visit.decision);

  const page: TagPage = {
    script: insertScript,
    whenParsed: (then) => {
      const tag = loading;
      // Where the grant was taken back meanwhile, it waits for the next one.
      const act = () => (!tag || tag.advanced ? then() : consent.when(tag.id).then(then));
      if (document.readyState !== 'loading') then();
      else document.addEventListener('DOMContentLoaded', act, { once: true });
    },
    allows: consent.allows,
    get state() {
      return consent.state;
    },
  };

  // Scripts in their order wait for the end of the document, as `defer` does.
  let lane: Promise<unknown> = new Promise<void>(page.whenParsed);

  function call(tag: Tag, moment: 'before' | 'load' | 'update' | 'stop'): void {
    try {
      tag[moment]?.(page);
    } catch (error) {
      warn('tag', tag.id, moment, error);
    }
  }

  /** Tells whether a tag waits for nothing but its turn. */
  function ready(tag: Tag): boolean {
    return !closed && !running.has(tag) && (tag.advanced || consent.allows(tag.id));
  }

  function load(tag: Tag): void {
    running.set(tag, consent.allows(tag.id));
    loading = tag;
    call(tag, 'load');
    loading = undefined;
  }

  /** What comes with new answers waits for `release`, which follows once they are painted. */
  function isShown(): boolean {
    return !shown || shown === consent.visit;
  }

  /** Tags first, then what the page holds, with a breath between tags and after every long stretch. */
  async function release(): Promise<void> {
    shown = consent.visit;
    for (const tag of tags) {
      if (!ready(tag)) continue;
      load(tag);
      await breath();
    }
    await releaseAll(new Set([...findIn(document, held), ...unmarked]));
  }

  async function releaseAll(elements: Iterable<Element>): Promise<void> {
    let since = performance.now();
    for (const element of elements) {
      // A page with thousands of held elements still answers the visitor between them.
      if (performance.now() - since > stretch) {
        await breath();
        since = performance.now();
      }
      releaseOne(element);
    }
  }

  function releaseOne(element: Element): void {
    if (queued.has(element) || !isHere(element)) return;
    const allowed = allowsElement(element);
    if (allowed) unmarked.delete(element);
    if (element instanceof HTMLIFrameElement) allowed ? frames.release(element) : frames.hold(element);
    else if (!allowed) return;
    else if (!(element instanceof HTMLScriptElement)) releaseSource(element);
    else inOrder(element);
  }

  // Scripts run one after the other, in document order, each after the one before has loaded. `async` ones wait for
  // nobody (HTML, "prepare the script element").
  function inOrder(script: HTMLScriptElement): void {
    const run = async () => {
      queued.delete(script);
      // The answer may have changed while this one waited for its turn.
      if (!isHere(script) || !allowsElement(script)) return;
      const done = releaseScript(script).catch((error) => warn('tag', 'a held <script>', 'release', error));
      // Outside the page it does not run yet, and nobody waits for it.
      if (script.isConnected) await done;
    };
    // Not the property: it is true for any script the parser has not run.
    if (script.hasAttribute('async')) return void run();
    queued.add(script);
    lane = lane.then(run).then(breath);
  }

  function isHere(element: Element): boolean {
    return (
      !closed && element.matches(held) && (element.isConnected || element.hasAttribute('data-consent-held'))
    );
  }

  function allowsElement(element: Element): boolean {
    const { consent: names = '', consentVendor = '', src, href } = (element as HTMLElement).dataset;
    const where = `a held <${element.localName}>`;
    const address = src ?? href ?? element.getAttribute('src');
    const vendor = consent.visit.vendors.get(consentVendor);
    const listed = names.trim().split(/\s+/);
    const unknown = listed.find((name) => !consent.visit.settings.categories.includes(name as Category));
    // Brought by its tag meanwhile: here it never runs.
    if (address && element.hasAttribute('data-consent-held') && isBrought(address)) return false;
    if (element instanceof HTMLScriptElement && !hasNonce(element)) warn('nonce', where);
    else if (address && !isLoadable(address)) warn('address', address, where);
    else if (consentVendor && !vendor) warn('vendor', consentVendor, where);
    else if (unknown !== undefined) warn('category', unknown, where);
    // The vendor's own answer stands in place of its category's.
    else if (!vendor || consent.allows(vendor.id)) {
      return listed.every((name) => name === vendor?.category || consent.allows(name));
    }
    return false;
  }

  function retractOne(element: Element): void {
    if (allowsElement(element)) return;
    if (element instanceof HTMLIFrameElement) frames.hold(element);
    else holdPing(element);
  }

  /** A frame whose address is set while the parser is at work never loads in Chromium: a task later it does. */
  function releaseLater(found: readonly Element[]): void {
    breath().then(() => (isShown() ? releaseAll(found) : undefined));
  }

  const watch = watchFor(held, (found) => {
    frames.leave(found);
    releaseLater(found);
  });

  return {
    /** Says every vendor's default, then holds what is there and what comes. */
    open(): void {
      for (const tag of tags) call(tag, 'before');
      watch.observe(document, { childList: true, subtree: true });
    },
    /** Takes in a tag that came late. */
    add(tag: Tag): void {
      call(tag, 'before');
      if (isShown() && ready(tag)) load(tag);
    },
    /** Takes in an element that the guard holds, or finds on its way into the page. */
    take(element: Element): void {
      if (element.matches(telling)) retractOne(element);
      // What a template holds never runs, and its copies are held anew.
      else if (element.ownerDocument === document) {
        unmarked.add(element);
        releaseLater([element]);
      }
    },
    release,
    /** Says the new answers to tags that run, and stops those and the frames that lost their grant. */
    retract(): void {
      for (const [tag, on] of running) {
        const allowed = consent.allows(tag.id);
        if (on && !allowed) call(tag, 'stop');
        else if (allowed || tag.advanced) call(tag, 'update');
        running.set(tag, allowed);
      }
      [...findIn(document, telling), ...frames.loaded()].forEach(retractOne);
    },
    close(): void {
      closed = true;
      watch.disconnect();
      frames.close();
      closeWriting();
    },
  };
}

/** Resolves after the frame in which the visitor sees what has just changed. */
export function painted(): Promise<void> {
  // A hidden page paints nothing: nobody waits for a frame there.
  return new Promise((done) => {
    if (document.hidden) setTimeout(done);
    else requestAnimationFrame(() => setTimeout(done));
  });
}

/** Gives the main thread back to the visitor for a moment. */
function breath(): Promise<unknown> {
  const { scheduler } = window as { scheduler?: { yield?(): Promise<void> } };
  if (scheduler?.yield) return scheduler.yield();
  // Elsewhere a message comes back sooner than a timer, which browsers slow down when it nests (HTML, "timers").
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = done;
    port2.postMessage(0);
  });
}
