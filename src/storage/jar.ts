/**
 * The cookies of this document as the browser itself gives them, whatever the page has put in their place; and how one
 * is erased wherever it was set. Never throws.
 */
import { ownerOf } from '../patch.ts';

// A form named "cookie" hides `document.cookie`, and page code may have replaced it: the browser's own stands on the
// prototype.
const start =
  typeof document === 'undefined' ? globalThis.Document?.prototype : Object.getPrototypeOf(document);
const accessor = Object.getOwnPropertyDescriptor(ownerOf(start, 'cookie') ?? {}, 'cookie');

/** Reads the cookies, or writes one. Where they are refused there are none: no vendor could write any either. */
export function jar(text?: string): string {
  try {
    return (text ? accessor?.set : accessor?.get)?.call(document, text as never) ?? '';
  } catch {
    return '';
  }
}

/** Visible cookies, as `name=`. One without a name is only its value (RFC 6265bis §5.8.3). */
export function visible(): string[] {
  return jar()
    .split('; ')
    .map((pair) => pair.replace(/=.*/s, '='));
}

// A cookie is erased only by naming the very domain and path it was set with, and vendors rarely say which
// they chose (RFC 6265 §5.3, step 11): so the host alone, every parent domain, and every parent of the path.
export function domains(): string[] {
  const labels = location.hostname.split('.');
  return ['', ...labels.map((_, depth) => `;domain=${labels.slice(depth).join('.')}`)];
}

/** Begins with "/", where nearly every vendor writes, and goes on until nothing of this name is left. */
export function eraseCookie(cookie: string): void {
  const paths = location.pathname.split('/').map((_, depth, steps) => steps.slice(0, depth + 1).join('/'));
  for (const path of paths.flatMap((path) => [`${path}/`, path])) {
    for (const domain of domains()) {
      // In a frame of another site only `SameSite=None` is heard. A partitioned cookie is another cookie of the same
      // name (CHIPS).
      for (const kind of ['', ';secure;samesite=none', ';secure;samesite=none;partitioned']) {
        jar(`${cookie};max-age=0;path=${path}${domain}${kind}`);
      }
    }
    if (!visible().includes(cookie)) return;
  }
}
