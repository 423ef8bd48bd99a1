// One page in Vue: a shell, and a part that a server streams later.
import { ConsentProvider, Held, PrivacyChoices, useAllows, useConsent } from 'assent/vue';
import { createSSRApp, defineComponent, h, Suspense } from 'vue';

const Late = defineComponent({
  props: { late: Promise },
  async setup({ late }) {
    const consent = useConsent();
    const said = await late;
    return () =>
      h('footer', [
        h('p', { id: 'late' }, `${said}: ${consent.value.state.granted.includes('social')}`),
        h(PrivacyChoices, { kind: 'opt-out', href: '#opt-out' }),
        h(PrivacyChoices, { href: '#choices' }),
      ]);
  },
});

const Page = defineComponent({
  props: { late: Promise },
  setup({ late }) {
    const consent = useConsent();
    const analytics = useAllows('analytics');
    return () =>
      h('main', [
        h('p', { id: 'analytics' }, `${analytics.value} under ${consent.value.state.regime}`),
        h(
          Held,
          { category: 'social', vendor: 'films' },
          {
            default: () =>
              h('iframe', { src: 'https://films.example/1', title: 'Our film', width: 320, height: 180 }),
          },
        ),
        h(Suspense, null, { default: () => h(Late, { late }) }),
      ]);
  },
});

export function app(given, late, create = createSSRApp) {
  return create(() => h(ConsentProvider, given, { default: () => h(Page, { late }) }));
}

export async function write(response, given, late) {
  const { pipeToNodeWritable } = await import('vue/server-renderer');
  pipeToNodeWritable(app(given, late), {}, response);
}

export const client = `
  import { createApp } from 'vue';
  const shown = app(given, late);
  shown.mount(root);
  window.showAgain = () => {
    shown.unmount();
    app(given, late, createApp).mount(root);
  };
`;
