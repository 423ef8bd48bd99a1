/**
 * The page's own buttons and links, `data-consent-action` and `data-consent-link`, and the address parameter
 * `?assent=`. One press acts at once and leaves the visitor where they are; the core alone carries it.
 */
import type { Consent } from './types.ts';

type Action = (consent: Consent, open?: () => void) => void;

const openDialog: Action = (consent, open = () => consent.open('dialog')) => open();

const actions = new Map<string | null | undefined, Action>([
  ['open', openDialog],
  ['choices', openDialog],
  ['opt-out', (consent) => consent.optOut()],
  ['reject', (consent) => consent.deny()],
  ['accept', (consent) => consent.grant()],
  ['withdraw', (consent) => consent.withdraw()],
]);

/**
 * Listens on the document, so that elements added later work too. `open` tells whether the dialog came. Gives its own
 * undo.
 */
export function createActions(consent: Consent, open: () => Promise<boolean>): () => void {
  function onPress(event: Event): void {
    const element = (event.target as Element | null)?.closest?.<HTMLAnchorElement>(
      '[data-consent-action],[data-consent-link]',
    );
    const action = actions.get(element?.dataset.consentAction ?? element?.dataset.consentLink);
    if (!element || !action) return;
    if (event instanceof KeyboardEvent) {
      // Enter and Space press real buttons by themselves, and Enter presses links: the rest is made equal here.
      const native = element.matches(event.key === 'Enter' ? 'button,input,a[href]' : 'button,input');
      if (native || !/^(Enter| )$/.test(event.key)) return;
    }
    event.preventDefault();
    action(consent, async () => {
      // No dead end: without the dialog a link leads where the site has pointed it (11 CCR 7004(a)(5)).
      if (!(await open()) && element.href) location.assign(element.href);
    });
  }
  // On the way down: what the page stops on the way up has been heard.
  for (const type of ['click', 'keydown']) document.addEventListener(type, onPress, true);
  return () => {
    for (const type of ['click', 'keydown']) document.removeEventListener(type, onPress, true);
  };
}

/** Does what the address asks and takes the parameter out of it. A link can refuse for a visitor, never accept. */
export function followAddress(consent: Consent): void {
  const address = new URL(location.href);
  const asked = address.searchParams.get('assent');
  if (!asked) return;
  // Cut out, so that the rest stays as it is written.
  const rest = location.search.slice(1).split('&');
  address.search = rest.filter((part) => !/^assent(=|$)/.test(part)).join('&');
  history.replaceState(history.state, '', address);
  if (/^(open|opt-out|reject)$/.test(asked)) actions.get(asked)?.(consent);
}
