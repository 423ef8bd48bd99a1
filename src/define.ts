/**
 * Checks what a site or a vendor file declares, and gives it back typed.
 * A declaration that cannot work stays listed, but loads nothing.
 */
import type { Regime, Tag } from './types.ts';
import { warn } from './warn.ts';

/**
 * Declares a tag. `ids` are the settings it cannot do without: while one is missing, the tag loads nothing
 * and the console says which.
 *
 * @example
 * const chat = defineTag({
 *   id: 'chat', name: 'Chat Ltd.', category: 'functional', purpose: 'Answers questions while you shop.',
 *   hosts: ['chat.example'], cookies: [],
 *   load: (page) => page.script('https://chat.example/widget.js'),
 * });
 */
export function defineTag<const Id extends string>(
  tag: Tag<Id>,
  ids: Readonly<Record<string, unknown>> = {},
): Tag<Id> {
  for (const name of Object.keys(ids)) {
    if (ids[name] && typeof ids[name] === 'string') continue;
    warn('setting', tag.id, name);
    return { ...tag, before() {}, load() {}, update() {}, stop() {} };
  }
  return tag;
}

/**
 * Declares a regime, for `regime` in the options.
 *
 * @example
 * start({ regime: defineRegime({ id: 'house', model: 'opt-in', days: 90, regions: '' }) });
 */
export function defineRegime(regime: Regime): Regime {
  return regime;
}
