/**
 * Asks, or stays silent. Banner and dialog are fetched only when they are wanted, and stand in one element with
 * an open shadow root. What does not load leaves everything denied, and the page as it was.
 */
import type { Answering } from './consent.ts';
import type { DrawPlaceholder } from './elements/frame.ts';
import type { Iab } from './extras.ts';
import type { Guard } from './guard.ts';
import type { Desk } from './note.ts';
import type { Settings } from './options.ts';
import type { Consent, Regime, Surface, Vendor } from './types.ts';
import { warn } from './warn.ts';

/** Texts by key. What is missing falls back to English. */
export type Texts = Readonly<Record<string, string>>;

/** What the layers are given beside the public `Consent`. */
export interface Surroundings {
  readonly consent: Consent;
  readonly settings: Settings;
  readonly texts: Texts;
  readonly vendors: ReadonlyMap<string, Vendor>;
  readonly regime: Regime;
  /** Ids of the vendors that came after the decision, and are asked about. */
  readonly fresh?: readonly string[];
  /** Says this to the eye and to assistive technology, without taking the focus; it leaves by itself. */
  say(words?: string): void;
  /** Brings layers in before they are wanted. */
  readonly door: Door;
  readonly warn: typeof warn;
}

/** Draws a layer into `root`, and gives its own undo. */
export type Draw = (root: ShadowRoot, around: Surroundings) => () => void;
/** Draws a placeholder beside a frame; `loadOnce` is what its button does. */
export type DrawBeside = (frame: HTMLIFrameElement, around: Surroundings, loadOnce: () => void) => () => void;

/** Fills the site's links and status elements, each once it is found, until it is undone. */
export type DrawLinks = (around: Surroundings) => Filling;
export interface Filling {
  fill(element: Element): void;
  undo?(): void;
}

/** How a door brings in what is not in the core. Every promise may fail. */
export interface Door {
  banner(): Promise<{ draw: Draw }>;
  dialog(): Promise<{ draw: Draw }>;
  placeholder(): Promise<{ draw: DrawBeside }>;
  links(): Promise<{ draw: DrawLinks }>;
  account(): Promise<{ account(desk: Desk): Promise<void> }>;
  button(): Promise<{ draw: Draw }>;
  /** Texts of the first of these languages there is; nothing where it is English. */
  texts(languages: readonly string[]): Promise<Texts>;
  /** What our tags say of themselves, by its English; nothing where it is English. */
  purposes(language?: string): Promise<Texts>;
  /** What holds unmarked vendors, where the door has it. */
  guard?(): Guard;
  /** The IAB's strings, asked for where the site turns them on. */
  iab?(): Iab | undefined;
}

// The opt-out is confirmed by the core alone, so that it holds when nothing else loads.
const optedOut = 'You have opted out of the sale and sharing of your personal information.';
// Its middle stays where it is, so that nothing shifts when the words come.
const statusStyle =
  'all:initial;padding:12px 16px;width:max-content;color:var(--assent-color,CanvasText);border-radius:12px;border:1px solid #8886;position:fixed;translate:-50%;max-width:80vw;top:16px;background:var(--assent-background,Canvas);left:50%;pointer-events:none;font:medium/1.5 var(--assent-font,system-ui);color-scheme:';

export function createAsk(consent: Answering, site: Consent, settings: Settings, door: Door) {
  // A layer is wanted, then drawn. Its undo is here once it is drawn.
  const layers = new Map<Surface | 'button', (() => void) | undefined>();
  // The visitor has put the banner away without deciding: it stays away on this page.
  let dismissed = false;
  let host: HTMLElement | undefined;
  const status = document.createElement('p');
  let leaving: ReturnType<typeof setTimeout> | undefined;
  let texts: Promise<Texts> | undefined;
  // What the visitor is spoken to in: the page's language until there was something to say.
  let language = document.documentElement.lang;

  /** The one element, first in the body so that keyboards and screen readers meet it early. */
  async function root(): Promise<ShadowRoot> {
    while (!document.body) await new Promise(requestAnimationFrame);
    host ??= document.createElement('assent-ui');
    if (!host.isConnected) document.body.prepend(host);
    return host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  }

  async function surroundings(): Promise<Surroundings> {
    const { lang } = document.documentElement;
    texts ??= door.texts([settings.locale || lang, ...navigator.languages]).catch((error) => {
      warn('texts', settings.locale ?? lang, error);
      return {};
    });
    const all = { ...(await texts), ...settings.texts };
    language = all.lang ?? 'en';
    return { ...consent.visit, consent: site, settings, texts: all, say, door, warn };
  }

  /** Gives `false` where it did not load. */
  async function show(surface: Surface | 'button'): Promise<boolean> {
    if (layers.has(surface)) return true;
    layers.set(surface, undefined);
    try {
      const [{ draw }, around, shadow] = await Promise.all([door[surface](), surroundings(), root()]);
      // It may have been answered or closed while it was on its way, or wanted again and drawn.
      if (!layers.has(surface) || layers.get(surface)) return true;
      layers.set(surface, draw(shadow, around));
      tell();
      return true;
    } catch (error) {
      layers.delete(surface);
      warn('layer', surface, error);
      return false;
    }
  }

  function hide(surface: Surface | 'button'): void {
    layers.get(surface)?.();
    layers.delete(surface);
    tell();
  }

  function tell(): void {
    consent.shows(layers.get('dialog') ? 'dialog' : layers.get('banner') ? 'banner' : 'none');
  }

  /** Asks where the regime wants an answer and there is none; else takes the banner away. */
  function settle(): void {
    const { model, undecided } = consent.state;
    if (settings.ui.floatingButton) show('button');
    if (model !== 'opt-in' || !undecided) hide('banner');
    else if (!dismissed) show('banner');
  }

  async function say(words?: string): Promise<void> {
    const [shadow, around] = await Promise.all([root(), surroundings()]);
    // While the dialog is open, its own status says what became of an opt-out.
    if (!words && layers.get('dialog')) return;
    status.part.add('status');
    status.role = 'status';
    status.popover = 'manual';
    const { theme = 'auto' } = settings.ui;
    status.style.cssText = (statusStyle + theme).replace(/auto$/, 'light dark');
    status.textContent = '';
    shadow.append(status);
    status.showPopover();
    // A live region is read when it changes, so it has to be there before its words are.
    await new Promise(requestAnimationFrame);
    status.textContent = words ?? around.texts.optedOut ?? optedOut;
    clearTimeout(leaving);
    leaving = setTimeout(() => status.remove(), 8000);
  }

  return {
    get language() {
      return language;
    },
    settle,
    open: show,

    /** Closing decides nothing: an undecided visitor is back at the banner, and may put that away too. */
    close(): void {
      const dialog = layers.has('dialog');
      dismissed = !dialog;
      hide(dialog ? 'dialog' : 'banner');
      settle();
    },

    say,

    async links(): Promise<Filling> {
      const [{ draw }, around] = await Promise.all([door.links(), surroundings()]);
      return draw(around);
    },

    placeholder: (async (frame, loadOnce) => {
      const [{ draw }, around] = await Promise.all([door.placeholder(), surroundings()]);
      return draw(frame, around, loadOnce);
    }) as DrawPlaceholder,

    destroy(): void {
      for (const surface of layers.keys()) hide(surface);
      host?.remove();
    },
  };
}
