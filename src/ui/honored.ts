/** What became of the visitor's no to sale or share, and what a yes after it takes. Pure. */
import type { Surroundings } from '../ask.ts';
import type { Category, State } from '../types.ts';

type Settings = Surroundings['settings'];

/** Tells which text says that sale or share is refused, and why; none where any of it is granted. */
export function honored(state: State, settings: Settings): 'gpcHonored' | 'optedOut' | undefined {
  if (settings.saleOrShare.some((name) => state.granted.includes(name))) return undefined;
  // "Opt-Out Request Honored" (11 CCR 7025(c)(6)).
  if (state.gpc) return 'gpcHonored';
  const refused = settings.saleOrShare.some((name) => optedOut(name, state, settings));
  // Where everything is denied until granted, only the opt-out itself is worth telling.
  return refused || state.decision?.by === 'opt-out' ? 'optedOut' : undefined;
}

/** Tells which notice asks for a second press before this switch is turned on. */
export function noticeFor(
  name: Category,
  state: State,
  settings: Settings,
): 'gpcConflict' | 'optInAgain' | undefined {
  // Told of the conflict, a visitor may agree (11 CCR 7025(c)(3)).
  if (state.gpc && settings.saleOrShare.includes(name)) return 'gpcConflict';
  // After an opt-out: a request, then a separate confirmation (11 CCR 7028(a)).
  return optedOut(name, state, settings) ? 'optInAgain' : undefined;
}

/** A minor's sale or share is denied without anybody having opted out. */
function optedOut(name: Category, { decision, denied, model }: State, settings: Settings): boolean {
  const said = decision || !settings.minor;
  return Boolean(said && model === 'opt-out' && settings.saleOrShare.includes(name) && denied.includes(name));
}
