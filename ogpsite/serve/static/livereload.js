// The preview's part in the browser: takes over changed pages without losing the place, shows what is wrong, and a bar.
// Only the preview sends it; no published page has it.
(() => {
  "use strict";
  const own = document.currentScript;
  const token = own.dataset.token;
  const withBar = own.dataset.bar === "on";
  let seen = own.dataset.seen || "";
  let state = null;
  let words = {};
  let connected = false;
  let path = location.pathname;
  let checks = [];

  // ---- words and small parts

  const say = (text, values = {}) =>
    (words[text] || text).replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(key, value);
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  };

  const remembered = (key, value) => {
    try {
      if (value !== undefined) sessionStorage.setItem(`ogpsite-${key}`, value);
      return sessionStorage.getItem(`ogpsite-${key}`);
    } catch { return null; }
  };

  // ---- the live connection: livereload's protocol, and the page itself

  let wait = 200;
  const connect = () => {
    const socket = new WebSocket(`ws://${location.host}/livereload`);
    const send = (message) => socket.send(JSON.stringify(message));
    socket.onopen = () => {
      send({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] });
      send({ command: "page", path, seen });
      connected = true;
      wait = 200;
      draw();
    };
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data);
      if (message.command === "page") takePage(message);
      if (message.command === "state") takeState(message.state);
      if (message.command === "checks") { checks = message.checks; draw(); }
      if (message.command === "style") restyle(message.number);
      if (message.command === "reload") location.reload();
    };
    socket.onclose = () => {
      if (connected) { connected = false; draw(); }
      setTimeout(connect, wait);
      wait = Math.min(wait * 1.5, 3000);
    };
  };

  // ---- a changed page: only what differs is replaced, so that scroll, focus and opened details stay

  // the name of a file of the theme, without the imprint of its content in the address
  const named = (address) => address.split("?")[0].replace(/assets\/[0-9a-f]{16}\//, "assets/");

  // each once: while a style is renewed, it stands there twice
  const sheets = (root) => [...new Set([...root.querySelectorAll('link[rel="stylesheet"], script[src]')]
    .map((one) => named(one.getAttribute("href") || one.getAttribute("src")))
    .filter((address) => !address.startsWith("/_preview/")))].join("\n");

  const exchange = (link, address) => {
    const next = link.cloneNode();
    next.setAttribute("href", address);
    next.onload = () => link.remove();
    next.onerror = () => next.remove();
    link.after(next);
  };

  const takeStyles = (fresh) => {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const own = link.getAttribute("href");
      const other = [...fresh.querySelectorAll('link[rel="stylesheet"]')].find((one) => named(one.getAttribute("href")) === named(own));
      if (other && other.getAttribute("href") !== own.split("?")[0]) exchange(link, other.getAttribute("href"));
    }
  };

  const takePage = (message) => {
    if (message.seen === seen) return;
    seen = message.seen;
    const fresh = new DOMParser().parseFromString(message.html, "text/html");
    if (sheets(fresh) !== sheets(document)) { location.reload(); return; }
    for (const name of ["lang", "dir"]) document.documentElement.setAttribute(name, fresh.documentElement.getAttribute(name) || "");
    document.title = fresh.title;
    takeStyles(fresh);
    Idiomorph.morph(document.body, fresh.body, {
      morphStyle: "outerHTML",
      ignoreActiveValue: true,
      restoreFocus: true,
      callbacks: {
        beforeAttributeUpdated: (name, node) => !(name === "open" && (node.nodeName === "DETAILS" || node.nodeName === "DIALOG")),
      },
    });
    document.dispatchEvent(new CustomEvent("preview:page", { detail: { seen } }));
  };

  const restyle = (number) => {
    for (const link of [...document.querySelectorAll('link[rel="stylesheet"]')]) {
      exchange(link, `${link.getAttribute("href").split("?")[0]}?preview=${number}`);
    }
    for (const picture of document.querySelectorAll('img[src]')) {
      if (picture.getAttribute("src").includes("assets/")) picture.src = `${picture.getAttribute("src").split("?")[0]}?preview=${number}`;
    }
  };

  // ---- commands

  const command = async (name, value) => {
    try {
      const answer = await fetch(`/_preview/${name}`, {
        method: "POST", body: JSON.stringify({ value }), headers: { "X-Preview-Token": token },
      });
      if (!answer.ok) { notice = say("The preview could not do that: {error}", { error: (await answer.text()).trim() }); }
      else { notice = name === "translate" ? say("The file is there now: {file}", { file: (await answer.json()).done }) : ""; }
    } catch (error) {
      notice = say("The preview could not do that: {error}", { error });
    }
    draw();
  };
  let notice = "";

  // ---- the overlay and the bar, in a shadow of their own: the site's styles don't touch them, nor they the site's

  const host = make("ogpsite-preview", { translate: "no" });
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = make("link", { rel: "stylesheet", href: "/_preview/livereload.css" });
  const overlay = make("section", { class: "overlay", id: "overlay", hidden: true });
  const bar = make("section", { class: "bar", id: "bar", hidden: true });
  const ribbon = make("p", { class: "ribbon", id: "ribbon", hidden: true });
  shadow.append(sheet, ribbon, overlay, bar);
  let folded = "";

  const takeState = (found) => {
    state = found;
    words = found.words || words;
    draw();
    document.dispatchEvent(new CustomEvent("preview:state", { detail: { number: found.number } }));
  };

  const place = (file, label) => {
    const text = label || (file.line ? `${file.path || file.file}:${file.line}` : file.path || file.file);
    return file.href ? make("a", { href: file.href, title: say("Open in the editor") }, make("bdi", {}, text)) : make("code", {}, make("bdi", {}, text));
  };

  const problemItem = (problem) => make("li", { class: problem.severity },
    make("p", { class: "place" }, place(problem)),
    make("p", { class: "what" }, problem.message),
    problem.text ? make("pre", {}, `${String(problem.line).padStart(4)} | ${problem.text}`) : null,
    problem.hint ? make("p", { class: "hint" }, `${state && state.dir === "rtl" ? "←" : "→"} ${problem.hint}`) : null,
    problem.see ? make("p", { class: "see" }, place({ ...problem.see, href: "" })) : null);

  const drawOverlay = () => {
    const problems = state ? state.problems : [];
    const key = JSON.stringify(problems);
    if (overlay.dataset.key === key && !overlay.hidden) return;
    overlay.dataset.key = key;
    overlay.hidden = problems.length === 0 || folded === key;
    overlay.replaceChildren();
    if (overlay.hidden) return;
    overlay.setAttribute("role", "alert");
    overlay.append(
      make("div", { class: "head" },
        make("h2", {}, say("Something must be mended first: {count}", { count: problems.length })),
        make("button", { type: "button", click: () => { folded = key; draw(); } }, say("Hide"))),
      make("p", {}, say("You see the last good site. It is renewed as soon as the files are in order.")),
      make("ol", {}, ...problems.map(problemItem)));
  };

  const fold = (name, summary, ...children) => make("details", {
    open: remembered(name) === "open",
    toggle: (event) => remembered(name, event.target.open ? "open" : ""),
    "data-name": name,
  }, make("summary", {}, summary), ...children);

  const sourcePart = (page) => {
    const lines = [];
    if (!page.source || page.source.path === "site.yaml") lines.push(make("p", {}, say("This page is made from many records.")));
    for (const file of page.sources) lines.push(make("p", {}, say("Also shown here: {file}", { file: "" }), place(file)));
    if (page.template) lines.push(make("p", {}, say("Template: {file}", { file: page.template })));
    return lines;
  };

  const translationItem = (one) => {
    const values = { language: one.name, count: one.missing, file: one.path };
    const words = one.missing ? say("Texts missing in {language}: {count}", values) : say("Complete: {language}", values);
    const item = make("li", { class: one.missing ? "warning" : "" }, `${words} `);
    if (one.there) item.append(place({ ...one, line: 0 }));
    else if (one.missing) {
      item.append(make("code", {}, make("bdi", {}, one.path)), " ",
        make("button", { type: "button", title: say("Write the translation into {file}", values), click: () => command("translate", one.path) }, say("Make the file")));
    }
    return item;
  };

  const dayForm = () => {
    const input = make("input", { type: "date", id: "day", value: state.day, change: (event) => event.target.value && command("day", event.target.value) });
    return make("form", { submit: (event) => event.preventDefault() },
      make("label", { for: "day" }, say("The site as of")), input,
      state.chosen ? make("button", { type: "button", click: () => command("day", "") }, say("Today")) : null);
  };

  const drawBar = () => {
    bar.hidden = !withBar || remembered("bar") === "hidden" || !state || !state.page;
    if (bar.hidden) { document.documentElement.style.paddingBlockEnd = ""; return; }
    const page = state.page;
    const focused = shadow.activeElement && shadow.activeElement.id;
    bar.setAttribute("aria-label", say("Preview"));
    bar.replaceChildren(
      make("strong", {}, say("Preview")),
      page.source ? make("span", { class: "source" }, place(page.source)) : "",
      state.problems.length ? make("button", { type: "button", class: "error", click: () => { folded = ""; overlay.dataset.key = ""; draw(); } }, say("Show the problems: {count}", { count: state.problems.length })) : "",
      page.warnings.length ? fold("warnings", say("Problems here: {count}", { count: page.warnings.length }), make("ul", {}, ...page.warnings.map(problemItem)))
        : state.gone ? "" : make("span", { class: "fine" }, say("Nothing is wrong with this page.")),
      page.translations.length ? fold("translations", say("Translations"), make("ul", {}, ...page.translations.map(translationItem))) : "",
      checks.length ? fold("checks", `${say("Self-check: results that this record influences")} (${checks.length})`,
        make("ul", {}, ...checks.map((one) => make("li", { class: one.breaks ? "warning" : "" },
          make("a", { href: one.href }, `${one.rule} ${one.title}`), ` – ${one.words}`)))) : "",
      fold("details", say("Details"), ...sourcePart(page)),
      dayForm(),
      make("button", { type: "button", class: "close", "aria-label": say("Hide the bar"), title: say("Hide the bar"), click: () => { remembered("bar", "hidden"); draw(); } }, "×"));
    const messages = [notice, state.gone ? say("This page is no part of the site any more.") : "", connected ? "" : say("The preview has stopped. It is looked for again.")].filter(Boolean);
    if (messages.length) bar.append(make("p", { class: "notice", role: "status" }, messages.join(" ")));
    document.documentElement.style.paddingBlockEnd = `${bar.offsetHeight}px`;
    if (focused) { const again = shadow.getElementById(focused); if (again) again.focus(); }
  };

  const drawRibbon = () => {
    const draft = state && state.page ? state.page.draft : "";
    ribbon.hidden = !draft;
    ribbon.textContent = draft === "draft" ? say("Draft: only the preview shows this page") : say("Not public before {day}", { day: draft });
  };

  const draw = () => {
    if (state && state.lang) { host.setAttribute("lang", state.lang); host.setAttribute("dir", state.dir); }
    drawOverlay();
    drawBar();
    drawRibbon();
  };

  document.documentElement.append(host);
  connect();
})();
