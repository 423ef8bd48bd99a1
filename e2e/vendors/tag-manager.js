// Stands in for gtm.js: fires the tags of its container for every event in `dataLayer`, the earlier ones first. The
// container is known by the id in the address it was loaded from. As observed, Google's consent mode holds back none
// of the other vendors that a container loads.
(() => {
  const id = new URL(document.currentScript.src).searchParams.get('id');
  const layer = window.dataLayer;
  window.google_tag_manager = { ...window.google_tag_manager, [id]: {} };

  function count(event) {
    navigator.sendBeacon(`https://www.google-analytics.com/g/collect?v=2&tid=${id}&en=${event}`);
  }

  function load(src) {
    const script = document.createElement('script');
    script.async = true;
    script.src = src;
    document.head.append(script);
  }

  function bringOthers() {
    window.adroll_adv_id = 'ADV9';
    window.adroll_pix_id = 'PIX9';
    load('https://s.adroll.com/j/ADV9/roundtrip.js');
    load('https://static.hotjar.com/c/hotjar-9.js');
    new Image().src = 'https://px.ads.linkedin.com/collect/?pid=9&fmt=gif';
    const frame = document.createElement('iframe');
    frame.title = 'Film';
    frame.src = 'https://www.youtube-nocookie.com/embed/9';
    document.body.append(frame);
  }

  function run({ event }) {
    if (event === 'gtm.js') {
      count('page_view');
      if (id === 'GTM-MANY') bringOthers();
    } else if (event) count(event);
  }

  const push = layer.push.bind(layer);
  layer.push = (...entries) => {
    const length = push(...entries);
    entries.forEach(run);
    return length;
  };
  [...layer].forEach(run);
})();
