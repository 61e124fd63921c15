/* Marks what is new on the page of changes since this browser was last here. What was seen stays in this browser.
   Without a script, or where the browser keeps nothing, the page is as it is. */
(() => {
  "use strict";
  const box = document.querySelector("[data-visit]");
  const items = [...document.querySelectorAll("main [data-change]")];
  if (!box || !items.length) return;
  const say = JSON.parse(box.dataset.words);
  const name = `ogpsite seen ${new URL(document.currentScript.src).pathname.replace(/assets\/.*/, "")}`; // one for the site, in every language and version
  const MOST = 3000;
  let known, before;
  function read(store) {
    let found = null;
    try { found = JSON.parse(store.getItem(name)); } catch { /* damaged: as if it were the first visit */ }
    return Array.isArray(found?.seen) && !Number.isNaN(Date.parse(found.day)) ? found : null;
  }
  try {
    known = read(localStorage);
    before = sessionStorage.getItem(name) === null ? known : read(sessionStorage); // reloading is no new visit
    sessionStorage.setItem(name, JSON.stringify(before));
    const seen = new Set(known ? known.seen : []);
    for (const item of items) seen.add(item.dataset.change);
    const kept = [...seen].sort().slice(-MOST); // each begins with its day: the oldest go first
    localStorage.setItem(name, JSON.stringify({ day: new Date().toISOString(), seen: kept }));
  } catch { return; }

  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const button = (words, act) => {
    const one = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words });
    one.addEventListener("click", () => act(one));
    return one;
  };
  const line = document.createElement("p");
  const forget = button(say.forget, () => {
    try { localStorage.removeItem(name); sessionStorage.removeItem(name); } catch { /* nothing is kept */ }
    only(false);
    for (const mark of document.querySelectorAll(".new-to-you")) mark.remove();
    line.remove();
    status.textContent = say.forgotten;
  });
  box.append(status);
  box.hidden = false;
  if (!before) {
    status.textContent = say.first;
    return;
  }
  box.append(line);

  /* What is older than all that was seen was only not on the page then */
  const seen = new Set(before.seen);
  const oldest = [...seen].sort()[0] || "";
  const fresh = items.filter((item) => !seen.has(item.dataset.change) && item.dataset.change >= oldest.slice(0, 10));
  const language = document.documentElement.lang;
  const latin = { numberingSystem: "latn" };
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long", ...latin }).format(new Date(before.day));
  status.textContent = (fresh.length ? say.some : say.none)
    .replace("{day}", day).replace("{number}", new Intl.NumberFormat(language, latin).format(fresh.length));
  for (const item of fresh) {
    const mark = Object.assign(document.createElement("strong"), { className: "new-to-you", textContent: say.mark });
    item.append(" ", mark);
  }
  function only(wanted) {
    for (const item of items) item.hidden = wanted && !fresh.includes(item);
    for (const part of document.querySelectorAll("main section.days")) part.hidden = wanted && !part.querySelector("[data-change]:not([hidden])");
  }
  if (fresh.length) {
    const toggle = button(say.only, (self) => {
      const wanted = self.textContent === say.only;
      self.textContent = wanted ? say.all : say.only;
      only(wanted);
    });
    line.append(toggle, " ");
  }
  line.append(forget);
})();
