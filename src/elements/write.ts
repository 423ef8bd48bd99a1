/**
 * `document.write` in a script that runs after the page was parsed would wipe the page, or be ignored (HTML, "document
 * write steps"). What a released script writes goes in behind it instead, once it has run.
 */
import { createPatches } from '../patch.ts';
import { trusted } from '../trusted.ts';

const written = new WeakMap<Element, unknown[]>();
let patches: ReturnType<typeof createPatches> | undefined;

/** Listens to what this script writes. Gives the step that puts it into the page. */
export function openWriting(script: HTMLScriptElement): () => void {
  if (!patches) {
    patches = createPatches();
    for (const [name, end] of [
      ['write', ''],
      ['writeln', '\n'],
    ] as const) {
      patches.patch(Document.prototype, name, (_, given: unknown[]) => {
        const texts = written.get(document.currentScript as never);
        return texts && (() => void texts.push(...given, ...(end && [end])));
      });
    }
  }
  const texts: unknown[] = [];
  written.set(script, texts);
  return () => {
    if (!texts.length) return;
    const range = document.createRange();
    range.selectNode(script);
    const markup = texts.splice(0);
    const text = markup.join('');
    // Only what was trusted when it was written is trusted here.
    const plain = markup.some((part) => typeof part === 'string' && part !== '\n');
    range.collapse(false);
    range.insertNode(range.createContextualFragment(plain ? text : trusted().createHTML(text)));
  };
}

export function closeWriting(): void {
  patches?.undo();
  patches = undefined;
}
