// Stands in for gtag/js: hears consent commands in `dataLayer`, sends a hit per event, and one more on leaving.
// A default with `wait_for_update` keeps hits back until an update or the end of that time; without it they leave at
// once. As observed: a denied `analytics_storage` still sends, without cookies; `ga-disable-<ID>` silences everything.
(() => {
  const layer = window.dataLayer;
  const said = {};
  const configured = [];
  // Hits that wait for an update, or null where nothing waits.
  let waiting = null;
  window.google_tag_manager ??= {};

  const disabled = (id) => window[`ga-disable-${id}`] === true;
  const flag = (type) => (said[type] === undefined ? '-' : said[type] === 'granted' ? '1' : '0');

  function writeCookies(id) {
    if (said.analytics_storage === 'denied') return;
    writeOnWidestDomain('_ga', 'GA1.1.1234567890.1700000000');
    writeOnWidestDomain(`_ga_${id.replace('G-', '')}`, 'GS2.1.s1700000000');
  }

  function writeOnWidestDomain(name, value) {
    const labels = location.hostname.split('.');
    for (let from = labels.length - 1; from >= 0; from -= 1) {
      const domain = labels.slice(from).join('.');
      document.cookie = `${name}=${value}; domain=.${domain}; path=/; max-age=63072000`;
      if (document.cookie.includes(`${name}=${value}`)) return;
    }
  }

  function send(id, event, more = '') {
    if (disabled(id)) return;
    if (waiting) return void waiting.push([id, event]);
    writeCookies(id);
    const gcs = Object.keys(said).length ? `&gcs=G1${flag('ad_storage')}${flag('analytics_storage')}` : '';
    navigator.sendBeacon(`https://www.google-analytics.com/g/collect?v=2&tid=${id}&en=${event}${gcs}${more}`);
  }

  function hearConsent(kind, answers) {
    const before = said.analytics_storage;
    for (const [type, answer] of Object.entries(answers)) {
      if (typeof answer === 'string') said[type] = answer;
    }
    if (kind === 'default' && answers.wait_for_update) {
      waiting = [];
      setTimeout(stopWaiting, answers.wait_for_update);
    }
    if (kind === 'update' && waiting) return void stopWaiting();
    const nowGranted = kind === 'update' && before !== 'granted' && said.analytics_storage === 'granted';
    if (nowGranted) for (const id of configured) send(id, 'page_view', '&gcu=1');
  }

  function stopWaiting() {
    const hits = waiting ?? [];
    waiting = null;
    for (const hit of hits) send(...hit);
  }

  function run(entry) {
    // gtag.js tells commands from data by the Arguments object; a pushed array is no command.
    if (Object.prototype.toString.call(entry) !== '[object Arguments]') return;
    const [command, first, second] = entry;
    if (command === 'consent') hearConsent(first, second);
    if (command === 'event') for (const id of configured) send(id, first);
    if (command === 'config') {
      configured.push(first);
      send(first, 'page_view');
    }
  }

  const push = layer.push.bind(layer);
  layer.push = (...entries) => {
    const length = push(...entries);
    entries.forEach(run);
    return length;
  };
  [...layer].forEach(run);
  addEventListener('pagehide', () => {
    for (const id of configured) send(id, 'user_engagement');
  });
})();
