/**
 * Stands in front of the browser's own functions so that page code cannot tell, and steps aside again. A call that
 * matches nothing goes on as it came. Nothing else in Assent changes what belongs to the page.
 */

type Native = (...given: unknown[]) => unknown;

/**
 * Looks at a call before the browser does: may change `given`, or gives what happens instead. Called for a constructor,
 * `self` is undefined.
 */
export type Look = (self: never, given: never, native: Native) => undefined | false | (() => unknown);

export type Patch = (
  owner: object | undefined,
  name: string,
  look: Look,
  kind?: 'value' | 'get' | 'set',
) => void;

const natives = new WeakMap<object, Native>();

export function createPatches(): { patch: Patch; undo: () => void } {
  const undone: (() => void)[] = [];
  let on = true;

  const patch: Patch = (owner, name, look, kind = 'value') => {
    const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name);
    const native = descriptor?.[kind] as Native | undefined;
    // Some browsers lack it, and media elements share their accessors.
    if (!native || natives.has(native)) return;
    // A proxy keeps name, length, prototype and identity of instances; other libraries may wrap it like the original.
    const stand = new Proxy(native, {
      apply(_, self, given) {
        const instead = on && look(self as never, given as never, native);
        return instead ? instead() : Reflect.apply(native, self, given);
      },
      construct(_, given, target) {
        const instead = on && look(undefined as never, given as never, native);
        return (instead ? instead() : Reflect.construct(native, given, target)) as object;
      },
    });
    natives.set(stand, native);
    Object.defineProperty(owner, name, { ...descriptor, [kind]: stand });
    undone.push(() => {
      const now = Object.getOwnPropertyDescriptor(owner, name);
      // Whoever has wrapped it since keeps what they have: it lets every call through from now on.
      if (now?.[kind] === stand) Object.defineProperty(owner, name, { ...now, [kind]: native });
    });
  };

  // A proxy prints as a function without a name: printed, it is the original.
  patch(Function.prototype, 'toString', (self, _, native) => {
    const original = natives.get(self);
    return original && (() => Reflect.apply(native, original, []));
  });

  return {
    patch,
    undo() {
      on = false;
      for (const undo of undone.reverse()) undo();
    },
  };
}
