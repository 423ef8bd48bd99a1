/** What every tag of Google's begins with: the queue, and the script that reads it. */
import type { TagPage } from '../types.ts';

/** Queues one Google command. gtag.js knows a command by its being an `arguments` object, so no array will do. */
export function gtag(..._command: unknown[]): void {
  const page = window as { dataLayer?: unknown[]; gtag?: typeof gtag };
  page.dataLayer ??= [];
  // The site's own events use Google's usual name.
  page.gtag ??= gtag;
  // biome-ignore lint/complexity/noArguments: see above
  page.dataLayer.push(arguments);
}

/** Brings the Google tag of this id, and counts the visit unless Google's own snippet in the page does. */
export function bringGoogleTag(page: TagPage, id: string): void {
  page.whenParsed(() => {
    if (isConfigured(id)) return;
    gtag('js', new Date());
    gtag('config', id);
  });
  page.script(`https://www.googletagmanager.com/gtag/js?id=${encodeURIComponent(id)}`);
}

function isConfigured(id: string): boolean {
  const { dataLayer = [] } = window as { dataLayer?: unknown[] };
  return dataLayer.some((entry) => {
    const [command, target] = Object.values(Object(entry));
    return command === 'config' && target === id;
  });
}
