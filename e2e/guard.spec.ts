// Nobody marked these up: the guard knows a vendor by its host, and holds every way there until the answer. What is
// an element is released by the grant, once; what is a call has failed quietly. The site's own and unknown hosts
// never notice.
import { expect, held, ran, test } from './fixture.ts';

/** Of a vendor known to everyone, in the category analytics. */
const host = 'scripts.clarity.ms';
const at = (path: string) => `https://${host}/${path}`;

/** Page code that adds an element which loads `at`, in the ways vendors do. */
const create = (name: string) => `const it = document.createElement('${name}');`;
const closing = "'</' + 'script>'";
const elements: Readonly<Record<string, string>> = {
  'a script by its property': `${create('script')} it.src = at; main.append(it);`,
  'a script by setAttribute()': `${create('script')} it.setAttribute('src', at); document.head.appendChild(it);`,
  'a script by setAttributeNS()': `${create('script')} it.setAttributeNS(null, 'src', at); main.append(it);`,
  'a script by setAttributeNode()': `${create('script')} const src = document.createAttribute('src');
    src.value = at; it.setAttributeNode(src); main.append(it);`,
  'a script that gets its address in the page': `${create('script')} main.append(it); it.src = at;`,
  'a script put before the first one': `${create('script')} it.async = true; it.src = at;
    const first = document.getElementsByTagName('script')[0]; first.parentNode.insertBefore(it, first);`,
  'a script by replaceChild()': `${create('script')} it.src = at;
    const old = main.appendChild(document.createElement('i')); main.replaceChild(it, old);`,
  'a script by replaceWith()': `${create('script')} it.src = at;
    const old = main.appendChild(document.createElement('i')); old.replaceWith(it);`,
  'a script by insertAdjacentElement()': `${create('script')} it.src = at;
    main.insertAdjacentElement('beforeend', it);`,
  'a script within something else': `${create('script')} it.src = at;
    const box = document.createElement('div'); box.append(it); main.prepend(box);`,
  'a script within a fragment': `${create('script')} it.src = at;
    const box = new DocumentFragment(); box.append(it); main.after(box);`,
  'a script of a range': `main.append(
    document.createRange().createContextualFragment('<script src="' + at + '">' + ${closing}));`,
  'a cloned script': `${create('script')} it.src = at; main.append(it.cloneNode());`,
  'a script cloned with what it stands in': `${create('script')} it.src = at;
    const box = document.createElement('div'); box.append(it); main.append(box.cloneNode(true));`,
  'a script of a template': `${create('template')} const script = document.createElement('script');
    script.src = at; it.content.append(script); main.append(it.content.cloneNode(true));`,
  'an imported script of a template': `${create('template')} const script = document.createElement('script');
    script.src = at; it.content.append(script); main.append(document.importNode(it.content, true));`,
  'a module': `${create('script')} it.type = 'module'; it.src = at; main.append(it);`,
  'a script in an open shadow root': `${create('script')} it.src = at;
    main.appendChild(document.createElement('div')).attachShadow({ mode: 'open' }).append(it);`,
  'a script in a closed shadow root': `${create('script')} it.src = at;
    main.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' }).append(it);`,
  'a script in a shadow root that joins the page later': `${create('script')} it.src = at;
    const box = document.createElement('div'); box.attachShadow({ mode: 'closed' }).append(it); main.append(box);`,

  'a pixel of no page': 'new Image().src = at;',
  'a pixel of no page, by setAttribute()': "new Image().setAttribute('src', at);",
  'an image by its srcset': `${create('img')} it.srcset = at + ' 1x'; main.append(it);`,
  'an image by innerHTML': `main.querySelector('p').innerHTML = '<img alt="" src="' + at + '">';`,
  'an image by innerHTML outside the page': `${create('div')} it.innerHTML = '<img alt="" src="' + at + '">';`,
  'an image by outerHTML': `${create('p')} main.append(it); it.outerHTML = '<img alt="" src="' + at + '">';`,
  'an image by insertAdjacentHTML()': `main.insertAdjacentHTML('beforeend', '<img alt="" src="' + at + '">');`,
  'an image of a picture': `main.insertAdjacentHTML('beforeend',
    '<picture><source srcset="' + at + '"><img alt=""></picture>');`,
  'an image of a template': `${create('template')} it.innerHTML = '<img alt="" src="' + at + '">';
    main.append(it.content.cloneNode(true));`,
  'an image of another document': `main.append(new DOMParser().parseFromString(
    '<img alt="" src="' + at + '">', 'text/html').body.firstChild);`,
  'a cloned image': `${create('div')} const image = new Image(); image.src = at; it.append(image);
    image.remove(); main.append(image.cloneNode());`,
  'an image in a closed shadow root': `main.appendChild(document.createElement('div'))
    .attachShadow({ mode: 'closed' }).innerHTML = '<img alt="" src="' + at + '">';`,
  'an image in a declared shadow root': `${create('div')} main.append(it); it.setHTMLUnsafe(
    '<div><template shadowrootmode="open"><img alt="" src="' + at + '"></template></div>');`,

  'a frame by its property': `${create('iframe')} it.title = 'Map'; it.src = at; main.append(it);`,
  'a frame by setAttribute()': `${create('iframe')} it.title = 'Map'; it.setAttribute('src', at); main.append(it);`,
  'a frame that gets its address in the page': `${create('iframe')} it.title = 'Map'; main.append(it); it.src = at;`,
  'a frame by innerHTML': `main.querySelector('p').innerHTML = '<iframe title="Map" src="' + at + '"></iframe>';`,
  'a stylesheet by its property': `${create('link')} it.rel = 'stylesheet'; it.href = at; document.head.append(it);`,
  'a stylesheet that learns late what it is': `${create('link')} it.href = at; document.head.append(it);
    it.rel = 'stylesheet';`,
  'a stylesheet by insertAdjacentHTML()': `document.head.insertAdjacentHTML('beforeend',
    '<link rel="stylesheet" href="' + at + '">');`,
  'a preload': `${create('link')} it.rel = 'preload'; it.as = 'script'; it.href = at; document.head.append(it);`,
  'a video by its property': `${create('video')} it.preload = 'auto'; it.src = at; main.append(it);`,
  'a video by its source': `main.insertAdjacentHTML('beforeend',
    '<video preload="auto"><source src="' + at + '"></video>');`,
  "a video's poster": `${create('video')} it.poster = at; main.append(it);`,
  'a sound of no page': 'new Audio(at);',
  'an object': `${create('object')} it.type = 'text/html'; it.data = at; main.append(it);`,
  'an embed': `${create('embed')} it.type = 'text/html'; it.src = at; main.append(it);`,
};

