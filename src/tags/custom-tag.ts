/**
 * A vendor without a file of its own: one script, declared as a page can write it down. It is held until the grant,
 * and after a withdrawal its cookies and keys are erased. A vendor that has calls of its own needs `defineTag`.
 */
import { defineTag } from '../define.ts';
import type { Tag, Vendor } from '../types.ts';

export type CustomTagSettings = Vendor & {
  /** Address of the vendor's script, https. */
  src: string;
};

export function customTag({ src, ...vendor }: CustomTagSettings): Tag {
  return defineTag(
    {
      ...vendor,
      hosts: vendor.hosts ?? [],
      cookies: vendor.cookies ?? [],
      load: (page) => void page.script(src),
    },
    { src },
  );
}
