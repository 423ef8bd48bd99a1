/**
 * The draft: switches moved but not yet saved. Preact's signals live here and nowhere else; the core tells its
 * listeners with a plain callback, and the draft mirrors it.
 */
import { batch, effect, type Signal, signal } from '@preact/signals';
import type { Surroundings } from '../ask.ts';
import type { Answer, Category, State } from '../types.ts';
import { noticeFor } from './honored.ts';

export interface Draft {
  /** The answers in force, as a signal. */
  readonly now: Signal<State>;
  /** The category whose switch waits for a second press, because GPC or the visitor said the opposite. */
  readonly conflict: Signal<Category | null>;
  /** The notice that asks for that press; none where one is enough. */
  noticeFor(category: Category): 'gpcConflict' | 'optInAgain' | undefined;
  /** What was last said to the visitor. */
  readonly message: Signal<string>;
  isOn(category: Category): boolean;
  /** Moves a switch; tells whether it moved. */
  turn(category: Category, on: boolean): boolean;
  /** What is recorded on saving: every switch as it stands. Under the signal, sale or share only if it was moved. */
  answers(): Record<string, Answer>;
  /** Draws now, and again whenever a signal that was read in drawing changes. Gives its own undo. */
  follow(draw: () => void): () => void;
  stop(): void;
}

export function createDraft({ consent, settings }: Surroundings): Draft {
  const now = signal(consent.state);
  const conflict = signal<Category | null>(null);
  const message = signal('');
  const moved = signal<Partial<Record<Category, boolean>>>({});

  const notice = (category: Category) => noticeFor(category, now.value, settings);
  const isOn = (category: Category) => moved.value[category] ?? now.value.granted.includes(category);

  const stop = consent.onChange((state) =>
    batch(() => {
      now.value = state;
      moved.value = {};
      conflict.value = null;
    }),
  );

  return {
    now,
    conflict,
    message,
    noticeFor: notice,
    isOn,
    turn(category, on) {
      if (on && notice(category) && conflict.value !== category) {
        conflict.value = category;
        return false;
      }
      if (!on) conflict.value = null;
      moved.value = { ...moved.value, [category]: on };
      return true;
    },
    answers() {
      const asked = settings.categories.filter((name) => name !== 'essential');
      const touched = (name: Category) =>
        moved.value[name] !== undefined || !(now.value.gpc && settings.saleOrShare.includes(name));
      return Object.fromEntries(
        asked.filter(touched).map((name) => [name, isOn(name) ? 'granted' : 'denied']),
      );
    },
    follow: effect,
    stop,
  };
}
