/* Filters and sorts a list in place. The same choices are pages of their own: this only saves the way to them.
   The choice stands in the address, so that it can be sent to someone. What stands on further pages is fetched when
   the filters are opened; where that fails, the links to the pages of the choices stay. */
(() => {
  "use strict";
  const box = document.querySelector("details[data-list]");
  if (!box || !document.querySelector("main [data-facets]")) return;
  const rest = [...document.querySelectorAll("a[data-rest]")].map((link) => link.href);
  const asked = () => ["q", "sort", ...[...box.querySelectorAll("[data-facet]")].map((one) => one.dataset.facet)].some((name) => new URLSearchParams(location.search).get(name));
  if (!rest.length) return begin();
  if (location.protocol === "file:") return;
  if (asked()) box.open = true;
  const start = async () => {
    box.removeEventListener("toggle", start);
    box.setAttribute("aria-busy", "true");
    try {
      for (const one of await Promise.all(rest.map(fetched))) join(one);
      begin();
    } catch { /* the links stay */ }
    box.removeAttribute("aria-busy");
  };
  if (box.open) start();
  else box.addEventListener("toggle", start);

  async function fetched(href) {
    const answer = await fetch(href);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const link of page.querySelectorAll("main a[href]")) link.href = new URL(link.getAttribute("href"), answer.url).href;
    return page;
  }
  /* Adds the entries of another page: in their sections where they stand in such (one that was cut in two is joined
     again), else at the end of the list. */
  function join(page) {
    const known = new Set([...document.querySelectorAll("main [data-change]")].map((item) => item.dataset.change));
    const lists = [...document.querySelectorAll("main [data-facets]")].map((item) => item.closest("section") || item.parentElement);
    const name = (section) => section.querySelector("h2")?.textContent.trim();
    let last = lists.at(-1);
    for (const part of page.querySelectorAll("main section:has([data-facets])")) {
      if (known.has(part.querySelector("[data-facets]").dataset.change)) continue;
      if (last.tagName === "SECTION" && name(part) && name(part) === name(last)) {
        last.querySelector("[data-facets]").parentElement.append(...part.querySelectorAll("[data-facets]"));
        continue;
      }
      last.after(part);
      last = part;
    }
    if (last.tagName !== "SECTION") last.append(...page.querySelectorAll("main [data-facets]"));
    for (const one of document.querySelectorAll(".pager, [data-rest-words]")) one.remove();
  }

  function begin() {
    const items = [...document.querySelectorAll("main [data-facets]")];
    const say = JSON.parse(box.dataset.words);
    const keys = new Map(items.map((item) => [item, new Set(item.dataset.facets.split(" "))]));
    const places = new Map(items.map((item) => [item, [item.parentElement, [...item.parentElement.children].indexOf(item)]]));
    const fold = (text) => text.normalize("NFKD").replace(/[\p{M}ـ]/gu, "").toLowerCase().replace(/[أإآ]/g, "ا");
    const words = new Map(items.map((item) => [item, fold(item.textContent)]));
    const selects = [];
    const form = document.createElement("form");
    form.className = "selects";

    function field(name, title, control) {
      const label = document.createElement("label");
      label.htmlFor = control.id = `list-${name}`;
      label.textContent = title;
      control.name = name;
      const line = document.createElement("div");
      line.append(label, control);
      form.append(line);
      return control;
    }
    function select(name, title, first, links) {
      const control = document.createElement("select");
      control.append(new Option(first, ""), ...links.map((link) => new Option(link.textContent.replace(/\s+/g, " ").trim(), link.dataset.value)));
      selects.push(control);
      return field(name, title, control);
    }
    const find = field("q", say.find, Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" }));
    for (const group of box.querySelectorAll("[data-facet]")) select(group.dataset.facet, group.querySelector("h3").textContent, say.all, [...group.querySelectorAll("a")]);
    const orders = box.querySelector("[data-orders]");
    const order = orders && select("sort", say.sort, say.own, [...orders.querySelectorAll("a")]);
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    const reset = Object.assign(document.createElement("button"), { type: "reset", className: "button button-quiet", textContent: say.reset });
    const foot = document.createElement("div");
    foot.append(reset);
    form.append(foot);
    const number = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: box.dataset.digits || "latn" });

    function apply() {
      const asked = fold(find.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const item of items) {
        const fits = selects.every((one) => one === order || !one.value || keys.get(item).has(`${one.name}=${one.value}`));
        item.hidden = !(fits && asked.every((word) => words.get(item).includes(word)));
        shown += !item.hidden;
      }
      arrange();
      for (const part of document.querySelectorAll("main section")) {
        const own = [...part.querySelectorAll("[data-facets]")];
        if (own.length || part.dataset.had) { part.dataset.had = "yes"; part.hidden = !own.some((item) => !item.hidden); }
      }
      status.textContent = say.shown.replace("{shown}", number.format(shown)).replace("{total}", number.format(items.length));
    }
    /* In an order of the reader's, all entries stand in the first list; without one, where they stood */
    function arrange() {
      const by = order?.value ? `by${order.value[0].toUpperCase()}${order.value.slice(1)}` : "";
      const sorted = [...items];
      if (by) sorted.sort((a, b) => (a.dataset[by] < b.dataset[by] ? -1 : a.dataset[by] > b.dataset[by] ? 1 : items.indexOf(a) - items.indexOf(b)));
      const first = places.get(items[0])[0];
      for (const item of sorted) (by ? first : places.get(item)[0]).append(item);
      const title = first.closest("section")?.querySelector("h2");
      if (title) title.hidden = Boolean(by);
    }
    function remember() {
      const asks = new URLSearchParams();
      for (const one of [find, ...selects]) if (one.value.trim()) asks.set(one.name, one.value.trim());
      const query = asks.toString();
      try { history.replaceState(null, "", query ? `?${query}` : location.pathname); } catch { /* from disk some browsers refuse */ }
    }
    function recall() {
      const asks = new URLSearchParams(location.search);
      for (const one of [find, ...selects]) {
        one.value = asks.get(one.name) ?? "";
        if (one.selectedIndex < 0) one.value = "";
      }
      return [find, ...selects].some((one) => one.value);
    }
    const changed = () => { remember(); apply(); };

    for (const group of box.querySelectorAll(".filter")) group.remove();
    box.append(form, status);
    box.open = recall() || box.open;
    apply();
    form.addEventListener("input", changed);
    form.addEventListener("reset", () => setTimeout(changed));
    form.addEventListener("submit", (event) => event.preventDefault());
  }
})();
