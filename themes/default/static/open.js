/* Opens the folded list that a link leads to, and those around it. Without this script the style shows what is inside. */
(() => {
  "use strict";
  const open = () => {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    let moved = false;
    for (let one = target?.closest("details"); one; one = one.parentElement.closest("details")) { moved ||= !one.open; one.open = true; }
    if (moved) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  addEventListener("click", (event) => { if (event.target.closest?.("a[href]")?.hash === location.hash && location.hash) open(); });
  open();
})();
