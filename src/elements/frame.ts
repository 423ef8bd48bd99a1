/**
 * Held frames: a placeholder stands in their place, and offers to load this one once or to allow its vendor
 * always. A frame whose grant is taken back is emptied and held again.
 */
import type { Decision } from '../types.ts';
import { releaseSource } from './source.ts';

/** Draws the placeholder of a frame; its button calls `loadOnce`. Gives its own undo. It may come late, or never. */
export type DrawPlaceholder = (frame: HTMLIFrameElement, loadOnce: () => void) => Promise<() => void>;

export function createFrames(drawPlaceholder: DrawPlaceholder, decision: () => Decision | null) {
  const placeholders = new Map<HTMLIFrameElement, Promise<() => void>>();
  const leaving = new WeakMap<HTMLIFrameElement, Promise<void>>();
  /** With the moment of the decision they stood against. */
  const loadedOnce = new WeakMap<HTMLIFrameElement, string | undefined>();
  // Also those out of the page now: put back, a frame loads its address again.
  const released: WeakRef<HTMLIFrameElement>[] = [];

  function hold(frame: HTMLIFrameElement): void {
    if (placeholders.has(frame) || isLoadedOnce(frame)) return;
    const address = frame.getAttribute('src');
    if (address) {
      frame.dataset.src = address;
      // Replaces the vendor's page without an entry in the visitor's history.
      frame.contentWindow?.location.replace('about:blank');
      frame.removeAttribute('src');
    }
    // Without its placeholder an empty frame stands there: held all the same.
    if (frame.isConnected)
      placeholders.set(
        frame,
        draw(frame).catch(() => () => {}),
      );
  }

  async function draw(frame: HTMLIFrameElement): Promise<() => void> {
    // The one before puts the frame back as it was.
    await leaving.get(frame);
    return drawPlaceholder(frame, () => {
      loadedOnce.set(frame, decision()?.at);
      release(frame);
    });
  }

  /** A later refusal is a refusal of this one too. Allowing another from its placeholder is none. */
  function isLoadedOnce(frame: HTMLIFrameElement): boolean {
    const { at, by } = decision() ?? {};
    return loadedOnce.has(frame) && (by === 'placeholder' || loadedOnce.get(frame) === at);
  }

  function release(frame: HTMLIFrameElement): void {
    clear(frame);
    releaseSource(frame);
    released.push(new WeakRef(frame));
  }

  /** Gives the frames that were released, wherever they are now. */
  const loaded = () => released.flatMap((each) => each.deref() ?? []);

  /** Takes away the placeholders of frames that have left their place. Put elsewhere, a frame is held anew. */
  function leave(moved: readonly Element[]): void {
    for (const frame of placeholders.keys()) {
      if (!frame.isConnected || moved.includes(frame)) clear(frame);
    }
  }

  function clear(frame: HTMLIFrameElement): void {
    const drawn = placeholders.get(frame);
    if (drawn)
      leaving.set(
        frame,
        drawn.then((undo) => undo()),
      );
    placeholders.delete(frame);
  }

  return { hold, release, loaded, leave, close: () => [...placeholders.keys()].forEach(clear) };
}
