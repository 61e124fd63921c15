/* Finds, filters and sorts within the long tables and lists of a page. Without this script every row stands there.
   The choice stands in the address, by the name of the part, so that it can be sent to someone. */
(() => {
  "use strict";
  const root = document.documentElement;
  const digits = (text) => text.replace(/\p{Nd}/gu, (one) => { let code = one.codePointAt(0); while (/\p{Nd}/u.test(String.fromCodePoint(code - 1)) && one.codePointAt(0) - code < 9) code -= 1; return one.codePointAt(0) - code; });
  const fold = (text) => digits(text).normalize("NFKD").replace(/[\p{M}ـ]/gu, "").toLowerCase().replace(/[أإآ]/g, "ا");
  const tidy = (text) => text.replace(/\s+/g, " ").trim();
  const collator = new Intl.Collator(root.lang, { numeric: true });

  begin(document.currentScript.previousElementSibling); // the script stands behind each box, and runs for each

  /* By what a cell is sorted: what it says it is, its day, its number, or its words. */
  function key(cell) {
    if (cell.dataset.key !== undefined) return Number(digits(cell.dataset.key).replace(/[^\d-]/g, ""));
    const day = cell.querySelector("time")?.dateTime;
    if (day) return day;
    const text = tidy(digits(cell.textContent));
    const number = text.match(/^[^\p{L}\d]*(\d+(?:[.,]\d+)?)/u);
    return number ? Number(number[1].replace(",", ".")) : text;
  }
  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return collator.compare(a, b);
  }

  function begin(box) {
    const list = document.currentScript.nextElementSibling;
    if (!list) return;
    const table = list.tagName === "TABLE";
    const body = table ? list.tBodies[0] : list;
    const rows = [...body.children];
    const say = JSON.parse(box.dataset.find);
    let name = list.closest("section[id], main")?.id || "list";
    for (let n = 2; document.getElementById(`${name}.q`); n += 1) name = `${name.replace(/-\d+$/, "")}-${n}`;
    const words = new Map(rows.map((row) => [row, fold(row.textContent)]));
    const form = document.createElement("form");
    form.className = "selects";
    form.ariaLabel = tidy(box.closest("section, main")?.querySelector("h2, h1")?.textContent ?? "");
    const controls = [];
    const tests = [];

    function field(part, title, control) {
      const label = document.createElement("label");
      control.name = label.htmlFor = control.id = `${name}.${part}`;
      label.textContent = title;
      const line = document.createElement("div");
      line.append(label, control);
      form.append(line);
      controls.push(control);
      return control;
    }
    function select(part, title, first, options) {
      const control = document.createElement("select");
      control.append(new Option(first, ""), ...options.map(([words_, value]) => new Option(words_, value)));
      return field(part, title, control);
    }
    /* A choice where some few words come again and again */
    function choose(part, title, said) {
      const values = [...new Set([...said.values()].flat())].filter(Boolean).sort(collator.compare);
      if (values.length < 2 || values.length > 9 || values.length > rows.length / 2) return;
      const control = select(part, title, say.all, values.map((one) => [one, one]));
      tests.push((row) => !control.value || said.get(row).includes(control.value));
    }
    /* The words of a cell, where they are words and no number or day */
    const words_of = (cell) => (typeof key(cell) === "number" || cell.querySelector("time") ? [] : [tidy(cell.textContent)]);
    const find = field("q", say.find, Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" }));
    tests.push((row) => fold(find.value).split(/\s+/).filter(Boolean).every((word) => words.get(row).includes(word)));
    const heads = table ? [...list.tHead.rows[0].cells].map((cell) => tidy(cell.textContent)) : [];
    if (table) heads.forEach((title, n) => { if (n) choose(n, title, new Map(rows.map((row) => [row, words_of(row.cells[n])]))); });
    else choose("status", say.status, new Map(rows.map((row) => [row, [...row.querySelectorAll(".badge, .mark-disputed")].map((one) => tidy(one.textContent))])));
    const orders = heads.flatMap((title, n) => [[say.up.replace("{column}", title), `${n}`], [say.down.replace("{column}", title), `-${n}`]]);
    const order = table ? select("sort", say.sort, say.own, orders) : null;
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    const number = new Intl.NumberFormat(root.lang, { numberingSystem: root.dataset.digits || "latn" });

    function apply() {
      const column = order?.value ? Math.abs(Number(order.value)) : -1;
      const down = order?.value.startsWith("-") ? -1 : 1;
      const sorted = [...rows];
      if (column >= 0) sorted.sort((a, b) => down * compare(key(a.cells[column]), key(b.cells[column])) || rows.indexOf(a) - rows.indexOf(b));
      body.append(...sorted);
      for (const row of rows) row.hidden = !tests.every((fits) => fits(row));
      if (table) [...list.tHead.rows[0].cells].forEach((cell, n) => { if (n === column) cell.ariaSort = down < 0 ? "descending" : "ascending"; else cell.removeAttribute("aria-sort"); });
      const shown = rows.filter((row) => !row.hidden).length;
      status.textContent = say.shown.replace("{shown}", number.format(shown)).replace("{total}", number.format(rows.length));
    }
    function remember() {
      const asks = new URLSearchParams(location.search);
      for (const one of controls) { if (one.value.trim()) asks.set(one.name, one.value.trim()); else asks.delete(one.name); }
      try { history.replaceState(null, "", `${location.pathname}${asks.size ? `?${asks}` : ""}${location.hash}`); } catch { /* from disk some browsers refuse */ }
    }
    const asks = new URLSearchParams(location.search);
    for (const one of controls) { one.value = asks.get(one.name) ?? ""; if (one.selectedIndex < 0) one.value = ""; }
    const reset = Object.assign(document.createElement("button"), { type: "reset", className: "button button-quiet", textContent: say.reset });
    const foot = document.createElement("div");
    foot.append(reset);
    form.append(foot);
    box.replaceChildren(box.querySelector("summary"), form, status);
    box.open = controls.some((one) => one.value);
    if (box.open) apply();
    box.addEventListener("toggle", () => { if (box.open && !status.textContent) apply(); });
    form.addEventListener("input", () => { remember(); apply(); });
    form.addEventListener("reset", () => setTimeout(() => { remember(); apply(); }));
    form.addEventListener("submit", (event) => event.preventDefault());
  }
})();
