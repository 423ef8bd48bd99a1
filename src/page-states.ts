/**
 * A page is not always one visit in one tab: it may be prerendered and never seen, stand beside others, or be put
 * away and taken out again (back/forward cache). It asks nothing unseen, and hears what was decided elsewhere.
 */

/** Waits until the visitor is here. A prerendered page may never be seen (Prerendering Revamped, "activate"). */
export function whenSeen(then: () => void): void {
  if ((document as { prerendering?: boolean }).prerendering) {
    document.addEventListener('prerenderingchange', then, { once: true });
  } else then();
}

/**
 * Calls `reread` whenever another page may have written the record, kept under this name, or erased it: at once while
 * both are open, and when a hidden page or one put away is seen again. Gives its own undo.
 */
export function hearOtherPages(name: string, reread: (erased?: boolean) => void): () => void {
  const until = new AbortController();
  const look = () => reread();
  addEventListener(
    'storage',
    // The event may overtake the change of the cookie, which then still shows what was erased.
    ({ key, newValue }) => key === name && reread(newValue === null),
    until,
  );
  addEventListener('pageshow', look, until);
  document.addEventListener('visibilitychange', look, until);
  return () => until.abort();
}
