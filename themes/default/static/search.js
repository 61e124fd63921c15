/* The search: an index of plain values, loaded as a script, so that it works under a strict content policy and from
   disk. Words are folded (case, accents, Arabic prefixes and spellings), found at the start of words first, then
   inside them, and where nothing is found, among words that differ by a letter or two. */
(() => {
  "use strict";
  const form = document.querySelector(".finder");
  const list = document.querySelector(".results");
  const browse = document.querySelector(".finder-browse");
  const status = form.querySelector(".finder-status");
  const tools = form.querySelector(".finder-tools");
  const details = form.querySelector("details");
  const input = form.elements.q;
  const selects = [...form.querySelectorAll("select")];
  const say = JSON.parse(form.dataset.words);
  const kinds = JSON.parse(form.dataset.kinds);
  const language = document.documentElement.lang;
  const number = new Intl.NumberFormat(language, { numberingSystem: form.dataset.digits, useGrouping: true });
  const STEP = 20;
  let rows = [], shown = STEP, vocabulary = null, texted = false, waiting = 0;

  /* Folding */
  const LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ґ": "г", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ـ": "" };
  const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/;
  const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];
  const known = new Map();
  function letter(one) {
    let found = known.get(one);
    if (found === undefined) {
      found = one.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/(?![\u0e30-\u0e4e])\p{M}/gu, "");
      found = [...found].map((c) => LETTERS[c] ?? (DIGITS.test(c) ? String(c.codePointAt(0) - zeros.filter((z) => z <= c.codePointAt(0)).pop()) : /[\p{L}\p{N}\u0e30-\u0e4e]/u.test(c) ? c : /[\u200c\u200d\u00ad]/.test(c) ? "" : " ")).join("");
      if (/\p{M}/u.test(one) && !found.trim()) found = "";
      known.set(one, found);
    }
    return found;
  }
  /* An apostrophe parts words (l'information), but not in Cyrillic (зобов'язання); as many letters as before */
  const plain = (text) => text.normalize("NFC").replace(/(?<=[\u0400-\u04ff])['’ʼ`](?=[\u0400-\u04ff])/g, "\u00ad");
  const fold = (text) => { let made = ""; for (const one of plain(text)) made += letter(one); return made; };
  const SOLID = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u; // written without blanks
  const PREFIX = /^(?:[وف]?(?:ال|[بك]ال|لل)|[وف](?=.{4}))(?=..)/;
  const bare = (word) => word.replace(PREFIX, "");

  /* What was asked: each word with the forms in which it may be met */
  function terms(text) {
    const found = [];
    for (const word of fold(text).split(" ")) {
      if (!word) continue;
      if (SOLID.test(word) && window.Intl.Segmenter) {
        for (const piece of new Intl.Segmenter(language, { granularity: "word" }).segment(word)) if (piece.segment.trim()) found.push(piece.segment);
      } else if (SOLID.test(word)) {
        for (let n = 0; n < Math.max(1, word.length - 1); n += 1) found.push(word.slice(n, n + 2));
      } else found.push(bare(word));
    }
    return [...new Set(found)];
  }
  /* Endings that a word may lose: plurals of Latin scripts, cases of Cyrillic ones */
  function stem(word) {
    if (/^[a-z]{5,}$/.test(word)) return word.replace(/(?:ies|es|s|x|y)$/, "");
    if (/^[\u0400-\u04ff]{5,}$/.test(word)) return word.replace(/(?:ами|ями|ого|ому|ими|ість|ості|[аеиоуіїєюяйьвхм]{1,2})$/, "");
    return word;
  }
  function met(hay, word) {
    if (!hay.includes(word)) return 0;
    if (hay.includes(` ${word} `)) return 4;
    if (hay.includes(` ${word}`) || SOLID.test(word)) return 3;
    return word.length > 2 ? 1 : 0;
  }
  function score(row, word) {
    const inside = (weight, hay) => hay ? weight * met(hay, word) : 0;
    return Math.max(inside(6, row.title), inside(3, row.summary), inside(2, row.labels), inside(1, row.text));
  }
  function words() {
    if (!vocabulary) {
      vocabulary = new Set();
      for (const row of rows) for (const word of `${row.title}${row.summary}${row.labels}${row.text}`.split(" ")) if (word.length > 2) vocabulary.add(bare(word));
    }
    return vocabulary;
  }
  /* Words that differ by one letter, or by two where they are long; swapped neighbours count once */
  function near(word) {
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    if (!most) return [];
    let best = most + 1, found = [];
    for (const other of words()) {
      if (Math.abs(other.length - word.length) > most) continue;
      const far = distance(word, other, Math.min(most, best));
      if (far < best) { best = far; found = []; }
      if (far === best && far <= most) found.push(other);
    }
    return found.slice(0, 8);
  }
  function distance(one, other, most) {
    let before = [], last = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i += 1) {
      const now = [i];
      let least = i;
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1] ? 0 : 1;
        let far = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + same);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) far = Math.min(far, before[j - 2] + 1);
        now.push(far);
        least = Math.min(least, far);
      }
      if (least > most) return most + 1;
      before = last; last = now;
    }
    return last[other.length];
  }

  /* The answer */
  function asked(word) {
    let forms = [word];
    let scores = rows.map((row) => score(row, word));
    const shorter = stem(word);
    if (shorter !== word && shorter.length > 3) {
      forms.push(shorter);
      scores = rows.map((row, n) => Math.max(scores[n], score(row, shorter) / 2));
    }
    if (scores.some(Boolean)) return { word, forms, scores, near: [] };
    const others = near(word);
    return { word, forms: others, near: others, scores: rows.map((row) => Math.max(0, ...others.map((other) => score(row, other) / 4))) };
  }
  function answer() {
    const parts = terms(input.value).map(asked);
    const chosen = selects.filter((select) => select.value).map((select) => `${select.name}=${select.value}`);
    const found = [];
    rows.forEach((row, n) => {
      if (!chosen.every((one) => row.keys.has(one))) return;
      let sum = 0;
      for (const part of parts) {
        if (!part.scores[n]) return;
        sum += part.scores[n];
      }
      found.push([sum, n]);
    });
    found.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    return { parts, chosen, found: found.map(([, n]) => rows[n]) };
  }

  /* The answer of Pagefind, on sites that are too large for an index of our own (docs/search.md) */
  let pagefind = null;
  async function elsewhere() {
    const chosen = selects.filter((select) => select.value).map((select) => `${select.name}=${select.value}`);
    const filters = Object.fromEntries(selects.filter((select) => select.value).map((select) => [select.name, [select.value]]));
    const asks = input.value.trim();
    if (!asks && !chosen.length) return { parts: [], chosen, found: [] };
    const { results } = await pagefind.search(asks || null, { filters });
    const found = await Promise.all(results.slice(0, shown).map((one) => one.data()));
    const words = new Set();
    const rows = found.map((one) => {
      const text = new DOMParser().parseFromString(one.excerpt, "text/html");
      for (const mark of text.querySelectorAll("mark")) words.add(fold(mark.textContent).trim());
      const keys = Object.entries(one.filters).flatMap(([name, values]) => values.map((value) => `${name}=${value}`));
      return Object.assign([one.url, one.meta.title, text.body.textContent], { keys: new Set(keys) });
    });
    return { parts: asks ? [{ word: asks, forms: [...words], near: [] }] : [], chosen, found: rows, total: results.length };
  }

  /* Showing it */
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }
  /* A text with the words that match in it marked; the map leads from folded letters back to written ones */
  function marked(text, forms) {
    let folded = "";
    const at = [];
    text = text.normalize("NFC");
    let place = 0;
    for (const one of plain(text)) {
      for (const c of letter(one)) { folded += c; at.push(place); }
      place += one.length;
    }
    at.push(text.length);
    const spans = [];
    for (const form of forms) {
      for (let n = folded.indexOf(form); n >= 0 && form; n = folded.indexOf(form, n + form.length)) {
        let start = n, end = n + form.length;
        if (!SOLID.test(form)) {
          while (start && folded[start - 1] !== " ") start -= 1;
          while (end < folded.length && folded[end] !== " ") end += 1;
        }
        spans.push([at[start], at[end]]);
      }
    }
    spans.sort((a, b) => a[0] - b[0]);
    return { text, spans };
  }
  function pieces({ text, spans }, from, to) {
    const made = [];
    let place = from;
    for (const [start, end] of spans) {
      if (start < place || end > to) continue;
      made.push(text.slice(place, start), element("mark", {}, text.slice(start, end).trimEnd()));
      place = start + text.slice(start, end).trimEnd().length;
    }
    made.push(text.slice(place, to));
    return made;
  }
  function excerpt(row, forms) {
    let found = marked(row[2], forms);
    if (row.whole && !found.spans.length) {
      const whole = marked(row.whole, forms);
      if (whole.spans.length) found = whole;
    }
    if (found.text.length < 260) return pieces(found, 0, found.text.length);
    const first = found.spans.length ? found.spans[0][0] : 0;
    const from = first < 100 ? 0 : found.text.indexOf(" ", first - 80) + 1 || first;
    const space = found.text.indexOf(" ", from + 220);
    const to = space < 0 ? found.text.length : space;
    return [from ? "… " : "", ...pieces(found, from, to), to < found.text.length ? " …" : ""];
  }
  const label = (key) => {
    const [name, value] = [key.slice(0, key.indexOf("=")), key.slice(key.indexOf("=") + 1)];
    const select = form.elements[name];
    return [...(select?.options ?? [])].find((option) => option.value === value)?.text ?? "";
  };
  function entry(row, forms) {
    const title = marked(row[1], forms);
    const keys = [...row.keys];
    const notes = keys.filter((key) => /^(?:status|plan)=/.test(key)).map(label);
    const kind = kinds[keys.find((key) => key.startsWith("kind="))?.slice(5)];
    const foot = element("ul", { class: "inline small" }, ...[kind, ...notes].filter(Boolean).map((words) => element("li", {}, words)));
    const lang = row[4] || "";
    const main = element("div", { class: "entry-main" },
      element("h2", { class: "entry-title", lang }, element("a", { href: row[0] }, ...pieces(title, 0, title.text.length))));
    const words = excerpt(row, forms);
    if (words.join("").trim()) main.append(element("p", { class: "summary", lang, dir: "auto" }, ...words));
    main.append(foot);
    return element("li", { class: "entry" }, main);
  }
  function button(words, act, name = "button button-quiet") {
    const made = element("button", { type: "button", class: name }, words);
    made.addEventListener("click", act);
    return made;
  }
  let asking = 0;
  async function show(focus) {
    const turn = asking += 1;
    const { parts, chosen, found, total = found.length } = await (pagefind ? elsewhere() : answer());
    if (turn !== asking) return; // a newer question is on its way
    const active = parts.length > 0 || chosen.length > 0;
    const forms = parts.flatMap((part) => part.forms);
    browse.hidden = active;
    list.hidden = !active || !found.length;
    list.replaceChildren(...(active ? found.slice(0, shown) : []).map((row) => entry(row, forms)));
    const odd = parts.filter((part) => part.near.length && found.length);
    let words = found.length ? say.number.replace("{number}", number.format(total)) : say.none.replace("{words}", input.value.trim() || chosen.map(label).join(", ")) + ` ${say.hint}`;
    if (odd.length) words = `${say.near.replace("{words}", odd.map((part) => part.word).join(" ")).replace("{near}", odd.flatMap((part) => part.near.slice(0, 3)).join(", "))} ${words}`;
    status.textContent = active ? words : say.start;
    const more = active && total > shown ? [button(say.more, () => { const next = shown; shown += STEP; show().then(() => list.children[next]?.querySelector("a").focus()); })] : [];
    const texts = active && !texted ? [button(say.texts, load)] : [];
    const reset = chosen.length ? [button(say.reset, () => { for (const select of selects) select.value = ""; changed(); input.focus(); })] : [];
    tools.replaceChildren(...texts, ...reset);
    tools.hidden = !tools.children.length;
    list.nextElementSibling?.classList.contains("finder-more") && list.nextElementSibling.remove();
    if (more.length) list.after(element("p", { class: "finder-more" }, ...more));
    if (focus) (list.querySelector("a") ?? input).focus();
  }

  /* The choice stands in the address, so that it can be sent to someone */
  function remember() {
    const asks = new URLSearchParams();
    if (input.value.trim()) asks.set("q", input.value.trim());
    for (const select of selects) if (select.value) asks.set(select.name, select.value);
    if (texted && !pagefind) asks.set("texts", "1");
    const query = asks.toString();
    try { history.replaceState(null, "", query ? `?${query}` : location.pathname); } catch { /* from disk some browsers refuse */ }
  }
  function changed(focus) { shown = STEP; remember(); return show(focus === true); }
  function recall() {
    const asks = new URLSearchParams(location.search);
    input.value = asks.get("q") ?? "";
    for (const select of selects) {
      select.value = asks.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    if (selects.some((select) => select.value)) details.open = true;
    return asks.has("texts");
  }

  /* The whole texts, only when they are asked for */
  function load() {
    if (texted) return;
    status.textContent = say.loading;
    const script = element("script", { src: form.dataset.texts });
    script.addEventListener("error", () => { status.textContent = say.failed; });
    document.head.append(script);
  }
  window.ogpsiteTexts = (texts) => {
    texts.forEach((text, n) => { if (rows[n]) { rows[n].whole = text; rows[n].text = ` ${fold(text)} `; } });
    texted = true; vocabulary = null;
    changed().then(() => { status.textContent = `${say.texted} ${status.textContent}`; });
  };
  window.ogpsiteIndex = (index) => {
    const labels = index.values.map((key) => /^(?:organisation|theme|area)=/.test(key) ? fold(label(key)) : "");
    rows = index.rows.map((row) => Object.assign(row, {
      title: ` ${fold(row[1])} `, summary: ` ${fold(row[2])} `, labels: ` ${row[3].map((n) => labels[n]).join(" ")} `, text: "",
      keys: new Set(row[3].map((n) => index.values[n])),
    }));
    const texts = recall();
    show();
    if (texts) load();
  };

  const other = document.querySelector("link[data-pagefind]");
  if (other) {
    texted = true; // Pagefind always searches whole texts
    import(other.href).then(async (found) => { pagefind = found; await pagefind.init?.(); recall(); show(); }, () => { status.textContent = say.failed; });
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); changed(true); });
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(changed, 200); });
  for (const select of selects) select.addEventListener("change", changed);
})();
