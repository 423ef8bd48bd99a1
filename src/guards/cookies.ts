/** Cookies that page code writes under the name of a held vendor are not written. Erasing one goes through. */
import { ownerOf, type Patch } from '../patch.ts';

export function guardCookies(patch: Patch, isHeld: (name: string) => boolean): void {
  patch(
    ownerOf(Object.getPrototypeOf(document), 'cookie'),
    'cookie',
    (_, [text]: [unknown]) => {
      const [, name = '', value] = /^([^=;]*)=?([^;]*)/.exec(String(text)) ?? [];
      return value?.trim() && isHeld(name.trim()) ? () => undefined : undefined;
    },
    'set',
  );
  const { CookieStore } = window as { CookieStore?: { prototype: object } };
  patch(CookieStore?.prototype, 'set', (_, [first]: [{ name?: string } | string | undefined]) => {
    const name = typeof first === 'object' ? first.name : first;
    return isHeld(String(name)) && (() => Promise.resolve());
  });
}
