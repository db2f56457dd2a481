// The admin's policy lets inline scripts and styles be only with the page's nonce. What
// a page asks for to put into itself comes with scripts that start its widgets, and they
// need the nonce of this page: the answer is told which that is. The rich text editor
// makes styles of its own; those that a script makes get it, those in markup do not.
(() => {
  const nonce = document.currentScript.nonce;
  jQuery.ajaxPrefilter((options, asked, request) => {
    if (!options.crossDomain) request.setRequestHeader("X-Page-Nonce", nonce);
  });
  const createElement = document.createElement;
  document.createElement = function (name, ...options) {
    const element = createElement.call(this, name, ...options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
})();
