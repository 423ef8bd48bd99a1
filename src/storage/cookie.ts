/**
 * The record's first home: a cookie, so that the site's server can read it too.
 * Refused cookies (a sandboxed frame, a strict browser) throw here; `storage/index.ts` catches.
 */
import Cookies from 'js-cookie';
import type { CookieOptions } from '../types.ts';

// The codec has encoded already: the cookie and the copy hold the same text.
const same = (text: string) => text;
const jar = Cookies.withConverter<string>({ read: same, write: same });

export type CookieSettings = CookieOptions & { readonly name: string };

export function readCookie(name: string): string | undefined {
  return jar.get(name);
}

export function writeCookie(
  { name, domain, path, sameSite, secure }: CookieSettings,
  text: string,
  expires: Date,
): void {
  // Not over one that says the same: Safari would leave seven days of the life that a server has given it.
  if (jar.get(name) !== text) jar.set(name, text, { domain, path, sameSite, secure, expires });
}
