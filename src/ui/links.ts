/**
 * Fills what a site has set up for us in its own pages: links with the words a law prescribes, the icon beside "Your
 * Privacy Choices", and elements that say what became of an opt-out. All in the page's own font and colour; what the
 * site has written itself stays. Texts are only ever text.
 */
import {
  analyticsTitle,
  dialogTitle,
  functionalTitle,
  gpcHonored,
  optedOut,
  optOut,
  socialTitle,
  targetingTitle,
} from '../../locales/en.json';
import type { Filling, Surroundings } from '../ask.ts';
import { honored, wordsFor } from './honored.ts';
import { language, speaker } from './text.ts';

const words = new Map([
  // 11 CCR 7013.
  ['opt-out', 'optOut'],
  // 11 CCR 7015.
  ['choices', 'dialogTitle'],
] as const);

const english = {
  analyticsTitle,
  dialogTitle,
  functionalTitle,
  gpcHonored,
  optedOut,
  optOut,
  socialTitle,
  targetingTitle,
};

export function draw({ consent, settings, texts }: Surroundings): Filling {
  const t = speaker(texts, english);
  const undone = new WeakMap<Element, () => void>();

  function fillLink(element: HTMLElement, kind: string): void {
    const key = words.get(kind as never);
    if (!key || undone.has(element)) return;
    const before = [...element.childNodes];
    undone.set(element, () => element.replaceChildren(...before));
    const said = element.textContent?.trim();
    // The prescribed words in English, as a server writes them for whoever has no JavaScript, are ours too.
    if (!element.childElementCount && (!said || said === english[key])) write(element, t(key));
    if (kind === 'opt-out') return;
    element.setAttribute('aria-haspopup', 'dialog');
    // A site that brought an icon has one. The space keeps ours beside the last word.
    if (!element.querySelector('svg,img')) element.append('\u00a0', icon());
  }

  function fillStatus(element: HTMLElement): void {
    const refused = honored(consent.state, settings);
    const text = refused ? wordsFor(refused, t, texts) : '';
    // A live region is read whenever its words are written: only where they are new.
    if (element.textContent !== text) write(element, text);
    // What is there at load is read in its place, never called out: live it is from the next frame on.
    requestAnimationFrame(() => {
      if (!element.hasAttribute('role')) element.setAttribute('role', 'status');
    });
    undone.set(element, () => element.replaceChildren());
  }

  function write(element: HTMLElement, text: string): void {
    element.textContent = text;
    // It may differ from the page's (WCAG 2.2, 3.1.2).
    Object.assign(element, language(texts));
  }

  const all = () => document.querySelectorAll<HTMLElement>('[data-consent-link],[data-consent-status]');
  const stop = consent.onChange(() => {
    for (const element of all()) if ('consentStatus' in element.dataset) fillStatus(element);
  });

  return {
    fill(element: HTMLElement) {
      const { consentLink, consentStatus } = element.dataset;
      if (consentLink !== undefined) fillLink(element, consentLink);
      else if (consentStatus !== undefined) fillStatus(element);
    },
    undo() {
      stop();
      for (const element of all()) undone.get(element)?.();
    },
  };
}

/** The state's opt-out icon. Its box ends a little above its foot, so that it stands in a line as words do. */
function icon(): SVGElement {
  const svg = shape('svg', {
    viewBox: '0 0 30 12',
    width: '2em',
    height: '.8em',
    overflow: 'visible',
    'aria-hidden': 'true',
  });
  svg.append(
    shape('path', { fill: '#fff', d: 'M7.4,12.8h6.8l3.1-11.6H7.4C4.2,1.2,1.6,3.8,1.6,7S4.2,12.8,7.4,12.8z' }),
    shape('path', {
      fill: '#06f',
      'fill-rule': 'evenodd',
      d: 'M22.6,0H7.4c-3.9,0-7,3.1-7,7s3.1,7,7,7h15.2c3.9,0,7-3.1,7-7S26.4,0,22.6,0z M1.6,7c0-3.2,2.6-5.8,5.8-5.8h9.9l-3.1,11.6H7.4C4.2,12.8,1.6,10.2,1.6,7z',
    }),
    shape('path', {
      fill: '#fff',
      d: 'M24.6,4c0.2,0.2,0.2,0.6,0,0.8l0,0L22.5,7l2.2,2.2c0.2,0.2,0.2,0.6,0,0.8c-0.2,0.2-0.6,0.2-0.8,0l0,0l-2.2-2.2L19.5,10c-0.2,0.2-0.6,0.2-0.8,0c-0.2-0.2-0.2-0.6,0-0.8l0,0L20.8,7l-2.2-2.2c-0.2-0.2-0.2-0.6,0-0.8c0.2-0.2,0.6-0.2,0.8,0l0,0l2.2,2.2L23.8,4C24,3.8,24.4,3.8,24.6,4z',
    }),
    shape('path', {
      fill: '#06f',
      d: 'M12.7,4.1c0.2,0.2,0.3,0.6,0.1,0.8l0,0L8.6,9.8C8.5,9.9,8.4,10,8.3,10c-0.2,0.1-0.5,0.1-0.7-0.1l0,0L5.4,7.7c-0.2-0.2-0.2-0.6,0-0.8c0.2-0.2,0.6-0.2,0.8,0l0,0L8,8.6l3.8-4.5C12,3.9,12.4,3.9,12.7,4.1z',
    }),
  );
  return svg;
}

function shape(name: 'svg' | 'path', attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
