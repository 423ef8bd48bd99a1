/**
 * The record's first home: a cookie, so that the site's server can read it too.
 * Refused cookies (a sandboxed frame, a strict browser) throw here; `storage/index.ts` catches.
 */
import Cookies from 'js-cookie';
import type { CookieOptions } from '../types.ts';
import { jar } from './jar.ts';

// The codec has encoded already: the cookie and the copy hold the same text.
const same = (text: string) => text;
const { set } = Cookies.withConverter<string>({ read: same, write: same });

export type CookieSettings = CookieOptions & { readonly name: string };

/** Gives every cookie of this name: a parent domain and a path may have one too, and which comes first says nothing. */
export function readCookies(name: string): string[] {
  return jar()
    .split('; ')
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

export function writeCookie(
  { name, domain, path, sameSite, secure }: CookieSettings,
  text: string,
  expires: Date,
): void {
  // Not over one that says the same: Safari would leave seven days of the life that a server has given it.
  if (!readCookies(name).includes(text)) set(name, text, { domain, path, sameSite, secure, expires });
}
