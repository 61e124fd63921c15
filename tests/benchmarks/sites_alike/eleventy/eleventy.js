// What templates of the alike site ask of a record, and its lists.
const memo = (make) => { const kept = new Map(); return (...all) => { const key = all.join("|"); if (!kept.has(key)) kept.set(key, make(...all)); return kept.get(key); }; };
const MONTHS = "January February March April May June July August September October November December".split(" ");
const SITE = "https://ogp.testland.example";
const lastDay = memo((month) => { const [y, m] = month.split("-").map(Number); return `${month}-${new Date(Date.UTC(y, m, 0)).getUTCDate()}`; });
const daysLate = memo((due, status) => status === "complete" ? 0 : Math.max(0, Math.round((Date.UTC(2026, 10, 24) - Date.parse(lastDay(due))) / 864e5)));
const late = (step) => daysLate(step.due, step.status);
const day = memo((iso) => { const [y, m, d] = iso.split("-").map(Number); return `${d} ${MONTHS[m - 1]} ${y}`; });
const month = memo((iso) => { const [y, m] = iso.split("-").map(Number); return `${MONTHS[m - 1]} ${y}`; });
const human = memo((word) => { const said = word.replaceAll("_", " "); return said[0].toUpperCase() + said.slice(1); });
const linkedData = (one) => {
  const page = SITE + one.url, licence = "https://creativecommons.org/licenses/by/4.0/";
  const crumbs = [["Home", "/"], ...one.above].map(([name, url], n) => ({ "@type": "ListItem", position: n + 1, name, item: SITE + url }));
  const graph = [{ "@id": page, "@type": "WebPage", name: one.title, url: page, inLanguage: "en", description: one.summary, license: licence }, { "@type": "BreadcrumbList", itemListElement: crumbs }];
  if (one.kind) graph.push({ "@id": page + "#record", "@type": "CreativeWork", name: one.title, dateModified: one.day, creativeWorkStatus: one.status, author: one.lead, license: licence });
  return JSON.stringify({ "@context": "https://schema.org", "@graph": graph });
};
const chosen = (ones, wanted) => {
  const found = wanted.value === undefined || wanted.value === null ? [...ones] : ones.filter((one) => String(one[wanted.field]) === String(wanted.value));
  const key = (one) => String(one[wanted.order]);
  if (wanted.order) found.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (wanted.order === "day" ? -1 : 1));
  return found;
};
const FILTERS = {
  late, day, month, human, linked_data: linkedData, last_day: lastDay,
  along: (step, start) => Math.round(((+step.due.slice(0, 4) - start) * 20 + +step.due.slice(5, 7) * 1.6) * 10) / 10,
  number: (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ","),
  start: (group) => +group.slice(0, 4),
  host: (url) => new URL(url).host,
  first: (found, number) => found.slice(0, number),
  most_late: (steps) => Math.max(0, ...steps.map(late)),
  late_ones: (steps) => steps.filter(late).length,
  with_status: (steps, status) => steps.filter((step) => step.status === status).length,
  records: (pages) => pages.map((page) => page.data.one),
  chosen, json: (value, indent) => JSON.stringify(value, null, indent),
  quoted: (text) => `"${text.replaceAll('"', '""')}"`,
  day_after: (iso) => new Date(Date.parse(iso) + 864e5).toISOString().slice(0, 10),
};
module.exports = (config) => {
  for (const [name, filter] of Object.entries(FILTERS)) config.addFilter(name, filter);
  config.addGlobalData("statuses", ["complete", "substantial", "in_progress", "limited", "not_started"]);
  config.addGlobalData("generator", "Eleventy");
  config.addCollection("records", (all) => all.getAll().filter((page) => page.data.one));
  config.addCollection("commitments", (all) => all.getAll().filter((page) => page.data.one && page.data.one.kind === "commitment"));
  return { dir: { input: "src", output: "_site" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
};
