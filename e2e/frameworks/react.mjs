// One page in React: a shell, and a part that a server streams later.
import { ConsentProvider, Held, PrivacyChoices, useAllows, useConsent } from 'assent/react';
import { createElement as h, StrictMode, Suspense, use } from 'react';

export function app(given, late) {
  return h(StrictMode, null, h(ConsentProvider, given, h(Page, { late })));
}

function Page({ late }) {
  const { regime } = useConsent().state;
  return h(
    'main',
    null,
    h('p', { id: 'analytics' }, `${useAllows('analytics')} under ${regime}`),
    h(
      Held,
      { category: 'social', vendor: 'films' },
      h('iframe', { src: 'https://films.example/1', title: 'Our film', width: 320, height: 180 }),
    ),
    h(Suspense, { fallback: h('p', null, 'Wait') }, h(Late, { late })),
  );
}

function Late({ late }) {
  const { granted } = useConsent().state;
  return h(
    'footer',
    null,
    h('p', { id: 'late' }, `${use(late)}: ${granted.includes('social')}`),
    h(PrivacyChoices, { kind: 'opt-out', href: '#opt-out' }),
    h(PrivacyChoices, { href: '#choices' }),
  );
}

export async function write(response, given, late) {
  const { renderToPipeableStream } = await import('react-dom/server');
  const { pipe } = renderToPipeableStream(app(given, late), {
    // Behind the shell, so that all of it is there to be taken over.
    bootstrapModules: ['/app.js'],
    onShellReady: () => pipe(response),
  });
}

export const client = `
  import { createRoot, hydrateRoot } from 'react-dom/client';
  const onRecoverableError = (error) => console.error('mismatch', error);
  const shown = hydrateRoot(root, app(given, late), { onRecoverableError });
  window.showAgain = () => {
    shown.unmount();
    createRoot(root).render(app(given, late));
  };
`;