const does = (code: string, path: string) =>
  `((at, main) => { ${code} })(${JSON.stringify(at(path))}, document.querySelector('main'))`;

for (const [name, code] of Object.entries(elements)) {
  test(`a visitor's answer decides over ${name}: held, released once, held again`, async ({
    visitor,
    site,
  }) => {
    site.page();
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    await visitor.runs(does(code, 'first'));
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);

    await visitor.runs("assent.grant('analytics')");
    await visitor.sends(`${host}/first`);
    await visitor.settles();
    // Chromium itself asks for media in parts.
    if (!/video|sound/.test(name)) expect(visitor.log.to(`${host}/first`)).toHaveLength(1);
    await visitor.runs(does(code, 'second'));
    await visitor.sends(`${host}/second`);

    await visitor.runs("assent.withdraw('analytics')");
    await visitor.settles();
    visitor.log.clear();
    await visitor.runs(does(code, 'third'));
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);
  });
}

/** Calls to `at`, each giving what the caller learns; what it learns when held stands beside it. */
const calls: Readonly<Record<string, readonly [string, unknown]>> = {
  'fetch()': [
    "fetch(at, { mode: 'no-cors' }).then(() => 'sent', (error) => error instanceof TypeError)",
    true,
  ],
  'fetch() of a Request': [
    "fetch(new Request(at, { mode: 'no-cors' })).then(() => 'sent', (error) => error instanceof TypeError)",
    true,
  ],
  'fetch() of a URL': [
    "fetch(new URL(at), { mode: 'no-cors' }).then(() => 'sent', (error) => error instanceof TypeError)",
    true,
  ],
  XMLHttpRequest: [
    `new Promise((ends) => {
      const request = new XMLHttpRequest();
      const heard = [];
      request.open('POST', at);
      request.onreadystatechange = () => heard.push(request.readyState);
      request.onerror = () => heard.push('error');
      request.onload = () => heard.push('load');
      request.addEventListener('loadend', () => ends([...heard, request.readyState, request.status]));
      request.send('hit=1');
    })`,
    [4, 'error', 4, 0],
  ],
  'fetchLater()': ["'activated' in fetchLater(at, { activateAfter: 0 })", false],
  'sendBeacon()': ["navigator.sendBeacon(at, 'hit=1')", false],
  'an EventSource': [
    `new Promise((ends) => {
      const stream = new EventSource(at);
      stream.onerror = () => ends([stream instanceof EventSource, stream.url === at, stream.readyState]);
      stream.onopen = () => ends('open');
    })`,
    [true, true, 2],
  ],
};

for (const [name, [code, outcome]] of Object.entries(calls)) {
  test(`a visitor's answer decides over ${name}: held calls fail quietly, and are not sent later`, async ({
    visitor,
    site,
  }) => {
    const call = (path: string) => visitor.runs(`((at) => ${code})(${JSON.stringify(at(path))})`);
    site.page();
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    expect(await call('first')).toEqual(outcome);
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);

    await visitor.runs("assent.grant('analytics')");
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);
    expect(await call('second')).not.toEqual(name === 'an EventSource' ? 'held' : outcome);
    await visitor.sends(`${host}/second`);

    await visitor.runs("assent.withdraw('analytics')");
    await visitor.settles();
    visitor.log.clear();
    expect(await call('third')).toEqual(outcome);
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);
  });
}

test("a visitor's answer decides over a WebSocket: a held one closes at once", async ({ visitor, site }) => {
  const opened: string[] = [];
  visitor.page.on('websocket', (socket) => opened.push(socket.url()));
  const call = (path: string) =>
    visitor.runs(`new Promise((ends) => {
      const socket = new WebSocket('wss://${host}/${path}');
      const heard = [socket instanceof WebSocket, socket.url, socket.readyState];
      socket.onerror = () => heard.push('error');
      socket.onopen = () => heard.push('open');
      socket.onclose = ({ code, wasClean }) => ends([...heard, 'close', code, wasClean, socket.readyState]);
    })`);
  const closed = (path: string) => {
    return [true, `wss://${host}/${path}`, expect.any(Number), 'error', 'close', 1006, false, 3];
  };
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(await call('first')).toEqual(closed('first'));
  await visitor.settles();
  expect(opened).toEqual([]);
  expect(visitor.log.hosts()).toEqual([]);

  await visitor.runs("assent.grant('analytics')");
  await call('second');
  expect(opened).toEqual([`wss://${host}/second`]);

  await visitor.runs("assent.withdraw('analytics')");
  expect(await call('third')).toEqual(closed('third'));
  expect(opened).toEqual([`wss://${host}/second`]);
});

test("a visitor who follows a link with a vendor's ping tells the vendor only after the grant", async ({
  visitor,
  site,
}) => {
  site.page({ body: `<a id="link" href="#end" ping="${at('ping')}">Read on</a><p id="end">The end.</p>` });
  const follows = async () => {
    await visitor.runs("location.hash = ''");
    await visitor.page.locator('#link').click();
    await expect(visitor.page).toHaveURL(/#end$/);
    await visitor.settles();
  };
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await follows();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.runs("assent.grant('analytics')");
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await follows();
  await visitor.sends(`${host}/ping`);
  await visitor.runs("assent.withdraw('analytics')");
  visitor.log.clear();
  await follows();
  expect(visitor.log.hosts()).toEqual([]);
});

/** The ways a form leaves, from the page of the test below. */
const posts: Readonly<Record<string, string>> = {
  'a press': "document.querySelector('#send').click()",
  'submit()': "document.querySelector('form').submit()",
  'requestSubmit()': "document.querySelector('form').requestSubmit()",
  "a button's own address": "document.querySelector('#send-there').click()",
};

for (const [way, code] of Object.entries(posts)) {
  test(`a visitor's form goes to a vendor by ${way} only after the grant`, async ({ visitor, site }) => {
    const action = way.startsWith('a button') ? '/own' : at('form');
    site.page({
      body: `<iframe title="Answer" name="answer"></iframe>
        <form method="post" target="answer" action="${action}">
          <input type="hidden" name="size" value="42"><button id="send">Send</button>
          <button id="send-there" formaction="${at('form')}">Send there</button>
        </form>`,
    });
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    await visitor.runs(code);
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);
    await visitor.runs("assent.grant('analytics')");
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);
    await visitor.runs(code);
    await visitor.sends(`${host}/form`);
    await visitor.runs("assent.withdraw('analytics')");
    await visitor.settles();
    visitor.log.clear();
    await visitor.runs(code);
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);
  });
}

