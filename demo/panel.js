// A live view of the gate, for the demo only: what is held, what was released, which requests left.
// It watches the page from outside, as any site could: DOM, events, resource timing, document.cookie.
// It asks Assent for nothing but its public state, and writes with textContent alone.

(() => {
  const categories = ['essential', 'functional', 'analytics', 'targeting', 'social'];
  const markup = 'script[type="text/plain"][data-consent], [data-consent][data-src]';

  const elements = new Map(); // held element → { kind, name, category, from, released }
  const scripts = new Map(); // host of a script element from elsewhere → moment it was seen
  const requests = new Map(); // host → { count, at }
  const calls = new Map(); // what a page's own server would tell its analytics → made, or held
  let state = null;
  let aside = null;
  let queued = false;

  // —— Watching ——

  // Starts while the head is parsed, so that nothing held is missed, even if it is released at once.
  new MutationObserver((records) => {
    let outside = false;
    for (const record of records) {
      if (aside?.contains(record.target)) continue;
      outside = true;
      if (record.type === 'attributes') {
        const wasHeld = record.attributeName === 'data-src' || record.oldValue === 'text/plain';
        if (wasHeld && record.target.hasAttribute('data-consent')) note(record.target, record.oldValue);
        continue;
      }
      for (const node of record.addedNodes) {
        if (!(node instanceof Element)) continue;
        for (const element of [node, ...node.querySelectorAll('*')]) {
          if (element.matches(markup)) note(element);
          else if (element.localName === 'script') noteScript(element);
        }
      }
    }
    if (outside) draw();
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeOldValue: true,
    attributeFilter: ['type', 'src', 'data-src'],
  });

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const host = otherHost(entry.name);
      if (!host) continue;
      const seen = requests.get(host) ?? { count: 0, at: entry.startTime };
      requests.set(host, { ...seen, count: seen.count + 1 });
    }
    draw();
  }).observe({ type: 'resource', buffered: true });

  for (const name of ['ready', 'change', 'show', 'hide']) {
    document.addEventListener(`assent:${name}`, (event) => {
      state = event.detail;
      draw();
    });
  }

  document.addEventListener('shop:calls', (event) => {
    noteCalls(event.detail);
    draw();
  });

  // Not every browser has it yet; without it the names are read again whenever something else changes.
  window.cookieStore?.addEventListener('change', draw);

  function note(element, oldValue) {
    if (elements.has(element)) return;
    const address = element.getAttribute('data-src') ?? element.getAttribute('src') ?? oldValue ?? '';
    const from = otherHost(address);
    const name = element.title || element.id || element.getAttribute('alt') || from || 'inline';
    elements.set(element, {
      kind: element.localName,
      name,
      from: name === from ? null : from,
      category: element.getAttribute('data-consent'),
      released: null,
    });
  }

  function noteScript(element) {
    const host = element.src && otherHost(element.src);
    if (host && !scripts.has(host)) scripts.set(host, performance.now());
  }

  function noteCalls(list) {
    for (const { name, made } of list) {
      const released = made ? performance.now() : null;
      calls.set(name, { kind: 'server call', name, from: null, category: 'analytics', released });
    }
  }

  // A released script is put back as a new element, a released frame or image gets its address back.
  function isHeld(element, entry) {
    if (entry.kind === 'script') return element.isConnected && element.type === 'text/plain';
    const address = element.getAttribute('data-src');
    return address !== null && element.src !== new URL(address, document.baseURI).href;
  }

  function otherHost(address) {
    if (!URL.canParse(address, document.baseURI)) return null;
    const url = new URL(address, document.baseURI);
    return /^(https?|wss?):$/.test(url.protocol) && url.host !== location.host ? url.host : null;
  }

  // Tags are not in the markup before they load. The page names each with the host it loads from.
  function tags() {
    const pairs = (aside.dataset.tags ?? '').split(' ').filter(Boolean);
    return pairs.map((pair) => {
      const [name, from] = pair.split('=');
      return { kind: 'tag', name, from, category: '', released: scripts.get(from) ?? requests.get(from)?.at };
    });
  }

  // —— Drawing ——

  function draw() {
    if (queued || !aside) return;
    queued = true;
    requestAnimationFrame(() => {
      queued = false;
      update();
    });
  }

  function update() {
    for (const [element, entry] of elements) {
      if (isHeld(element, entry)) entry.released = null;
      else entry.released ??= performance.now();
    }
    const all = [...elements.values(), ...tags(), ...calls.values()];
    const held = all.filter((entry) => !entry.released);
    const released = all.filter((entry) => entry.released).sort((a, b) => a.released - b.released);
    const sent = [...requests].sort(([, a], [, b]) => a.at - b.at);
    const sentCount = sent.reduce((sum, [, { count }]) => sum + count, 0);
    const cookies = document.cookie
      .split('; ')
      .map((pair) => pair.split('=')[0])
      .filter(Boolean);

    fill('where', state ? [state.region, state.regime, state.model].map((text) => make('span', text)) : []);
    if (!state) fill('where', [make('span', 'Assent has not started: everything stays held')]);
    if (state?.gpc) find('where').append(make('span', 'GPC on', 'panel-gpc'));
    fill('lamps', categories.map(lamp));
    fill('counts', [
      count(held.length, 'held'),
      count(released.length, 'released'),
      count(sentCount, 'sent'),
    ]);

    fill('answers', categories.map(answer));
    fill('facts', facts());
    fill('held', lines(held, 'Nothing waits'));
    fill('released', lines(released, 'Nothing yet'));
    fill(
      'sent',
      sent.length
        ? sent.map(([host, { count: times, at }]) => line(host, [`${times} ×`], at))
        : [make('li', 'None', 'panel-none')],
    );
    fill(
      'cookies',
      cookies.length ? cookies.map((name) => line(name, [])) : [make('li', 'None', 'panel-none')],
    );
  }

  function granted(category) {
    return state ? state.granted.includes(category) : category === 'essential';
  }

  function lamp(category) {
    const item = make('li', category, granted(category) ? 'is-granted' : '');
    item.append(make('span', granted(category) ? ' granted' : ' denied', 'panel-hidden'));
    return item;
  }

  function answer(category) {
    const item = make('li', category, granted(category) ? 'is-granted' : '');
    item.append(make('span', granted(category) ? 'granted' : 'denied'));
    return item;
  }

  function facts() {
    if (!state) return [];
    const { decision } = state;
    const decided = decision ? `${decision.by}, ${decision.at.slice(0, 10)}` : 'not yet';
    return [
      ['region', state.region],
      ['regime', state.regime],
      ['model', state.model],
      ['GPC', state.gpc ? 'on' : 'off'],
      ['decided', decided],
    ].flatMap(([term, text]) => [make('dt', term), make('dd', text)]);
  }

  function lines(entries, none) {
    if (!entries.length) return [make('li', none, 'panel-none')];
    return entries.map(({ kind, name, from, category, released }) =>
      line(name, [kind, category, from].filter(Boolean), released),
    );
  }

  function line(name, details, at) {
    const item = make('li', name);
    if (at) item.append(make('span', `${(at / 1000).toFixed(1)} s`, 'panel-when'));
    if (details.length) item.append(make('small', details.join(' · ')));
    return item;
  }

  function count(number, word) {
    const part = make('span', '', number ? `panel-count is-${word}` : 'panel-count');
    part.append(make('b', String(number)), ` ${word}`);
    return part;
  }

  function make(name, text = '', className = '') {
    const element = document.createElement(name);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  function find(part) {
    return aside.querySelector(`[data-panel="${part}"]`);
  }

  function fill(part, children) {
    find(part).replaceChildren(...children);
  }

  // —— Building: a strip that always shows, a drawer that opens over the page ——

  function build() {
    aside = document.querySelector('.panel');
    if (!aside) return;
    const named = (element, part) => {
      element.dataset.panel = part;
      return element;
    };

    const drawer = make('div', '', 'panel-drawer');
    drawer.id = 'panel-drawer';
    drawer.hidden = true;
    drawer.tabIndex = 0;
    drawer.setAttribute('role', 'group');
    drawer.setAttribute('aria-label', 'Details of the gate');

    const section = (title, part, ...more) => {
      const box = make('div', '', 'panel-section');
      const heading = make('p', title, 'panel-title');
      heading.id = `panel-${part}`;
      const list = named(make('ul'), part);
      list.setAttribute('aria-labelledby', heading.id);
      box.append(heading, list, ...more);
      return box;
    };
    drawer.append(
      section('Answers in force', 'answers', named(make('dl'), 'facts')),
      section('Held', 'held'),
      section('Released', 'released'),
      section('Requests to other hosts', 'sent'),
      section('Cookies of this host', 'cookies'),
    );

    const toggle = make('button', '', 'panel-toggle');
    toggle.type = 'button';
    toggle.append(make('span', 'Details of the gate', 'panel-hidden'));
    toggle.setAttribute('aria-controls', drawer.id);
    const show = (open) => {
      drawer.hidden = !open;
      toggle.setAttribute('aria-expanded', String(open));
    };
    show(false);
    toggle.addEventListener('click', () => show(drawer.hidden));
    aside.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || drawer.hidden) return;
      show(false);
      toggle.focus();
    });

    const strip = make('div', '', 'panel-strip');
    strip.append(
      named(make('p', '', 'panel-where'), 'where'),
      named(make('ul', '', 'panel-lamps'), 'lamps'),
      named(make('p', '', 'panel-counts'), 'counts'),
      toggle,
    );
    aside.append(strip, drawer);

    // Whoever opens the page with everything released already has missed `assent:ready`.
    state ??= window.assent?.state ?? null;
    for (const element of document.querySelectorAll(markup)) note(element);
    const served = document.getElementById('shop-state');
    if (served) noteCalls(JSON.parse(served.textContent).calls);
    update();
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', build);
  else build();
})();
