/** The three built-in vendors: settings for us, the snippets a site without us would paste, and stand-ins. */

export const tagSettings = {
  'google-analytics': { id: 'G-BENCH00001' },
  adroll: { advertiser: 'BENCHADVERTISER0000001', pixel: 'BENCHPIXEL000000000001' },
  'meta-pixel': { id: '100000000000001' },
};

export const pastedTags = `<script async src="https://www.googletagmanager.com/gtag/js?id=G-BENCH00001"></script>
<script>
window.dataLayer = window.dataLayer || [];
function gtag() { dataLayer.push(arguments); }
gtag('js', new Date());
gtag('config', 'G-BENCH00001');
</script>
<script>
adroll_adv_id = 'BENCHADVERTISER0000001';
adroll_pix_id = 'BENCHPIXEL000000000001';
adroll_version = '2.0';
(function (w, d, e, o, a) {
  w.__adroll_loaded = true;
  w.adroll = w.adroll || [];
  w.adroll.f = ['setProperties', 'identify', 'track'];
  for (a = 0; a < w.adroll.f.length; a++) {
    w.adroll[w.adroll.f[a]] = (function (n) { return function () { w.adroll.push([n, arguments]); }; })(w.adroll.f[a]);
  }
  e = d.createElement('script');
  o = d.getElementsByTagName('script')[0];
  e.async = 1;
  e.src = 'https://s.adroll.com/j/' + adroll_adv_id + '/roundtrip.js';
  o.parentNode.insertBefore(e, o);
})(window, document);
adroll.track('pageView');
</script>
<script>
!function (f, b, e, v, n, t, s) {
  if (f.fbq) return;
  n = f.fbq = function () { n.callMethod ? n.callMethod.apply(n, arguments) : n.queue.push(arguments); };
  if (!f._fbq) f._fbq = n;
  n.push = n; n.loaded = !0; n.version = '2.0'; n.queue = [];
  t = b.createElement(e); t.async = !0; t.src = v;
  s = b.getElementsByTagName(e)[0]; s.parentNode.insertBefore(t, s);
}(window, document, 'script', 'https://connect.facebook.net/en_US/fbevents.js');
fbq('init', '100000000000001');
fbq('track', 'PageView');
</script>`;

/** Answers every vendor's host with an empty script. */
export async function answerVendors(session) {
  session.on('Fetch.requestPaused', ({ requestId }) => {
    const responseHeaders = [{ name: 'content-type', value: 'text/javascript' }];
    // The page may be gone by then.
    session
      .send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body: '' })
      .catch(() => {});
  });
  // Vendors are on https and the site is not. Playwright's own routing would stop every request on its way,
  // and more of ours than of the page without us.
  await session.send('Fetch.enable', { patterns: [{ urlPattern: 'https://*' }] });
}
