// Stands in for consent_tcfv2.js: AdRoll's own consent banner, over the site's.
(() => {
  const banner = document.createElement('div');
  banner.id = 'adroll_consent_banner';
  banner.textContent = 'AdRoll would like your consent';
  banner.style.cssText = 'position:fixed;inset:auto 0 0 0;height:120px;z-index:2147483647;background:#fff';
  document.body.append(banner);
})();
