// Typing goes to the terminal from its first sign on, without a click.
"use strict";
const take = () => document.querySelector(".xterm-helper-textarea")?.focus();
window.addEventListener("focus", take);
window.addEventListener("load", () => {
  new MutationObserver(take).observe(document.body, { attributes: true, attributeFilter: ["class"] });
});
