/**
 * Held frames: a placeholder stands in their place, and offers to load this one once or to allow its vendor
 * always. A frame whose grant is taken back is emptied and held again.
 */
import { releaseSource } from './source.ts';

/** Draws the placeholder of a frame; its button calls `loadOnce`. Gives its own undo. It may come late, or never. */
export type DrawPlaceholder = (frame: HTMLIFrameElement, loadOnce: () => void) => Promise<() => void>;

export function createFrames(drawPlaceholder: DrawPlaceholder) {
  const placeholders = new Map<HTMLIFrameElement, Promise<() => void>>();
  const loadedOnce = new WeakSet<HTMLIFrameElement>();
  // Also those out of the page now: put back, a frame loads its address again.
  let released: WeakRef<HTMLIFrameElement>[] = [];

  function hold(frame: HTMLIFrameElement): void {
    if (placeholders.has(frame) || loadedOnce.has(frame)) return;
    const address = frame.getAttribute('src');
    if (address) {
      frame.dataset.src = address;
      // Replaces the vendor's page without an entry in the visitor's history.
      frame.contentWindow?.location.replace('about:blank');
      frame.removeAttribute('src');
    }
    // Of what has left the page nothing is kept; comes it back, it is held anew.
    for (const gone of placeholders.keys()) if (!gone.isConnected) clear(gone);
    if (!frame.isConnected) return;
    const drawn = drawPlaceholder(frame, () => {
      loadedOnce.add(frame);
      release(frame);
    });
    // Without its placeholder an empty frame stands there: held all the same.
    placeholders.set(
      frame,
      drawn.catch(() => () => {}),
    );
  }

  function release(frame: HTMLIFrameElement): void {
    clear(frame);
    releaseSource(frame);
    released.push(new WeakRef(frame));
  }

  /** Gives the released frames that have left the page and may come back. */
  function away(): HTMLIFrameElement[] {
    const all = new Set(released.flatMap((each) => each.deref() ?? []));
    released = [...all].map((frame) => new WeakRef(frame));
    return [...all].filter((frame) => !frame.isConnected);
  }

  function clear(frame: HTMLIFrameElement): void {
    placeholders.get(frame)?.then((undo) => undo());
    placeholders.delete(frame);
  }

  return { hold, release, away, close: () => [...placeholders.keys()].forEach(clear) };
}
