/**
 * The report on the page itself: one line in the corner that opens to the whole. Reached and left by keyboard; Escape
 * folds it up, its cross takes it away until the next page.
 */
import css from './overlay.css';
import { type Finding, kinds } from './texts.ts';

const titles = {
  options: 'Options that cannot be meant',
  requests: 'Requests nobody marked',
  cookies: 'Cookies no vendor declares',
  held: 'Held',
  released: 'Released',
};

export function openOverlay() {
  const host = document.createElement('assent-debug');
  const root = host.attachShadow({ mode: 'open' });
  // An adopted sheet passes a strict CSP.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const head = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'report' });
  const cross = make('button', { type: 'button', 'aria-label': 'Close this report' });
  cross.textContent = '×';
  const report = make('div', { id: 'report', role: 'group', hidden: '' });
  const box = make('section', {
    popover: 'manual',
    'aria-label': 'Assent for developers',
    lang: 'en',
    dir: 'ltr',
  });
  const header = make('header', {});
  header.append(head, cross);
  box.append(header, report);
  root.append(box);

  function fold(open: boolean): void {
    head.setAttribute('aria-expanded', String(open));
    report.hidden = !open;
  }
  head.addEventListener('click', () => fold(report.hidden === true));
  cross.addEventListener('click', () => host.remove());
  box.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    fold(false);
    head.focus();
  });

  let shown = false;
  return {
    /** Shows these, and nothing that was shown before. */
    show(findings: readonly Finding[]): void {
      const count = (fits: (finding: Finding) => boolean) => findings.filter(fits).length;
      const wrong = count((finding) => finding.wrong);
      head.textContent = `Assent: ${count(({ kind }) => kind === 'held')} held, ${count(({ kind }) => kind === 'released')} released, ${wrong} to look at`;
      report.replaceChildren(
        ...kinds.flatMap((kind) => {
          const those = findings.filter((finding) => finding.kind === kind);
          if (!those.length) return [];
          const title = make('h2', {});
          title.textContent = titles[kind];
          const list = make('ul', {});
          list.append(...those.map(line));
          return [title, list];
        }),
      );
      if (shown || !document.body) return;
      shown = true;
      document.body.append(host);
      box.showPopover();
    },
    close: () => host.remove(),
  };
}

function line({ text, wrong }: Finding): HTMLElement {
  const item = make('li', wrong ? { class: 'wrong' } : {});
  item.textContent = text;
  return item;
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
