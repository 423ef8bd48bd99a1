/**
 * `document.write` in a script that runs after the page was parsed would wipe the page, or be ignored (HTML, "document
 * write steps"). What a released script writes goes in behind it instead, once it has run.
 */
import { createPatches, ownerOf } from '../patch.ts';
import { trusted } from '../trusted.ts';

const written = new WeakMap<Element, unknown[]>();
let patches: ReturnType<typeof createPatches> | undefined;

/** The types of what runs, and says when it has (HTML, "prepare the script element"). Of older names nobody waits. */
const runs = /^((text|application)\/(x-)?(java|ecma)script|module|importmap)?$/i;

/** Resolves when an external script has run, or failed; at once if the browser passes it over. */
export function hasRun(script: HTMLScriptElement, address = script.getAttribute('src')): Promise<void> {
  return new Promise((done) => {
    if (!address || script.noModule || !runs.test(script.type)) done();
    for (const end of ['load', 'error']) script.addEventListener(end, () => done());
  });
}

/** Listens to what this script writes. Gives the step that puts it into the page, and waits for the scripts in it. */
export function openWriting(script: HTMLScriptElement): () => Promise<void> {
  if (!patches) {
    patches = createPatches();
    for (const [name, end] of [
      ['write', ''],
      ['writeln', '\n'],
    ] as const) {
      patches.patch(ownerOf(Object.getPrototypeOf(document), name), name, (_, given: unknown[]) => {
        const texts = written.get(document.currentScript as never);
        return texts && (() => void texts.push(...given, ...(end && [end])));
      });
    }
  }
  const texts: unknown[] = [];
  written.set(script, texts);
  return async () => {
    if (!texts.length || !patches) return;
    const range = document.createRange();
    range.selectNode(script);
    const markup = texts.splice(0);
    const text = markup.join('');
    // Only what was trusted when it was written is trusted here.
    const plain = markup.some((part) => typeof part === 'string' && part !== '\n');
    const fragment = range.createContextualFragment(plain ? text : trusted().createHTML(text));
    const scripts = [...fragment.querySelectorAll('script')].map((inner) => {
      const place = new Text();
      inner.replaceWith(place);
      return { inner, place };
    });
    range.collapse(false);
    range.insertNode(fragment);
    // Each in its turn: an inline one may need the external one before it.
    for (const { inner, place } of scripts) {
      if (!patches) return;
      const ended = hasRun(inner);
      const flush = openWriting(inner);
      place.replaceWith(inner);
      await ended;
      await flush();
    }
  };
}

export function closeWriting(): void {
  patches?.undo();
  patches = undefined;
}
