"use strict";
(() => {
  const CHUNK = 150; // rows to add when you scroll near the end of the list
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const list = $("beads");
  const COUNT = new Intl.NumberFormat("en");

  // The share of beads that are worth a look; the files with the most come first.
  const look = (file) => file.beads.filter(([source, target, score]) => !(source.length && target.length && score >= 0.9)).length;
  data.files.forEach((file, at) => (file.order = at));
  data.files.sort((one, other) => look(other) / (other.beads.length || 1) - look(one) / (one.beads.length || 1));

  // A bead: {file, source, target, score, reasons, block, line, action, across}; a segment: {text, start}.
  const files = data.files.map((file, at) => ({ ...file, at, beads: file.beads.map((bead) => read(bead, at)) }));
  let corrections = data.corrections.length;
  let shown = []; // the beads that match the filters, in order
  let drawn = 0; // the number of them that have a row
  let current = null;
  let saved = true;
  const selected = new Set();
  const past = [];

  function read([source, target, score, reasons, block, line], file) {
    const segments = (side) => side.map(([text, start]) => ({ text, start }));
    return { file, source: segments(source), target: segments(target), score, reasons, block, line, action: null, across: null };
  }

  // ---- properties of a bead ----
  const isOrphan = (bead) => !bead.source.length || !bead.target.length;
  const needsReview = (bead) => !bead.action && (isOrphan(bead) || bead.score < threshold());
  const threshold = () => Number($("threshold").value);

  function tone(bead) {
    if (isOrphan(bead)) return "none";
    return bead.score >= 0.9 ? "high" : bead.score >= 0.5 ? "mid" : "low";
  }

  const FILTERS = {
    all: () => true,
    below: (bead) => !isOrphan(bead) && bead.score < threshold(),
    orphan: isOrphan,
    moved: (bead) => bead.reasons.includes("moved"),
    edited: (bead) => bead.action !== null || bead.reasons[0] === "correction",
  };

  function matchesFilters(bead, query) {
    if (!FILTERS[$("kind").value](bead)) return false;
    return !query || [...bead.source, ...bead.target].some((item) => item.text.toLowerCase().includes(query));
  }

  // ---- drawing ----
  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key in made) made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  const MARKUP = /(`+[^`]+`+)|(\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)|\]\[[^\]]*\]|!?\[|\*\*|<\/?[A-Za-z][^<>]*>)/g;

  // Highlights code and dims other markup. Every character of the document is a text node.
  function highlighted(text) {
    const parts = [];
    let done = 0;
    for (const found of text.matchAll(MARKUP)) {
      if (done < found.index) parts.push(text.slice(done, found.index));
      parts.push(element(found[1] ? "code" : "s", { textContent: found[0] }));
      done = found.index + found[0].length;
    }
    parts.push(text.slice(done));
    return parts;
  }

  function side(bead, name) {
    const file = files[bead.file];
    const at = name === "source" ? 0 : 1;
    if (!bead[name].length) {
      const empty = element("div", { className: "empty", textContent: `no ${name}` });
      if (!bead.across) return empty;
      empty.textContent += ", but beside it:";
      const texts = bead.across[name].map((item) => element("p", {}, ...highlighted(item.text)));
      empty.append(element("div", { className: "across", lang: file.langs[at], dir: file.dirs[at] }, ...texts));
      return empty;
    }
    const segments = bead[name].map((item) => element("p", {}, ...highlighted(item.text)));
    return element("div", { className: "side", lang: file.langs[at], dir: file.dirs[at] }, ...segments);
  }

  function facts(bead) {
    const name = `${isOrphan(bead) ? "unaligned " : ""}${Math.round(bead.score * 100)} %`;
    const line = `line ${COUNT.format(bead.line)}`;
    const made = element("div", { className: "facts" }, element("span", { className: "score", textContent: name }));
    if (bead.action) made.append(element("span", { className: "mark", textContent: DONE[bead.action] }));
    if (bead.reasons.includes("moved")) made.append(element("span", { className: "mark", textContent: "↕ moved" }));
    const reasons = bead.reasons.filter((reason) => reason !== "moved" && reason !== "alone").join(", ");
    made.append(element("span", { className: "reasons", textContent: reasons || line, title: line }));
    return made;
  }

  const ACTIONS = [
    ["confirm", "Confirm", "c", (bead) => bead.action !== "confirm"],
    ["link", "Link", "l", (bead) => selected.size > 1 || (!selected.size && Boolean(bead.across))],
    ["unlink", "Unlink", "u", (bead) => !isOrphan(bead)],
    ["split", "Split", "s", (bead) => bead.source.length > 1 || bead.target.length > 1],
  ];
  const NOT_POSSIBLE = {
    confirm: "The bead is already confirmed.",
    link: "Select two or more beads with x first; nothing stands beside this one.",
    unlink: "The bead has only one side.",
    split: "The bead has only one sentence on each side.",
  };
  const DONE = { confirm: "✓ confirmed", link: "✎ linked", unlink: "✎ unlinked", split: "✎ split" };

  function row(bead) {
    const made = element("li", { className: `bead ${tone(bead)} ${bead.block}`, tabIndex: -1 });
    made.append(facts(bead), side(bead, "source"), side(bead, "target"));
    made.bead = bead;
    bead.row = made;
    mark(bead);
    return made;
  }

  function mark(bead) {
    if (!bead || !bead.row) return;
    bead.row.setAttribute("aria-current", String(bead === current));
    bead.row.dataset.selected = String(selected.has(bead));
  }

  function drawMore() {
    const rows = document.createDocumentFragment();
    const end = Math.min(shown.length, drawn + CHUNK);
    for (; drawn < end; drawn += 1) {
      const bead = shown[drawn];
      if (drawn === 0 || shown[drawn - 1].file !== bead.file) {
        rows.append(element("li", { className: "file", textContent: files[bead.file].path, role: "presentation" }));
      }
      rows.append(row(bead));
    }
    list.append(rows);
  }

  // In a gap, lets the unaligned segments of one side face those of the other, in order.
  function faceGaps(file) {
    let gap = { source: [], target: [] };
    const close = () => {
      gap.source.forEach((bead, at) => (bead.across = gap.target[at]));
      gap.target.forEach((bead, at) => (bead.across = gap.source[at]));
      gap = { source: [], target: [] };
    };
    for (const bead of file.beads) {
      if (isOrphan(bead)) gap[bead.source.length ? "source" : "target"].push(bead);
      else close();
    }
    close();
  }

  function draw() {
    const query = $("query").value.trim().toLowerCase();
    const chosen = $("file").value === "all" ? files : [files[Number($("file").value)]];
    chosen.forEach(faceGaps);
    shown = chosen.flatMap((file) => file.beads.filter((bead) => bead === current || matchesFilters(bead, query)));
    if (!shown.includes(current)) current = null;
    const reach = current ? shown.indexOf(current) + 1 : 0;
    list.replaceChildren();
    drawn = 0;
    do drawMore();
    while (drawn < reach);
    $("nothing").hidden = shown.length > 0;
    summarize(chosen);
  }

  function summarize(chosen) {
    const counts = { high: 0, mid: 0, low: 0, none: 0 };
    let all = 0;
    for (const file of chosen) {
      for (const bead of file.beads) {
        counts[tone(bead)] += 1;
        all += 1;
      }
    }
    const scale = element("div", { className: "scale", role: "img" });
    const words = { high: "at 90 % or more", mid: "at 50 % or more", low: "below 50 %", none: "unaligned" };
    const lines = Object.keys(words).map((name) => `${COUNT.format(counts[name])} ${words[name]}`);
    scale.setAttribute("aria-label", lines.join(", "));
    scale.title = lines.join("\n");
    for (const name of Object.keys(words)) {
      if (!counts[name]) continue;
      const part = element("i");
      part.style.flexGrow = counts[name];
      part.style.background = `var(--${name})`;
      scale.append(part);
    }
    const numbers = `${COUNT.format(shown.length)} of ${COUNT.format(all)} beads in ${COUNT.format(chosen.length)} files`;
    $("summary").replaceChildren(element("span", { textContent: numbers.replace(" 1 files", " 1 file") }), scale);
  }

  function say(message) {
    $("status").textContent = message;
  }

  // ---- navigation ----
  function go(bead, { center = true } = {}) {
    if (!bead) return;
    const before = current;
    current = bead;
    while (drawn < shown.length && shown.indexOf(bead) >= drawn) drawMore();
    mark(before);
    before?.row?.querySelector(".acts")?.remove();
    mark(bead);
    showActions(bead);
    bead.row.focus({ preventScroll: true });
    if (center) bead.row.scrollIntoView({ block: "center" });
  }

  function showActions(bead) {
    bead.row.querySelector(".acts")?.remove();
    const acts = element("div", { className: "acts" });
    for (const [name, title, key, isPossible] of ACTIONS) {
      const act = element("button", { type: "button", disabled: !isPossible(bead) });
      act.append(`${title} `, element("kbd", { textContent: key }));
      act.addEventListener("click", (event) => {
        event.stopPropagation();
        correct(name);
      });
      acts.append(act);
    }
    bead.row.append(acts);
  }

  function step(by, matches = () => true) {
    let at = current ? shown.indexOf(current) + by : by > 0 ? 0 : shown.length - 1;
    while (at >= 0 && at < shown.length && !matches(shown[at])) at += by;
    if (at >= 0 && at < shown.length) go(shown[at]);
    else say(by > 0 ? "This is the last one." : "This is the first one.");
  }

  function stepFile(by) {
    const at = $("file").value === "all" ? (by > 0 ? 0 : files.length - 1) : Number($("file").value) + by;
    if (at < 0 || at >= files.length) return;
    $("file").value = String(at);
    current = null;
    draw();
    step(1);
  }

  function toggle() {
    if (!current) return;
    if (!selected.delete(current)) {
      for (const bead of [...selected]) {
        if (bead.file !== current.file) {
          selected.delete(bead);
          mark(bead);
        }
      }
      selected.add(current);
    }
    mark(current);
    showActions(current);
    say(`${selected.size} selected`);
  }

  // ---- corrections ----
  const byStart = (one, other) => one.start - other.start;

  function made(model, source, target, action) {
    return { ...model, source, target, action, score: 1, reasons: ["correction"], row: null };
  }

  // Each change takes beads of a file and returns the beads that replace them.
  const CHANGES = {
    confirm: (beads) => beads.map((bead) => made(bead, bead.source, bead.target, "confirm")),
    link(beads) {
      const join = (name) => beads.flatMap((bead) => bead[name]).sort(byStart);
      return [made(beads[0], join("source"), join("target"), "link")];
    },
    unlink: ([bead]) => [made(bead, bead.source, [], "unlink"), made(bead, [], bead.target, "unlink")],
    split([bead]) {
      const rows = Math.max(bead.source.length, bead.target.length);
      const part = (name, at) => bead[name].slice(at, at + 1);
      return Array.from({ length: rows }, (_, at) => made(bead, part("source", at), part("target", at), "split"));
    },
  };

  function correct(name) {
    if (!current) return;
    const isPossible = ACTIONS.find((act) => act[0] === name)[3];
    if (!isPossible(current)) return say(NOT_POSSIBLE[name]);
    const file = files[current.file];
    if (name === "link" && selected.size < 2) selected.add(current).add(current.across);
    const chosen = name === "link" || (name === "confirm" && selected.has(current)) ? selected : new Set([current]);
    const beads = file.beads.filter((bead) => chosen.has(bead));
    past.push({ file, beads: file.beads });
    const results = CHANGES[name](beads);
    const inPlace = results.length === beads.length;
    file.beads = file.beads.flatMap((bead) => {
      const at = beads.indexOf(bead);
      if (at < 0) return [bead];
      return inPlace ? [results[at]] : at === 0 ? results : [];
    });
    changed(results[0], `${DONE[name].slice(2)}`);
  }

  function undo() {
    const last = past.pop();
    if (!last) return;
    last.file.beads = last.beads;
    changed(null, "undone");
  }

  function changed(bead, message) {
    selected.clear();
    current = bead;
    saved = false;
    count();
    draw();
    if (bead) go(bead, { center: false });
    say(message);
  }

  function count() {
    const edited = files.reduce((sum, file) => sum + file.beads.filter((bead) => bead.action).length, 0);
    $("count").textContent = COUNT.format(edited + corrections);
    $("save").disabled = edited + corrections === 0;
    $("undo").disabled = past.length === 0;
  }

  // ---- saving ----
  const AROUND = 32; // characters of each neighbor to save with a text

  // Returns the segments of a side in document order, each with its neighbors.
  function neighbors(file, name) {
    const order = file.beads.flatMap((bead) => bead[name]).sort(byStart);
    return new Map(order.map((item, at) => [item, [order[at - 1], order[at + 1]]]));
  }

  function quote(item, around) {
    const [before, after] = around.get(item);
    return {
      text: item.text,
      start: item.start,
      before: before ? before.text.slice(-AROUND) : "",
      after: after ? after.text.slice(0, AROUND) : "",
    };
  }

  function saving() {
    const fresh = [];
    for (const file of [...files].sort((one, other) => one.order - other.order)) {
      const edited = file.beads.filter((bead) => bead.action);
      if (!edited.length) continue;
      const around = { source: neighbors(file, "source"), target: neighbors(file, "target") };
      for (const bead of edited) {
        const quotes = (name) => bead[name].map((item) => quote(item, around[name]));
        fresh.push({ action: bead.action, path: file.path, source: quotes("source"), target: quotes("target") });
      }
    }
    return { version: data.version, generator: "loc-align", corrections: [...data.corrections, ...fresh] };
  }

  function save() {
    if ($("save").disabled) return;
    const body = new Blob([`${JSON.stringify(saving(), null, 1)}\n`], { type: "application/json" });
    const link = element("a", { href: URL.createObjectURL(body), download: "corrections.json" });
    link.click();
    URL.revokeObjectURL(link.href);
    saved = true;
    say("Saved as corrections.json.");
  }

  // ---- light and dark ----
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const setTheme = (name) => document.documentElement.setAttribute("data-theme", name);
  const follow = () => setTheme(dark.matches ? "dark" : "light");
  function switchTheme() {
    dark.removeEventListener("change", follow);
    setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  }

  // ---- keyboard and mouse ----
  const KEYS = {
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    n: () => step(1, needsReview), p: () => step(-1, needsReview),
    "]": () => stepFile(1), "[": () => stepFile(-1),
    x: toggle, " ": toggle,
    c: () => correct("confirm"), l: () => correct("link"), u: () => correct("unlink"), s: () => correct("split"),
    z: undo, w: save, d: switchTheme,
    "/": () => $("query").focus(), "?": () => $("help").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    const inField = event.target.matches("input, select, textarea");
    if (inField && event.key === "Escape") event.target.blur();
    if (inField || (event.target.matches("button, a") && event.key === " ")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  list.addEventListener("click", (event) => {
    const bead = event.target.closest(".bead")?.bead;
    if (!bead || String(getSelection())) return;
    const also = event.ctrlKey || event.metaKey || event.shiftKey;
    if (also && current && !selected.has(current)) toggle();
    go(bead, { center: false });
    if (also) toggle();
  });

  $("filters").addEventListener("input", () => {
    $("shown").textContent = threshold().toFixed(2);
    current = null;
    draw();
  });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("undo").addEventListener("click", undo);
  $("save").addEventListener("click", save);
  $("theme").addEventListener("click", switchTheme);
  $("help-open").addEventListener("click", () => $("help").showModal());
  addEventListener("beforeunload", (event) => {
    if (!saved) event.preventDefault();
  });

  // ---- start ----
  const total = files.length === 1 ? files[0].path : `all ${COUNT.format(files.length)} files`;
  $("file").append(element("option", { value: "all", textContent: total }));
  if (files.length > 1) {
    for (const file of files) {
      const open = file.beads.filter(needsReview).length;
      const text = open ? `${file.path} (${open} to review)` : file.path;
      $("file").append(element("option", { value: String(file.at), textContent: text }));
    }
  }
  const named = [...new Set(files.map((file) => file.langs.join(" ")))];
  if (named.length === 1) {
    const [source, target] = named[0].split(" ");
    $("head-source").textContent = `Source · ${source}`;
    $("head-target").textContent = `Target · ${target}`;
  }
  dark.addEventListener("change", follow);
  follow();
  count();
  draw();
  new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting) && drawn < shown.length) drawMore();
  }, { rootMargin: "1200px" }).observe($("more"));
})();
