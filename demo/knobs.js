// Turns knobs in the address into what Assent would find on a visitor's own page and in their browser:
// ?region=US-CA&gpc=1&locale=de. Stands before Assent, sets nothing else, and does nothing without a knob.

(() => {
  const knobs = new URLSearchParams(location.search);

  const region = knobs.get('region');
  if (region) {
    const meta = document.createElement('meta');
    meta.name = 'assent-region';
    meta.content = region;
    document.head.append(meta);
  }

  // The getter a browser with Global Privacy Control has; defined on the prototype, where it stands there too.
  const gpc = knobs.get('gpc');
  if (gpc === '1' || gpc === '0') {
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {
      configurable: true,
      enumerable: true,
      get: () => gpc === '1',
    });
  }

  const locale = knobs.get('locale');
  if (locale) document.documentElement.lang = locale;
})();
