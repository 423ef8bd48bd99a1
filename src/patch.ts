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

export type Patch = (owner: object | undefined, name: string, look: Look, kind?: Kind) => void;
type Kind = 'value' | 'get' | 'set';

/** As it was when we came: the site's own endpoint is never held. */
export const nativeFetch = globalThis.fetch;

const natives = new WeakMap<object, Native>();

export function createPatches(): { patch: Patch; undo: () => void } {
  const undone: (() => void)[] = [];
  const own = new WeakSet<Native>();
  let on = true;

  const patch: Patch = (owner, name, look, kind = 'value') => {
    if (!owner) return;
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    const native = descriptor?.[kind] as Native | undefined;
    // Some browsers lack it, and media elements share their accessors.
    if (!native || own.has(native)) return;
    const stand = native.prototype ? constructorFor(native, look) : functionFor(name, native, look);
    own.add(stand);
    natives.set(stand, natives.get(native) ?? native);
    replace(owner, name, kind, native, stand);
    const { prototype } = native;
    if (prototype?.constructor === native) replace(prototype, 'constructor', 'value', native, stand);
  };

  /** A method or an accessor. Not a proxy, which would make every call of the page several times dearer. */
  function functionFor(name: string, native: Native, look: Look): Native {
    // Written as a method it has no prototype and makes no instances, as the browser's own has none.
    const { [name]: stand } = {
      [name](this: unknown, ...given: unknown[]) {
        const instead = on && look(this as never, given as never, native);
        return instead ? instead() : Reflect.apply(native, this, given);
      },
    } as Record<string, Native>;
    for (const key of ['length', 'name'])
      define(stand as Native, key, Object.getOwnPropertyDescriptor(native, key));
    return stand as Native;
  }

  /** A proxy keeps prototype and identity of instances; other libraries may extend it like the original. */
  function constructorFor(native: Native, look: Look): Native {
    return new Proxy(native, {
      __proto__: null,
      apply(_, self, given) {
        const instead = on && look(self as never, given as never, native);
        return instead ? instead() : Reflect.apply(native, self, given);
      },
      construct(_, given, target) {
        const instead = on && look(undefined as never, given as never, native);
        return (instead ? instead() : Reflect.construct(native, given, target)) as object;
      },
    } as ProxyHandler<Native>);
  }

  function replace(owner: object, name: string, kind: Kind, native: Native, stand: Native): void {
    const before = Object.getOwnPropertyDescriptor(owner, name);
    define(owner, name, { ...before, [kind]: stand });
    undone.push(() => {
      const now = Object.getOwnPropertyDescriptor(owner, name);
      // Whoever has wrapped it since keeps what they have: it lets every call through from now on.
      if (now?.[kind] === stand) define(owner, name, { ...now, [kind]: native });
    });
  }

  // Printed, it is the original.
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

/** Defines a property by these words alone: a page may have put others, as `get`, on every object. */
export function define(owner: object, name: string, descriptor?: PropertyDescriptor): void {
  Object.defineProperty(owner, name, { __proto__: null, ...descriptor } as PropertyDescriptor);
}

/**
 * Gives what a node has of its kind, where a form's field or a named element takes the place of it (HTML,
 * "[LegacyOverrideBuiltIns]").
 */
export function inherited<Kind extends object, Name extends keyof Kind>(node: Kind, name: Name): Kind[Name] {
  return Reflect.get(Object.getPrototypeOf(node), name, node);
}

/** Gives the prototype that has this property. Not by its global name: libraries put their own there (MooTools). */
export function ownerOf(object: object | null, name: string): object | undefined {
  while (object && !Object.hasOwn(object, name)) object = Object.getPrototypeOf(object);
  return object ?? undefined;
}
