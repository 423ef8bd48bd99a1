/**
 * Tells the developer, once per text, what happened, what we did about it and what to do. The sentences are fetched
 * when there is something to say, so that visitors never pay for them. Never throws.
 */
import type { Fault, Messages } from './messages.ts';

const said = new Set<string>();
let sentences = (): Promise<{ messages: Messages }> => Promise.reject();

/** A door says how its sentences are fetched. */
export function explainWith(load: typeof sentences): void {
  sentences = load;
}

export async function warn(fault: Fault, ...values: unknown[]): Promise<void> {
  const facts = values.map(print);
  const key = [fault, ...facts].join(', ');
  if (said.has(key)) return;
  said.add(key);
  const text = await sentences().then(
    ({ messages }) => messages[fault](...facts),
    // The bare facts, where even the sentences do not load.
    () => key,
  );
  console.warn(`[assent] ${text}`);
}

// What a page throws or passes may refuse to be text.
function print(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
