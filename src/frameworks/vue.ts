/**
 * The door for Vue, from 3.3 on: the answers as refs, held embeds and the opt-out link. A server renders what the snapshot
 * says, the page hydrates with the same, and what differs afterwards is drawn then. Importing it does nothing.
 */
import {
  computed,
  defineComponent,
  getCurrentInstance,
  h,
  type InjectionKey,
  inject,
  type MaybeRefOrGetter,
  onMounted,
  onUnmounted,
  type PropType,
  provide,
  type Ref,
  ref,
  type ShallowRef,
  type SlotsType,
  shallowRef,
  toValue,
  watch,
} from 'vue';
import type { Category, Consent, Options, Snapshot } from '../types.ts';
import { drawPlaceholder, type Link, linkWords, markLink, readHeld, roomFor } from './elements.ts';
import { type Followed, follow } from './follow.ts';

const following: InjectionKey<Followed> = Symbol('assent');
const ofPage = follow();

/**
 * Gives its Consent to the components inside, and starts it where it is given `options`: once, after hydration, and after
 * a remount too. Unmounting it ends nothing; only `destroy()` does. Without a provider components follow the Consent of
 * the page, and a server grants nothing but essential.
 *
 * @example
 * <ConsentProvider :options="{ policy: '/privacy', tags }" :snapshot="snapshot"><App /></ConsentProvider>
 */
export const ConsentProvider = defineComponent({
  name: 'ConsentProvider',
  props: {
    /** Starts Assent with these. */
    options: Object as PropType<Options>,
    /** A Consent that the site has started itself. */
    consent: Object as PropType<Consent>,
    /** The answers as the server read them. */
    snapshot: Object as PropType<Snapshot>,
  },
  setup(props, { slots }) {
    const followed = follow({ ...props });
    provide(following, followed);
    onMounted(followed.start);
    return () => slots.default?.();
  },
});

/** Gives the Consent as a ref: another object for every change of the answers. */
export function useConsent(): Readonly<ShallowRef<Consent>> {
  const { first, now, subscribe } = inject(following, ofPage);
  // An element that a server has drawn stands there already: what is drawn into it first is the same.
  const drawn = typeof document === 'undefined' || getCurrentInstance()?.vnode.el;
  const consent = shallowRef(drawn ? first : now());
  const look = () => {
    consent.value = now();
  };
  let stop = () => {};
  onMounted(() => {
    stop = subscribe(look);
    look();
  });
  onUnmounted(() => stop());
  return consent;
}

/** Tells whether a category or vendor is granted. */
export function useAllows(what: MaybeRefOrGetter<string>): Readonly<Ref<boolean>> {
  const consent = useConsent();
  return computed(() => consent.value.allows(toValue(what)));
}

/**
 * Shows its default slot only while it is granted; until then nothing of it is made. The slot `fallback` stands there
 * while it is held, and is given `loadOnce`; without it, Assent's own placeholder.
 *
 * @example
 * <Held category="social" vendor="youtube"><iframe src="https://www.youtube-nocookie.com/embed/ID" title="Our film" /></Held>
 */
export const Held = defineComponent({
  name: 'Held',
  props: {
    /** Must be granted, unless `vendor` is named. */
    category: { type: String as PropType<Category>, required: true },
    /** Id of a vendor among your `vendors` and `tags`: its own answer counts. An unknown one stays held. */
    vendor: String,
  },
  slots: Object as SlotsType<{ default?: object; fallback?: { loadOnce: () => void } }>,
  setup(props, { slots }) {
    const name = () => props.vendor ?? props.category;
    const allowed = useAllows(name);
    const { now } = inject(following, ofPage);
    const once = ref(false);
    // A grant is shown by itself, and ends with it: so does what was loaded once before.
    const loadOnce = () => {
      once.value = !now().allows(name());
    };
    watch(allowed, () => {
      once.value = false;
    });
    return () => {
      if (allowed.value || once.value) return slots.default?.({});
      if (slots.fallback) return slots.fallback({ loadOnce });
      const held = readHeld(props, slots.default?.({})[0]?.props);
      return h('div', {
        key: `${props.vendor} ${props.category} ${held.src}`,
        style: roomFor(held),
        // Where the core draws its placeholder: Vue knows the room alone.
        onVnodeMounted: ({ el }) => drawPlaceholder(el as HTMLElement, held, loadOnce),
      });
    };
  },
});

/**
 * The link a law asks for, with its words and icon: to the choices, or with `kind="opt-out"` the opt-out itself. Without
 * `href` it is a button. What you write inside stays.
 *
 * @example
 * <PrivacyChoices href="/privacy#choices" />
 */
export const PrivacyChoices = defineComponent({
  name: 'PrivacyChoices',
  props: { kind: { type: String as PropType<Link>, default: 'choices' }, href: String },
  setup(props, { slots }) {
    return () =>
      h(
        props.href === undefined ? 'button' : 'a',
        {
          key: props.kind,
          ...(props.href === undefined ? { type: 'button' } : { href: props.href }),
          onVnodeMounted: ({ el }: { el: unknown }) => markLink(el as HTMLElement, props.kind),
        },
        slots.default?.() ?? linkWords[props.kind],
      );
  },
});
