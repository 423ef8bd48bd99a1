/**
 * What an episode needs of a browser, and no more: thin enough to be written over Playwright, WebDriver BiDi and
 * classic WebDriver alike. Everything else an episode asks of the page itself.
 */
import type { EngineName } from '../find-engines.mjs';

/** What a visitor's browser is told before it starts. */
export interface Given {
  /** Global Privacy Control, natively, where the engine has it. */
  readonly gpc?: boolean;
  /** Windows' high contrast, where the engine has it. */
  readonly forcedColors?: boolean;
  /** Text alone at twice its size, where the engine has it. */
  readonly textZoom?: boolean;
  /** A private window. */
  readonly privately?: boolean;
}

export interface Engine {
  readonly name: EngineName;
  readonly version: string;
  /** What of {@link Given} it can do by itself. */
  readonly can: ReadonlySet<keyof Given>;
  /** A visitor who has never been anywhere. */
  visitor(given?: Given): Promise<Profile>;
  close(): Promise<void>;
}

export interface Profile {
  tab(): Promise<Tab>;
  close(): Promise<void>;
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Seconds since 1970; absent for a session's cookie. */
  readonly expires?: number | undefined;
}

export type Key = 'Tab' | 'Enter' | 'Space' | 'Escape';

export interface Tab {
  goes(address: string): Promise<void>;
  /** Goes back as a visitor does; resolves when the browser has set out. */
  back(): Promise<void>;
  /** Comes to the front. */
  comesUp(): Promise<void>;
  /** Evaluates an expression in the page, and waits for a promise. */
  runs<Result>(code: string): Promise<Result>;
  /** Clicks, with the pointer, on the element that an expression gives. */
  clicks(element: string): Promise<void>;
  presses(key: Key): Promise<void>;
  cookies(): Promise<Cookie[]>;
  /** Which of these the engine itself does not expose to assistive technology, at or beneath an element. */
  lacks(element: string, wanted: readonly Accessible[]): Promise<Accessible[]>;
}

/** A role, and the name that is read with it. */
export type Accessible = readonly [role: string, name: string];
