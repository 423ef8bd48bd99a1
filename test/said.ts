/** What the developer was told so far. Messages come late, because their sentences are fetched first. */
import { vi } from 'vitest';

export function said(): string[] {
  return vi.mocked(console.warn).mock.calls.map(([text]) => String(text));
}

/** Waits for the message that holds these words, and gives it. */
export async function heard(words: string): Promise<string> {
  return vi.waitFor(() => {
    const text = said().find((each) => each.includes(words));
    if (text === undefined) throw new Error(`No message holds "${words}". Said: ${JSON.stringify(said())}`);
    return text;
  });
}

/** Gives late messages the time to come, for a test that expects none. */
export async function silence(): Promise<string[]> {
  await import('../src/messages.ts');
  await new Promise((done) => setTimeout(done));
  return said();
}