for (const [way, write] of Object.entries({
  'document.cookie': (name: string, value: string) => `document.cookie = '${name}=${value}; path=/'`,
  'cookieStore.set()': (name: string, value: string) =>
    `cookieStore.set('${name}', '${value}').then(() => 0, () => 0)`,
  'cookieStore.set() of an object': (name: string, value: string) =>
    `cookieStore.set({ name: '${name}', value: '${value}' }).then(() => 0, () => 0)`,
})) {
  test(`a visitor gets a vendor's cookie by ${way} only after the grant`, async ({ visitor, site }) => {
    const names = async () => (await visitor.jar()).map(({ name }) => name).sort();
    const writesAll = async (value: string) => {
      for (const name of ['_ga', '_ga_SHOP1', '_fbp', '_clck', '__adroll_fpc', 'basket', '_gallery']) {
        await visitor.runs(write(name, value));
      }
    };
    site.page();
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    await writesAll('1');
    expect(await names()).toEqual(['_gallery', 'basket']);
    await visitor.runs("assent.grant('analytics')");
    await writesAll('2');
    expect(await names()).toEqual(['_clck', '_ga', '_ga_SHOP1', '_gallery', 'assent', 'basket']);
    await visitor.runs("assent.withdraw('analytics')");
    await writesAll('3');
    await expect.poll(names).toEqual(['_gallery', 'assent', 'basket']);
  });
}

test("a visitor's page may still erase the cookie of a held vendor, and read it", async ({
  visitor,
  site,
}) => {
  site.page({ path: '/earlier', script: false });
  site.page();
  await visitor.opens('/earlier');
  await visitor.runs("document.cookie = '_fbp=1; path=/'; document.cookie = '_clck=1; path=/'; 0");
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.runs('document.cookie')).toContain('_fbp=1');
  await visitor.runs("document.cookie = '_fbp=; path=/; max-age=0'");
  await visitor.runs("document.cookie = '_clck=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT'");
  expect(await visitor.cookies()).toEqual([]);
});

