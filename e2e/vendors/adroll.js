// Stands in for roundtrip.js: writes its cookies and keys, reports the visitor to a segment, drains the queue
// of the 2.0 snippet, answers the calls of the older one, and loads a consent banner of its own unless the element for it already stands there.
(() => {
  const account = `${window.adroll_adv_id}/${window.adroll_pix_id}`;
  const queue = Array.isArray(window.adroll) ? window.adroll : [];

  for (const cookie of ['__adroll_fpc=fpc-1', '__ar_v4=v4-1']) {
    document.cookie = `${cookie}; domain=${location.hostname}; path=/; max-age=31536000; samesite=lax`;
  }
  localStorage.setItem('__adroll_consent_data', '{}');
  sessionStorage.setItem('adroll_tpc', '1');

  new Image().src = `https://d.adroll.com/segment/${account}`;

  function run([method, args]) {
    if (method === 'track') new Image().src = `https://d.adroll.com/track/${account}?ev=${args[0]}`;
  }
  for (const entry of queue.splice(0)) run(entry);
  queue.push = (...entries) => {
    entries.forEach(run);
    return entries.length;
  };

  window.__adroll = {
    record_user: ({ adroll_segments: segments }) => run(['track', [segments]]),
  };

  if (!document.getElementById('__adroll_consent_banner_el')) {
    const banner = document.createElement('script');
    banner.id = '__adroll_consent_banner_el';
    banner.src = 'https://s.adroll.com/j/consent_tcfv2.js';
    document.head.append(banner);
  }
})();
