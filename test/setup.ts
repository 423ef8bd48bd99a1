/** Before every file: messages to the developer have their sentences, and are heard by the test alone. */
import { afterEach, beforeEach, vi } from 'vitest';
import { explainWith } from '../src/warn.ts';
import './page.ts';

explainWith(() => import('../src/messages.ts'));

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

afterEach(() => {
  vi.useRealTimers();
});