test('what the parser finds of a vendor does not run, and runs once after the grant', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(at('parsed.js'), ran('parsed'));
  vendors.serves(at('deferred.js'), ran('deferred'));
  vendors.serves(at('async.js'), ran('async'));
  vendors.serves(at('module.js'), ran('module'));
  vendors.serves(at('shadow.js'), ran('shadow'));
  vendors.shows(at('frame'), `<script>parent.postMessage('frame', '*')</script>`);
  site.page({
    head: `<script>addEventListener('message', ({ data }) => (window.ran ??= []).push(data));</script>
      <script src="${at('parsed.js')}"></script>
      <script defer src="${at('deferred.js')}"></script>
      <script async src="${at('async.js')}"></script>
      <script type="module" src="${at('module.js')}"></script>`,
    body: `<iframe title="Map" src="${at('frame')}"></iframe>
      <img id="image" alt="" src="${at('image')}" onload="(window.ran ??= []).push('image')">
      <div><template shadowrootmode="open"><script src="${at('shadow.js')}"></script></template></div>`,
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(await visitor.ran()).toEqual([]);
  await expect(visitor.placeholder).toBeVisible();
  await visitor.runs("assent.grant('analytics')");
  const all = ['async', 'deferred', 'frame', 'image', 'module', 'parsed', 'shadow'];
  await expect.poll(async () => (await visitor.ran()).sort()).toEqual(all);
  await visitor.settles();
  expect((await visitor.ran()).sort()).toEqual(all);
  await expect(visitor.placeholder).toHaveCount(0);
});

test('a link that makes the browser ask for nothing keeps its address, and so does a feed', async ({
  visitor,
  site,
}) => {
  const links = ['me', 'alternate', 'canonical', 'prev'].map(
    (rel) => `<link rel="${rel}" href="${at(rel)}">`,
  );
  const itself = `<link itemprop="embedUrl" href="${at('itself')}">`;
  site.page({ head: `${links.join('')}<link rel="icon" href="${at('icon')}">`, body: itself });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(`(() => {
    const link = document.createElement('link');
    link.rel = 'license';
    link.href = '${at('license')}';
    document.head.append(link);
  })()`);
  const there = "[...document.querySelectorAll('link[href]')].map(({ href }) => href.split('/').pop())";
  expect(await visitor.runs(there)).toEqual(['me', 'alternate', 'canonical', 'prev', 'license', 'itself']);
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="${at('feed')}"/></feed>`;
  const read = `new DOMParser().parseFromString('${feed}', 'text/xml').documentElement.outerHTML`;
  expect(await visitor.runs(read)).toBe(feed);
});

test("a tag's own script finds itself by its address, and comes once", async ({ visitor, site, vendors }) => {
  const src = 'https://chat.example/w.js?key=1';
  const find = `document.querySelectorAll('script[src*="chat.example"]').length`;
  vendors.serves(src, `(window.found ??= []).push(document.currentScript.src, ${find});`);
  const chat = { src, name: 'Chat', category: 'functional', purpose: 'Talks.', hosts: ['chat.example'] };
  site.page({ options: { tags: { chat } }, script: { 'data-manual': '' } });
  await visitor.opens();
  const starts = `assent.start(JSON.parse(document.querySelector('#assent-options').textContent)); assent.grant();`;
  await visitor.runs(`window.starts = assent.start; ${starts}`);
  await expect.poll(() => visitor.runs('window.found')).toEqual([src, 1]);
  await visitor.runs(`assent.destroy(); window.assent = { start: starts }; ${starts}`);
  await visitor.settles();
  expect(await visitor.runs(`[found.length, ${find}]`)).toEqual([2, 1]);
});

test('what is written into the page while it is parsed is held, and the page goes on', async ({
  visitor,
  site,
  vendors,
}) => {
  for (const name of ['one', 'two']) vendors.serves(at(`${name}.js`), ran(name));
  site.page({
    head: `<script>
      document.write('<script src="${at('one.js')}"></' + 'script><meta name="written" content="here">');
    </script>`,
    body: `<script>
      document.write('<p id="written">Written</p><script src="${at('two.js')}"></' + 'script>');
      document.writeln('<img alt="', '', '" src="${at('image')}">');
    </script><p id="next">Next</p>`,
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await expect(visitor.page.locator('#written + script')).toHaveCount(1);
  await expect(visitor.page.locator('#next')).toBeVisible();
  await visitor.settles();
  expect(await visitor.ran()).toEqual([]);
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.runs("assent.grant('analytics')");
  await visitor.sends(`${host}/image`);
  await expect.poll(visitor.ran).toEqual(['one', 'two']);
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['one', 'two']);
  await expect(visitor.page.locator('#legal')).toBeVisible();
});

test('held scripts of the page and of its code run in their order after the grant', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(at('slow.js'), ran('slow'), 300);
  for (const name of ['fast', 'last']) vendors.serves(at(`${name}.js`), ran(name));
  site.page({
    body: `<script src="${at('slow.js')}"></script><script src="${at('fast.js')}"></script><script>
      const last = document.createElement('script');
      last.async = false;
      last.src = '${at('last.js')}';
      document.body.append(last);
    </script>`,
  });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['slow', 'fast', 'last']);
});

test('a held script made by code waits for no slow one, unless it asked to', async ({
  visitor,
  site,
  vendors,
}) => {
  const fastRan = visitor.page.waitForRequest(at('fast-ran'));
  vendors.serves(at('slow.js'), ran('slow'), fastRan);
  vendors.serves(at('fast.js'), `${ran('fast')} new Image().src = '${at('fast-ran')}';`);
  site.page({
    body: `<script>for (const name of ['slow', 'fast']) {
      const script = document.createElement('script');
      script.src = 'https://${host}/' + name + '.js';
      document.body.append(script);
    }</script>`,
  });
  await visitor.opens();
  await visitor.accepts();
  await expect.poll(visitor.ran).toEqual(['fast', 'slow']);
});

test('a held element reads back what the page wrote, and is the very one that the grant releases', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(at('it.js'), `window.current = document.currentScript === window.it; ${ran('it')}`);
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(`(() => {
    const note = (name) => () => (window.ran ??= []).push(name);
    window.it = document.createElement('script');
    it.onload = note('script onload');
    it.addEventListener('load', note('script load'));
    it.id = 'clarity-script';
    it.src = '${at('it.js')}';
    document.head.append(it);
    window.image = new Image(3, 4);
    image.onload = note('image onload');
    image.src = '${at('image')}';
    window.frame = document.createElement('iframe');
    frame.title = 'Map';
    frame.onload = note('frame onload');
    frame.src = '${at('frame')}';
  })()`);
  const read = `[
    it.src, it.async, document.getElementById('clarity-script') === it, image.src, image.width, frame.src,
  ]`;
  const written = [at('it.js'), true, true, at('image'), 3, at('frame')];
  expect(await visitor.runs(read)).toEqual(written);
  await visitor.settles();
  expect(await visitor.runs(read)).toEqual(written);
  expect(await visitor.ran()).toEqual([]);

  await visitor.runs("document.querySelector('main').append(frame)");
  await visitor.runs("assent.grant('analytics')");
  // An empty frame that joins the page has loaded its emptiness: that load comes before.
  const without = async () => (await visitor.ran()).filter((name) => name !== 'frame onload').sort();
  const heard = ['image onload', 'it', 'script load', 'script onload'];
  await expect.poll(without).toEqual(heard);
  await expect(visitor.page.locator('iframe').contentFrame().getByText('A vendor was here.')).toBeVisible();
  expect(await visitor.ran()).toContain('frame onload');
  expect(await visitor.runs('current')).toBe(true);
  expect(await visitor.runs(read)).toEqual(written);
  expect(await visitor.runs('it.isConnected')).toBe(true);
  await visitor.settles();
  expect(await without()).toEqual(heard);
});

test('a held element given another address loads that one alone', async ({ visitor, site }) => {
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(`(() => {
    window.images = [new Image(), new Image(), new Image()];
    for (const image of images) image.src = '${at('old')}';
    images[0].src = '/own.gif';
    images[1].src = '${at('new')}';
    images[2].removeAttribute('src');
  })()`);
  await expect.poll(() => visitor.log.own()).toContain('/own.gif');
  await visitor.runs("assent.grant('analytics')");
  await visitor.sends(`${host}/new`);
  await visitor.settles();
  expect(visitor.log.to(host)).toHaveLength(1);
  expect(await visitor.runs("images.map((image) => image.getAttribute('src'))")).toEqual([
    '/own.gif',
    at('new'),
    null,
  ]);
});

/** What each category holds without anything configured (host rules of the built-in table). */
const known: Readonly<Record<string, readonly string[]>> = {
  analytics: [
    'https://www.googletagmanager.com/gtag/js?id=G-1',
    'https://www.googletagmanager.com/gtm.js?id=GTM-1',
    'https://www.google-analytics.com/analytics.js',
    'https://www.clarity.ms/tag/1',
    'https://static.hotjar.com/c/hotjar-1.js',
    'https://cdn.segment.com/analytics.js/v1/1/analytics.min.js',
  ],
  targeting: [
    'https://www.googleadservices.com/pagead/conversion.js',
    'https://googleads.g.doubleclick.net/pagead/viewthroughconversion/1/',
    'https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js',
    'https://s.adroll.com/j/ADV2/roundtrip.js',
    'https://s.dca0.com/j/1.js',
    'https://connect.facebook.net/de_DE/fbevents.js',
    'https://snap.licdn.com/li.lms-analytics/insight.min.js',
    'https://px.ads.linkedin.com/collect/?pid=1',
    'https://static.ads-twitter.com/uwt.js',
    'https://t.co/i/adsct',
    'https://analytics.tiktok.com/i18n/pixel/events.js',
    'https://s.pinimg.com/ct/core.js',
    'https://ct.pinterest.com/v3/',
    'https://sc-static.net/scevent.min.js',
    'https://tr.snapchat.com/p',
    'https://www.redditstatic.com/ads/pixel.js',
    'https://bat.bing.com/bat.js',
    'https://js.hs-scripts.com/1.js',
    'https://munchkin.marketo.net/munchkin.js',
  ],
  social: [
    'https://www.youtube.com/iframe_api',
    'https://i.ytimg.com/vi/1/default.jpg',
    'https://platform.twitter.com/widgets.js',
    'https://www.instagram.com/embed.js',
  ],
  functional: ['https://player.vimeo.com/api/player.js', 'https://widget.intercom.io/widget/1'],
};

for (const [category, addresses] of Object.entries(known)) {
  test(`a visitor who grants ${category} alone releases the known vendors of ${category} alone`, async ({
    visitor,
    site,
    vendors,
  }) => {
    for (const address of Object.values(known).flat()) vendors.serves(address, '');
    site.page();
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    await visitor.runs(`for (const src of ${JSON.stringify(Object.values(known).flat())}) {
      const script = document.createElement('script');
      script.src = src;
      document.head.append(script);
    }`);
    await visitor.settles();
    expect(visitor.log.vendors().map(({ url }) => url)).toEqual([]);
    await visitor.runs(`assent.grant('${category}')`);
    await expect.poll(() => visitor.log.vendors().length).toBe(addresses.length);
    await visitor.settles();
    expect(
      visitor.log
        .vendors()
        .map(({ url }) => url)
        .sort(),
    ).toEqual([...addresses].sort());
  });
}

test('a film nobody marked up waits behind a placeholder that names its vendor', async ({
  visitor,
  site,
}) => {
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(`for (const number of [1, 2]) document.querySelector('main').insertAdjacentHTML(
    'beforeend', '<iframe title="Film" src="https://www.youtube.com/embed/' + number + '"></iframe>')`);
  await expect(visitor.placeholder).toHaveCount(2);
  await expect(visitor.placeholder.first()).toContainText(/youtube/i);
  await visitor.placeholder.first().locator('[part~="load-once"]').click();
  await visitor.sends('www.youtube.com/embed/1');
  await visitor.settles();
  expect(visitor.log.to('www.youtube.com/embed/2')).toEqual([]);
  expect(await visitor.decision()).toBeNull();

  await visitor.placeholder.locator('[part~="always-allow"]').click();
  await visitor.sends('www.youtube.com/embed/2');
  await expect(visitor.placeholder).toHaveCount(0);
  expect(await visitor.decision()).toMatchObject({ by: 'placeholder' });
  await expect
    .poll(() => visitor.runs("[...document.querySelectorAll('iframe')].map((frame) => frame.src)"))
    .toEqual(['https://www.youtube.com/embed/1', 'https://www.youtube.com/embed/2']);
});

test('a visitor who withdraws sees the frame of an unmarked vendor emptied, and its placeholder again', async ({
  visitor,
  site,
}) => {
  site.page();
  await visitor.opens();
  await visitor.runs(`document.querySelector('main').insertAdjacentHTML(
    'beforeend', '<iframe title="Film" src="https://www.youtube.com/embed/1"></iframe>')`);
  await expect(visitor.placeholder).toBeVisible();
  await visitor.accepts();
  const inside = visitor.page.locator('iframe[title="Film"]').contentFrame();
  await expect(inside.getByText('A vendor was here.')).toBeVisible();
  await visitor.runs('assent.withdraw()');
  await expect(visitor.placeholder).toBeVisible();
  await expect(inside.getByText('A vendor was here.')).toHaveCount(0);
});

/** What was made while its vendor was granted, and joins the page when it no longer is. */
const early: Readonly<Record<string, string>> = {
  'a script': `Object.assign(document.createElement('script'), { src: 'https://snap.licdn.com/late.js' })`,
  'a frame by innerHTML': `(() => { const box = document.createElement('div');
    box.innerHTML = '<iframe title="Film" src="https://www.youtube.com/embed/inner"></iframe>'; return box; })()`,
  'a copy of a frame': `document.querySelector('iframe').cloneNode()`,
};

for (const [regime, region, grants] of [
  ['opt-in', 'DE', 'assent.grant()'],
  ['opt-out', 'US-CA', '0'],
] as const) {
  test(`a visitor who takes a grant back (${regime}) is told of by nothing that was there before`, async ({
    visitor,
    site,
  }) => {
    const film = (name: string) =>
      `<iframe title="${name}" src="https://www.youtube.com/embed/${name}"></iframe>`;
    site.page({
      region,
      options: {},
      body: `${film('film')}<template id="template">${film('template')}</template>
        <a id="link" href="#end" ping="https://www.facebook.com/ping">Read on</a><p id="end">The end.</p>`,
    });
    await visitor.opens();
    await visitor.runs(grants);
    await visitor.sends('www.youtube.com/embed/film');
    await visitor.settles();
    await visitor.runs(`window.early = [${Object.values(early).join()}]; assent.withdraw()`);
    await expect(visitor.placeholder).toBeVisible();
    visitor.log.clear();
    await visitor.runs(`for (const it of early) document.querySelector('main').append(it);
      document.querySelector('main').append(document.querySelector('#template').content.cloneNode(true));`);
    await visitor.page.locator('#link').click();
    await visitor.settles();
    expect(visitor.log.hosts()).toEqual([]);
    const frames = visitor.page.locator('iframe');
    await expect(frames).toHaveCount(4);
    for (const frame of await frames.all()) await expect(frame).not.toHaveAttribute('src');
    await expect(visitor.placeholder).toHaveCount(4);
    await visitor.runs("assent.grant('social', 'targeting')");
    await visitor.sends('www.youtube.com/embed/template');
    await visitor.sends('snap.licdn.com/late.js');
    await visitor.settles();
    expect(visitor.log.to('www.youtube.com/embed')).toHaveLength(4);
  });
}

test("the vendors a site lists are held by their hosts and cookies, each by the visitor's own answer", async ({
  visitor,
  site,
}) => {
  const films = {
    id: 'films',
    name: 'Films Ltd.',
    category: 'social',
    purpose: 'Plays films.',
    hosts: ['films.example'],
    cookies: [{ name: 'film_*', purpose: 'Counts.', duration: 'P1D', party: 'first' }],
  };
  site.page({ options: { vendors: [films] } });
  const plays = (number: number) =>
    visitor.runs(`new Image().src = 'https://cdn.films.example/${number}';
      document.cookie = 'film_${number}=1'; document.cookie = 'filming=1'; 0`);
  await visitor.opens();
  await plays(1);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  expect(await visitor.cookies()).toEqual(['filming www.shop.example/']);
  await visitor.runs("assent.decide({ social: 'denied', films: 'granted' })");
  await visitor.sends('cdn.films.example/1');
  await plays(2);
  await visitor.sends('cdn.films.example/2');
  expect((await visitor.cookies()).join()).toContain('film_2');
  await visitor.runs("assent.decide({ social: 'granted', films: 'denied' })");
  visitor.log.clear();
  await plays(3);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
});

test("a site's own word about a known vendor stands before ours", async ({ visitor, site }) => {
  site.page({
    options: {
      tags: { 'meta-pixel': { id: '1234567890', category: 'social' } },
      vendors: [
        {
          id: 'youtube',
          name: 'YouTube',
          category: 'functional',
          purpose: 'Films.',
          hosts: ['youtube.com'],
          cookies: [],
        },
        {
          id: 'chat',
          name: 'Chat',
          category: 'essential',
          purpose: 'Talks.',
          hosts: ['intercom.io'],
          cookies: [],
        },
      ],
    },
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(`for (const src of ['www.facebook.com/own', 'www.youtube.com/own', 'widget.intercom.io/own'])
    new Image().src = 'https://' + src;`);
  await visitor.sends('widget.intercom.io/own');
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual(['widget.intercom.io']);
  await visitor.runs("assent.grant('functional')");
  await visitor.sends('www.youtube.com/own');
  await visitor.runs("assent.grant('targeting')");
  await visitor.settles();
  expect(visitor.log.to('www.facebook.com/own')).toEqual([]);
  await visitor.runs("assent.grant('social')");
  await visitor.sends('www.facebook.com/own');
});

/** Every route again, for hosts that are nobody's business: run before any answer. */
const use = (address: string, socket: string) => `(async () => {
  const at = ${JSON.stringify(address)};
  const main = document.querySelector('main');
  const script = document.createElement('script');
  script.src = at + 'script.js';
  document.head.append(script);
  new Image().src = at + 'image';
  main.insertAdjacentHTML('beforeend',
    '<iframe title="Frame" src="' + at + 'frame"></iframe><link rel="stylesheet" href="' + at + 'style">');
  navigator.sendBeacon(at + 'beacon', '');
  const request = new XMLHttpRequest();
  request.open('GET', at + 'xhr');
  request.send();
  await fetch(at + 'fetch', { mode: 'no-cors' });
  new EventSource(at + 'stream').onerror = ({ target }) => target.close();
  await new Promise((ends) => { new WebSocket(${JSON.stringify(socket)}).onerror = ends; });
  document.cookie = 'own=1';
})()`;
const paths = ['beacon', 'fetch', 'frame', 'image', 'script.js', 'stream', 'style', 'xhr'];

for (const [whose, address] of [
  ['own', 'https://www.shop.example/'],
  ['unknown', 'https://cdn.unknown.example/'],
] as const) {
  test(`an undecided visitor uses ${whose} hosts as if we were not there`, async ({ visitor, site }) => {
    for (const path of paths) site.serves(new RegExp(`^/${path}$`), { body: '' });
    const opened: string[] = [];
    visitor.page.on('websocket', (socket) => opened.push(socket.url()));
    site.page();
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    visitor.log.clear();
    const socket = `${address.replace('https', 'wss')}socket`;
    await visitor.runs(use(address, socket));
    const there = address.replace('https://', '');
    for (const path of paths) await visitor.sends(there + path);
    await visitor.settles();
    for (const path of paths) expect(visitor.log.to(there + path), path).toHaveLength(1);
    expect(opened).toEqual([socket]);
    expect(await visitor.cookies()).toEqual(['own www.shop.example/']);
    await expect(visitor.placeholder).toHaveCount(0);
  });
}

test('an undecided visitor reaches hosts that only look like a vendor', async ({ visitor, site }) => {
  const addresses = [
    'https://notfacebook.com/',
    'https://facebook.com.unknown.example/',
    'https://unknown.example/?to=https://connect.facebook.net/en_US/fbevents.js',
    'https://unknown.example/www.facebook.com/tr',
    'https://connect.facebook.net@unknown.example/user',
    'https://unknown.example/#@facebook.com',
    'https://t.com/co',
    'https://ct.co/ends-alike',
  ];
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(`for (const at of ${JSON.stringify(addresses)}) new Image().src = at;`);
  await expect.poll(() => visitor.log.vendors().length).toBe(addresses.length);
});

test("a vendor's address is known however it is written", async ({ visitor, site }) => {
  const addresses = [
    '//connect.facebook.net/tr',
    'HTTPS://WWW.FACEBOOK.COM/tr',
    ' https://www.facebook.com/tr',
    'https:\n//www.face\tbook.com/tr',
    'https:/\\www.facebook.com/tr',
    'https:\\\\www.facebook.com\\tr',
    'https://www.facebook.com:8443/tr',
    'http://www.facebook.com/tr',
    'https://www.facebook.com./tr',
    'https://www%2Efacebook.com/tr',
    'https://www.f%61cebook.com/tr',
    'https://www。facebook。com/tr',
    'https://www.face\u00adbook.com/tr',
    'https://www.shop.example@www.facebook.com/tr',
  ];
  site.page();
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs(`for (const at of ${JSON.stringify(addresses)}) {
    new Image().src = at;
    navigator.sendBeacon(at);
    fetch(at, { mode: 'no-cors' }).catch(() => {});
    const script = document.createElement('script');
    script.src = at;
    document.head.append(script);
  }`);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
});

test.describe('on a site that stands on a host of the table', () => {
  test.use({ origin: 'https://www.hotjar.com' });

  test("a visitor's page uses its own host, and nobody calls it a vendor", async ({ visitor, site }) => {
    site.serves(/^\/own\.js$/, { contentType: 'text/javascript', body: ran('own') });
    site.page({ head: '<script src="https://www.hotjar.com/own.js"></script>' });
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    expect(await visitor.ran()).toEqual(['own']);
    expect(await visitor.runs("fetch('https://www.hotjar.com/own.js').then(({ ok }) => ok)")).toBe(true);
  });
});

test('a visitor on a page without the guard meets its vendors at once', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(at('it.js'), ran('it'));
  site.page({ options: { guard: false }, head: `<script src="${at('it.js')}"></script>` });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.ran()).toEqual(['it']);
  expect(await visitor.runs(`navigator.sendBeacon('${at('beacon')}')`)).toBe(true);
});

test('a page whose options stand at its end holds from our script on, and lets go if the guard is off', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(at('it.js'), ran('it'));
  const early = `<script>const it = document.createElement('script'); it.src = '${at('it.js')}';
    document.head.append(it); window.early = navigator.sendBeacon('${at('early')}');</script>`;
  site.page({ block: 'after', options: { guard: false }, head: early });
  await visitor.opens();
  await expect.poll(visitor.ran).toEqual(['it']);
  expect(await visitor.runs('early')).toBe(false);
  expect(await visitor.runs(`navigator.sendBeacon('${at('late')}')`)).toBe(true);
});

test('a page that starts by hand holds from our script on, and releases when it starts', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(at('it.js'), ran('it'));
  await visitor.decidedBefore();
  site.page({
    script: { 'data-manual': '' },
    body: `<script>const it = document.createElement('script'); it.src = '${at('it.js')}';
      document.head.append(it);</script>`,
  });
  await visitor.opens();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.runs("assent.start({ region: 'DE' }); 0");
  await expect.poll(visitor.ran).toEqual(['it']);
});

test('a returning visitor who granted meets the vendors where they stand, and in time', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(at('library.js'), `window.library = () => 'ready'; ${ran('library')}`);
  await visitor.decidedBefore();
  site.page({
    options: {},
    head: `<script src="${at('library.js')}"></script><script>window.used = library(); ${ran('user')}</script>`,
    body: `<script>window.sent = navigator.sendBeacon('${at('beacon')}'); document.cookie = '_clck=1';</script>`,
  });
  await visitor.opens();
  expect(await visitor.ran()).toEqual(['library', 'user']);
  expect(await visitor.runs('[used, sent]')).toEqual(['ready', true]);
  expect((await visitor.cookies()).join()).toContain('_clck');
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['library', 'user']);
});

test('a returning visitor who refused meets none of them', async ({ visitor, site, vendors }) => {
  vendors.serves(at('library.js'), ran('library'));
  await visitor.decidedBefore('assent.deny()');
  site.page({ head: `<script src="${at('library.js')}"></script>` });
  await visitor.opens();
  await visitor.runs(does('new Image().src = at; navigator.sendBeacon(at);', 'image'));
  await visitor.settles();
  expect(await visitor.ran()).toEqual([]);
  expect(visitor.log.to(`${host}/image`)).toEqual([]);
});

test('a visitor in California has only sale or share held, and only with the signal on (11 CCR 7025)', async ({
  visitor,
  site,
  vendors,
}) => {
  vendors.serves(at('count.js'), ran('count'));
  vendors.serves('https://snap.licdn.com/insight.js', ran('advertise'));
  const body = `<script src="${at('count.js')}"></script><script src="https://snap.licdn.com/insight.js"></script>`;
  site.page({ region: 'US-CA', options: {}, body });
  await visitor.opens();
  expect(await visitor.ran()).toEqual(['count', 'advertise']);
  await visitor.turnsOnGpc();
  await visitor.opens('/next');
  await visitor.settles();
  expect(await visitor.ran()).toEqual(['count']);
});

test("a tag manager's nested scripts wait for their own categories", async ({ visitor, site, vendors }) => {
  vendors.serves('https://static.hotjar.com/c/hotjar-9.js', ran('hotjar'));
  site.page({
    head: `<script>(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':
      new Date().getTime(),event:'gtm.js'});var f=d.getElementsByTagName(s)[0],
      j=d.createElement(s),dl=l!='dataLayer'?'&l='+l:'';j.async=true;j.src=
      'https://www.googletagmanager.com/gtm.js?id='+i+dl;f.parentNode.insertBefore(j,f);
      })(window,document,'script','dataLayer','GTM-MANY');</script>`,
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([]);
  await visitor.runs("assent.grant('analytics')");
  await expect.poll(visitor.ran).toEqual(['hotjar']);
  await visitor.settles();
  expect(visitor.log.hosts()).toEqual([
    'static.hotjar.com',
    'www.google-analytics.com',
    'www.googletagmanager.com',
  ]);
  await expect(visitor.placeholder).toBeVisible();
  await visitor.runs("assent.grant('social')");
  await visitor.sends('www.youtube-nocookie.com/embed/9');
  await visitor.settles();
  expect(visitor.log.hosts()).not.toContain('s.adroll.com');
  await visitor.runs("assent.grant('targeting')");
  await visitor.sends('d.adroll.com/segment/ADV9/PIX9');
  await visitor.sends('px.ads.linkedin.com/collect');
  await visitor.settles();
  for (const address of ['s.adroll.com/j/ADV9/roundtrip.js', 'px.ads.linkedin.com', 'static.hotjar.com']) {
    expect(visitor.log.to(address), address).toHaveLength(1);
  }
  expect(visitor.log.to('www.google-analytics.com')).toHaveLength(1);
});

/** Another library that wraps what the guard wraps, and counts what passes. */
const wraps = (name: string) => `<script>
  window.${name} = [];
  for (const [owner, key] of [
    [window, 'fetch'], [Navigator.prototype, 'sendBeacon'], [XMLHttpRequest.prototype, 'open'],
    [XMLHttpRequest.prototype, 'send'], [Element.prototype, 'setAttribute'], [Node.prototype, 'appendChild'],
  ]) {
    const wrapped = owner[key];
    owner[key] = function (...given) { ${name}.push(key); return wrapped.apply(this, given); };
  }
  for (const [owner, key] of [[HTMLImageElement.prototype, 'src'], [HTMLScriptElement.prototype, 'src']]) {
    const { get, set, ...rest } = Object.getOwnPropertyDescriptor(owner, key);
    Object.defineProperty(owner, key, { ...rest, get, set(value) { ${name}.push(key); set.call(this, value); } });
  }
