/**
 * Looks at the running page again and again, says on the console what is new, and keeps the overlay current. It
 * decides nothing, holds nothing and releases nothing.
 */
import type { Seam } from '../extras.ts';
import { type Asked, cookies, type Marked, requests, standing } from './look.ts';
import { strangeOptions } from './options.ts';
import { openOverlay } from './overlay.ts';
import type { Finding } from './texts.ts';

const said = new Set<string>();

/** Reports on what runs, until it ends. */
export function debug(seam: Seam): void {
  const { consent, settings, stops } = seam;
  const overlay = openOverlay();
  const seen: Finding[] = [];
  let due = false;

  function look(): void {
    due = false;
    const found = [
      ...strangeOptions(settings, {
        host: location.hostname,
        secure: location.protocol === 'https:',
        attributes: ownAttributes(),
      }),
      ...seen,
      ...cookies(seam, cookieNames()),
      ...standing(
        seam,
        [...document.querySelectorAll<HTMLElement>('[data-consent]')].map(describe),
        location.href,
      ),
    ];
    // A thing that is there many times is told of once.
    const findings = [...new Map(found.map((finding) => [finding.text, finding])).values()];
    for (const { text, wrong } of findings) {
      if (said.has(text)) continue;
      said.add(text);
      console[wrong ? 'warn' : 'info'](`[assent] ${text}`);
    }
    overlay.show(findings);
  }

  /** Once for all that happens in one task. */
  function later(): void {
    if (due) return;
    due = true;
    setTimeout(look);
  }

  // What is denied when a request is heard of was denied when it left, or a moment before.
  const requested = new PerformanceObserver((list) => {
    const asked: Asked[] = list.getEntries().map((entry) => ({
      address: entry.name,
      kind: (entry as PerformanceResourceTiming).initiatorType,
    }));
    seen.push(...requests(seam, asked, location.href));
    later();
  });
  requested.observe({ type: 'resource', buffered: true });

  const ends = new AbortController();
  const changed = new MutationObserver(later);
  changed.observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: ['data-consent', 'data-consent-held', 'data-src', 'src', 'type'],
  });
  document.addEventListener('assent:ready', later, { signal: ends.signal });
  // A sandboxed frame has no cookies to tell of.
  if (globalThis.origin !== 'null') {
    globalThis.cookieStore?.addEventListener('change', later, { signal: ends.signal });
  }
  stops.push(consent.onChange(later), overlay.close, () => {
    requested.disconnect();
    changed.disconnect();
    ends.abort();
  });
  later();
}

function describe(element: HTMLElement): Marked {
  const { consent = '', consentVendor, src, srcset, href, consentHeld } = element.dataset;
  const address = src ?? srcset ?? href;
  const told = address ?? element.getAttribute('src') ?? element.getAttribute('href');
  const inline = element.textContent?.trim().slice(0, 40);
  return {
    what: `<${element.localName}${element.id && ` id="${element.id}"`}> ${told ?? inline ?? ''}`.trim(),
    address: told ?? '',
    names: consent.trim().split(/\s+/),
    vendor: consentVendor,
    held: consentHeld !== undefined || address !== undefined || element.getAttribute('type') === 'text/plain',
    unmarked: consentHeld !== undefined,
  };
}

/** Names of the `data-*` attributes of our script, where there is one. */
function ownAttributes(): string[] {
  const script = document.querySelector('script[data-debug][src]');
  return [...(script?.attributes ?? [])]
    .filter(({ name }) => name.startsWith('data-'))
    .map(({ name }) => name.slice('data-'.length));
}

function cookieNames(): string[] {
  try {
    return document.cookie
      .split('; ')
      .map((pair) => pair.replace(/=.*/s, ''))
      .filter(Boolean);
  } catch {
    // Refused here, as in a sandboxed frame: nobody could write one either.
    return [];
  }
}
