/** What became of the visitor's no to sale or share, and what a yes after it takes. Pure. */
import type { Surroundings, Texts } from '../ask.ts';
import type { Category, State } from '../types.ts';
import { list } from './text.ts';

type Settings = Surroundings['settings'];

export interface Honored {
  /** The text that says so. */
  readonly key: 'gpcHonored' | 'optedOut';
  /** Where a part of sale or share is granted: the categories that are not. */
  readonly of: readonly Category[];
}

/** Tells how far sale or share is refused, and why; nothing where nobody refused it. */
export function honored(state: State, settings: Settings): Honored | undefined {
  const sold = settings.categories.filter((name) => settings.saleOrShare.includes(name));
  const partly = sold.some((name) => state.granted.includes(name));
  // "Opt-Out Request Honored" (11 CCR 7025(c)(6)).
  if (state.gpc && !partly) return { key: 'gpcHonored', of: [] };
  const refused = sold.filter((name) => saidNo(name, state, settings));
  // Where everything is denied until granted, only the opt-out itself is worth telling.
  if (!refused[0] && (partly || state.decision?.by !== 'opt-out')) return undefined;
  return { key: 'optedOut', of: partly ? refused : [] };
}

/** Says it: of a part, with that part's name before it. */
export function wordsFor(
  { key, of }: Honored,
  t: (key: Honored['key'] | `${Exclude<Category, 'essential'>}Title`) => string,
  texts: Texts,
): string {
  const titles = of.map((name) => t(`${name as Exclude<Category, 'essential'>}Title`));
  return [list(titles, texts), t(key)].filter(Boolean).join(' – ');
}

/** Tells which notice asks for a second press before this switch is turned on. */
export function noticeFor(
  name: Category,
  state: State,
  settings: Settings,
): 'gpcConflict' | 'optInAgain' | undefined {
  const sold = settings.saleOrShare.includes(name);
  // Told of the conflict, a visitor may agree (11 CCR 7025(c)(3)).
  if (sold && state.gpc) return 'gpcConflict';
  // After an opt-out: a request, then a separate confirmation (11 CCR 7028(a)).
  return sold && state.model === 'opt-out' && saidNo(name, state, settings) ? 'optInAgain' : undefined;
}

/**
 * Tells whether somebody has said no to this. Where all is granted until denied, what is denied was refused; but a minor's
 * sale or share is denied without anybody having opted out.
 */
function saidNo(name: Category, { decision, denied, model }: State, settings: Settings): boolean {
  return model !== 'opt-in' && denied.includes(name) && Boolean(decision || !settings.minor);
}