</script>`;
const callAll = (address: string) => `(async () => {
  const at = ${JSON.stringify(address)};
  await fetch(at + 'fetch', { mode: 'no-cors' }).catch(() => {});
  navigator.sendBeacon(at + 'beacon');
  const request = new XMLHttpRequest();
  request.open('GET', at + 'xhr');
  await new Promise((ends) => { request.onloadend = ends; request.send(); });
  new Image().src = at + 'image';
  const script = document.createElement('script');
  script.src = at + 'script.js';
  document.head.appendChild(script);
  const second = document.createElement('script');
  second.setAttribute('src', at + 'second.js');
  document.head.appendChild(second);
})()`;
const calledAll = [
  'fetch',
  'sendBeacon',
  'open',
  'send',
  'src',
  'src',
  'appendChild',
  'setAttribute',
  'appendChild',
];

for (const [when, page] of [
  ['before', { first: wraps('passed') }],
  ['after', { head: wraps('passed') }],
] as const) {
  test(`a library that wrapped the same functions ${when} us hears each call once`, async ({
    visitor,
    site,
  }) => {
    site.page(page);
    await visitor.opens();
    await expect(visitor.banner).toBeVisible();
    await visitor.settles();
    await visitor.runs('passed.length = 0');
    await visitor.runs(callAll('https://unknown.example/'));
    expect(await visitor.runs('passed')).toEqual(calledAll);
    await expect.poll(() => visitor.log.to('unknown.example').length).toBe(6);
    await visitor.runs(callAll(at('')));
    await visitor.settles();
    expect(visitor.log.to(host)).toEqual([]);

    await visitor.runs("assent.grant('analytics')");
    await expect
      .poll(() =>
        visitor.log
          .to(host)
          .map(({ url }) => new URL(url).pathname)
          .sort(),
      )
      .toEqual(['/image', '/script.js', '/second.js']);
    visitor.log.clear();
    await visitor.settles();
    await visitor.runs('passed.length = 0');
    await visitor.runs(callAll(at('again/')));
    expect(await visitor.runs('passed')).toEqual(calledAll);
    await expect.poll(() => visitor.log.to(host).length).toBe(6);
  });
}

/** Everything the page could look at to tell whether a function of its browser was changed. */
const describe = `(() => {
  const text = Function.prototype.toString;
  const constructs = (it) => {
    try { Reflect.construct(Object, [], it); return true; } catch { return false; }
  };
  const look = (it) => typeof it === 'function'
    ? [text.call(it), it.name, it.length, Reflect.ownKeys(it).map(String), constructs(it)] : typeof it;
  const seen = {};
  const describe = (owner, where) => {
    for (const key of Reflect.ownKeys(owner)) {
      const own = Object.getOwnPropertyDescriptor(owner, key);
      const { value, get, set, ...flags } = own;
      seen[where + '.' + String(key)] = JSON.stringify([look(value), look(get), look(set), flags]);
      if (typeof value !== 'function' || owner !== window) continue;
      describe(value, String(key));
      if (value.prototype) describe(value.prototype, key + '.prototype');
    }
  };
  describe(window, 'window');
  describe(Document.prototype, 'Document.prototype');
  const ours = /^(window[.])?(assent|dataLayer|gtag)([.]|$)/;
  return Object.entries(seen).filter(([key]) => !ours.test(key));
})()`;

test("a visitor's page cannot tell that the guard is there", async ({ visitor, site }) => {
  site.page();
  site.page({ path: '/untouched', script: false });
  await visitor.opens('/untouched');
  const untouched = await visitor.runs<[string, string][]>(describe);
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  const guarded = await visitor.runs<[string, string][]>(describe);
  expect(untouched.length).toBeGreaterThan(5000);
  const before = new Map(untouched);
  expect(guarded.filter(([key, seen]) => before.get(key) !== seen)).toEqual([]);
  expect(guarded.map(([key]) => key)).toEqual(untouched.map(([key]) => key));
});

test("a visitor's page has its calls fail and its classes extend as in any browser", async ({
  visitor,
  site,
}) => {
  const tries = `(async () => {
    const outcome = async (it) => { try { return String(await it()); } catch ({ name }) { return name; } };
    const all = [];
    for (const it of [
      () => fetch(), () => fetch('http://['), () => new fetch(), () => fetch.call({}, '/settled').then(({ status }) => status),
      () => navigator.sendBeacon(), () => Navigator.prototype.sendBeacon.call({}, '/'),
      () => XMLHttpRequest.prototype.send.call({}), () => new XMLHttpRequest().send(), () => new XMLHttpRequest().open(),
      () => WebSocket('wss://unknown.example'), () => new WebSocket(), () => new WebSocket('http://['),
      () => WebSocket.OPEN + WebSocket.prototype.CLOSED, () => WebSocket.prototype.constructor === WebSocket,
      () => EventSource('/'), () => new EventSource(), () => EventSource.prototype.constructor === EventSource,
      () => { class Own extends WebSocket { two() { return 2; } } const own = new Own('wss://unknown.example');
        own.close(); return [own instanceof Own, own instanceof WebSocket, own.two(), own.constructor.name]; },
      () => { class Own extends EventSource {} const own = new Own('/settled'); own.close(); return own instanceof Own; },
      () => { class Own extends XMLHttpRequest { open(...given) { super.open(...given); this.own = true; } }
        const own = new Own(); own.open('GET', '/settled'); return own.own; },
      () => Object.prototype.toString.call(new WebSocket('wss://unknown.example')),
      () => Element.prototype.setAttribute.call({}, 'src', ''), () => document.body.setAttribute('src'),
      () => document.body.setAttribute('1 ', ''), () => Node.prototype.appendChild.call({}, document.body),
      () => document.body.appendChild(null), () => document.body.insertBefore(document.createElement('i')),
      () => document.body.append(), () => document.createElement('a b'), () => Document.prototype.createElement.call({}, 'a'),
      () => Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src').set.call({}, ''),
      () => Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src').get.call({}),
      () => Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').get.call({}),
      () => HTMLFormElement.prototype.submit.call({}), () => new Image(3, 4).outerHTML, () => Image.prototype === HTMLImageElement.prototype,
      () => { const image = new Image(); image.src = { toString: () => '/own.gif' }; return image.src; },
      () => cookieStore.set(), () => Function.prototype.toString.call({}), () => Function.prototype.toString.name,
    ]) all.push(it.toString() + ' → ' + await outcome(it));
    return all;
  })()`;
  site.page();
  site.page({ path: '/untouched', script: false });
  await visitor.opens('/untouched');
  const untouched = await visitor.runs<string[]>(tries);
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.runs(tries)).toEqual(untouched);
});

/** Notes every function of the browser as it is before us. */
const remember = `<script>
  window.functionsNow = () => {
    const all = new Map();
    const note = (owner, where) => {
      for (const key of Reflect.ownKeys(owner)) {
        const { value, get, set } = Object.getOwnPropertyDescriptor(owner, key);
        for (const [part, it] of Object.entries({ value, get, set })) {
          if (typeof it === 'function') all.set(where + '.' + String(key) + ' ' + part, it);
        }
        if (owner === window && typeof value === 'function' && value.prototype) note(value.prototype, String(key));
      }
    };
    note(window, 'window');
    return all;
  };
  window.functionsBefore = functionsNow();
  window.changedFunctions = () => {
    const now = functionsNow();
    return [...functionsBefore].filter(([key, it]) => now.get(key) !== it).map(([key]) => key);
  };
