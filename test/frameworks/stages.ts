/**
 * One small page, written three times: in React, Preact and Vue, each with its own renderer for servers and its own
 * hydration. What a door promises is asked of all three by the same words.
 */
import * as preact from 'preact';
import { renderToString as renderPreact } from 'preact-render-to-string';
import * as react from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString as renderReact } from 'react-dom/server';
import * as vue from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';
import type { Given } from '../../src/frameworks/follow.ts';
import * as forPreact from '../../src/frameworks/preact.ts';
import * as forReact from '../../src/frameworks/react.ts';
import * as forVue from '../../src/frameworks/vue.ts';
import type { Consent } from '../../src/types.ts';
import 'preact/debug';

export interface Stage {
  name: string;
  render(given: Given): Promise<string>;
  /** Draws the page into `root`, over what a server has drawn if it has. Gives what unmounts it. */
  mount(root: Element, given: Given, hydrating: boolean): Promise<() => void>;
}

/** What the page's component was given last. */
export const seen: { consent?: Consent } = {};
/** What a framework says of a page that is not what it would have drawn. */
export const mismatches: string[] = [];

const film = { src: 'https://films.example/1', title: 'Our film', width: 320, height: 180 };
const held = { category: 'social', vendor: 'films' } as const;

/** Three turns of the event loop: a framework's own queue, ours, and what they set off. */
const settled = async () => {
  for (let turn = 0; turn < 6; turn += 1) await new Promise((done) => setTimeout(done));
};

const { createElement: r } = react;
function ReactPage() {
  seen.consent = forReact.useConsent();
  return r(
    'main',
    null,
    r('p', { id: 'analytics' }, String(forReact.useAllows('analytics'))),
    r('p', { id: 'regime' }, seen.consent.state.regime),
    r(forReact.Held, held, r('iframe', film)),
    r(
      forReact.Held,
      { category: 'functional', fallback: (load) => r('button', { id: 'once', onClick: load }, 'Show') },
      r('p', { id: 'map' }, 'A map'),
    ),
    r(forReact.PrivacyChoices, { href: '/privacy' }),
  );
}
const reactApp = (given: Given) =>
  // Mounts everything twice, as it does while a site is made.
  r(react.StrictMode, null, r(forReact.ConsentProvider, given, r(ReactPage)));

const { h: p } = preact;
function PreactPage() {
  seen.consent = forPreact.useConsent();
  return p(
    'main',
    null,
    p('p', { id: 'analytics' }, String(forPreact.useAllows('analytics'))),
    p('p', { id: 'regime' }, seen.consent.state.regime),
    p(forPreact.Held, held, p('iframe', film)),
    p(
      forPreact.Held,
      { category: 'functional', fallback: (load) => p('button', { id: 'once', onClick: load }, 'Show') },
      p('p', { id: 'map' }, 'A map'),
    ),
    p(forPreact.PrivacyChoices, { href: '/privacy' }),
  );
}
const preactApp = (given: Given) => p(forPreact.ConsentProvider, given, p(PreactPage, null));

const { h: v } = vue;
const VuePage = vue.defineComponent(() => {
  const consent = forVue.useConsent();
  const analytics = forVue.useAllows('analytics');
  return () => {
    seen.consent = consent.value;
    return v('main', [
      v('p', { id: 'analytics' }, String(analytics.value)),
      v('p', { id: 'regime' }, consent.value.state.regime),
      v(forVue.Held, held, { default: () => v('iframe', film) }),
      v(
        forVue.Held,
        { category: 'functional' },
        {
          default: () => v('p', { id: 'map' }, 'A map'),
          fallback: ({ loadOnce }: { loadOnce: () => void }) =>
            v('button', { id: 'once', onClick: loadOnce }, 'Show'),
        },
      ),
      v(forVue.PrivacyChoices, { href: '/privacy' }),
    ]);
  };
});
function vueApp(given: Given) {
  const app = vue.createSSRApp(() => v(forVue.ConsentProvider, given, { default: () => v(VuePage) }));
  app.config.warnHandler = (text) => void mismatches.push(text);
  return app;
}

export const stages: readonly Stage[] = [
  {
    name: 'react',
    render: async (given) => renderReact(reactApp(given)),
    async mount(root, given, hydrating) {
      const drawn = hydrating
        ? hydrateRoot(root, reactApp(given), {
            onRecoverableError: (error) => mismatches.push(String(error)),
          })
        : createRoot(root);
      if (!hydrating) drawn.render(reactApp(given));
      await settled();
      return () => drawn.unmount();
    },
  },
  {
    name: 'preact',
    render: async (given) => renderPreact(preactApp(given)),
    async mount(root, given, hydrating) {
      if (hydrating) preact.hydrate(preactApp(given), root);
      else preact.render(preactApp(given), root);
      await settled();
      return () => preact.render(null, root);
    },
  },
  {
    name: 'vue',
    render: (given) => renderVue(vueApp(given)),
    async mount(root, given, hydrating) {
      const app = hydrating
        ? vueApp(given)
        : vue.createApp(() => v(forVue.ConsentProvider, given, { default: () => v(VuePage) }));
      app.mount(root);
      await settled();
      return () => app.unmount();
    },
  },
];

export { settled };
