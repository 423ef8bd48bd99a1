/**
 * The site's own ready links, `data-consent-link`, and its status elements, `data-consent-status`. What fills them is
 * fetched once there is one. Where it does not load, an empty link gets the prescribed words in English: the act
 * itself never waits for it.
 */
import type { Filling } from './ask.ts';
import { watchFor } from './elements/added.ts';
import { warn } from './warn.ts';

const ready = '[data-consent-link],[data-consent-status]';

/** Takes care of these elements, later ones too. Gives its own undo. */
export function createLinks(fetched: () => Promise<Filling>): () => void {
  let filling: Promise<Filling> | undefined;

  function take(found: Iterable<Element>): void {
    const elements = [...found];
    if (!elements.length) return;
    filling ??= fetched().catch((error) => {
      warn('links', error);
      return { fill: fillBare };
    });
    filling.then(({ fill }) => elements.forEach(fill));
  }

  const watch = watchFor(ready, take);
  watch.observe(document, { childList: true, subtree: true });
  take(document.querySelectorAll(ready));
  return () => {
    watch.disconnect();
    filling?.then(({ undo }) => undo?.());
  };
}

function fillBare(element: Element): void {
  const kind = element.getAttribute('data-consent-link');
  if (!kind || element.childElementCount || element.textContent?.trim()) return;
  element.textContent =
    kind === 'choices' ? 'Your Privacy Choices' : 'Do Not Sell or Share My Personal Information';
}