</script>`;

test("a visitor's page has its browser back after destroy()", async ({ visitor, site }) => {
  site.page({ first: remember, body: held('data-consent="analytics"', ran('held')) });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  expect(await visitor.runs<string[]>('changedFunctions()')).not.toEqual([]);
  // A lost grant is guarded by more of them, and a released script by others; nothing runs of a grant just given.
  await visitor.runs('assent.grant(); assent.withdraw()');
  expect(await visitor.runs<string[]>('changedFunctions()')).toContain('Node.appendChild value');
  await visitor.runs('assent.grant(); assent.destroy()');
  await visitor.settles();
  expect(await visitor.ran()).toEqual([]);
  expect(await visitor.runs('changedFunctions()')).toEqual([]);
  expect(await visitor.runs(`navigator.sendBeacon('${at('beacon')}')`)).toBe(true);
  await visitor.runs(does('new Image().src = at; document.cookie = "_clck=1";', 'image'));
  await visitor.sends(`${host}/image`);
  expect(await visitor.cookies()).toEqual(['_clck www.shop.example/', 'assent www.shop.example/']);
});

test('a library that wrapped our functions keeps its own after destroy(), and its calls pass', async ({
  visitor,
  site,
}) => {
  site.page({
    head: `${wraps('passed')}<script>window.wrapped = [fetch, Node.prototype.appendChild];</script>`,
  });
  await visitor.opens();
  await expect(visitor.banner).toBeVisible();
  await visitor.runs('assent.destroy()');
  await visitor.runs('passed.length = 0');
  await visitor.runs(callAll(at('')));
  expect(await visitor.runs('passed')).toEqual(calledAll);
  expect(await visitor.runs('wrapped[0] === fetch && wrapped[1] === Node.prototype.appendChild')).toBe(true);
  await expect.poll(() => visitor.log.to(host).length).toBe(6);
});
