// Stands in for fbevents.js: drains the stub's queue, keeps events back while consent is revoked and sends
// them on grant, and marks every event with Limited Data Use when the page asked for it.
(() => {
  const fbq = window.fbq;
  const pixels = [];
  const waiting = [];
  let revoked = false;
  let limits = '';

  function identify() {
    for (const id of pixels) {
      const config = document.createElement('script');
      config.async = true;
      config.src = `https://connect.facebook.net/signals/config/${id}`;
      document.head.append(config);
    }
    const labels = location.hostname.split('.');
    for (let from = labels.length - 1; from >= 0; from -= 1) {
      const domain = labels.slice(from).join('.');
      document.cookie = `_fbp=fb.1.1700000000000.42; domain=.${domain}; path=/; max-age=7776000`;
      if (document.cookie.includes('_fbp=')) break;
    }
    localStorage.setItem('lastExternalReferrer', 'empty');
    localStorage.setItem('lastExternalReferrerTime', '1700000000000');
  }

  function send(event) {
    for (const id of pixels) new Image().src = `https://www.facebook.com/tr/?id=${id}&ev=${event}${limits}`;
  }

  function run(command, first, second, third) {
    if (command === 'consent' && first === 'revoke') revoked = true;
    if (command === 'consent' && first === 'grant') {
      if (revoked && pixels.length) identify();
      revoked = false;
      for (const event of waiting.splice(0)) send(event);
    }
    if (command === 'dataProcessingOptions') {
      limits = first.includes('LDU') ? `&dpo=LDU&dpoco=${second ?? 0}&dpost=${third ?? 0}` : '';
    }
    if (command === 'init') {
      pixels.push(first);
      if (!revoked) identify();
    }
    if (command === 'track' || command === 'trackCustom') {
      if (revoked) waiting.push(first);
      else send(first);
    }
  }

  fbq.callMethod = run;
  for (const entry of fbq.queue.splice(0)) run(...entry);
})();
