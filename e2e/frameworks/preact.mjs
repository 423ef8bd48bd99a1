// One page in Preact: a shell, and a part that waits for its data before the server writes it.
import { ConsentProvider, Held, PrivacyChoices, useAllows, useAnswers } from 'assent/preact';
import { h } from 'preact';

export function app(given, late) {
  return h(ConsentProvider, given, h(Page, { late }));
}

function Page({ late }) {
  const { state } = useAnswers();
  return h(
    'main',
    null,
    h('p', { id: 'analytics' }, `${useAllows('analytics')} under ${state.value.regime}`),
    h(
      Held,
      { category: 'social', vendor: 'films' },
      h('iframe', { src: 'https://films.example/1', title: 'Our film', width: 320, height: 180 }),
    ),
    h(Late, { late }),
  );
}

function Late({ late }) {
  const { state } = useAnswers();
  return h(
    'footer',
    null,
    h('p', { id: 'late' }, `${late}: ${state.value.granted.includes('social')}`),
    h(PrivacyChoices, { kind: 'opt-out', href: '#opt-out' }),
    h(PrivacyChoices, { href: '#choices' }),
  );
}

export async function write(response, given, late) {
  const { renderToString } = await import('preact-render-to-string');
  response.end(renderToString(app(given, await late)));
}

export const client = `
  import 'preact/debug';
  import { hydrate, render } from 'preact';
  late.then((said) => {
    hydrate(app(given, said), root);
    window.showAgain = () => {
      render(null, root);
      render(app(given, said), root);
    };
  });
`;
