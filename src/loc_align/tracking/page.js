"use strict";
(() => {
  const rows = JSON.parse(document.getElementById("data").textContent);
  const by = (id) => document.getElementById(id);
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const percent = (share) => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
  const langs = [...new Set(rows.map((row) => row.lang))];

  const languages = () => {
    for (const lang of langs) {
      const own = rows.filter((row) => row.lang === lang && row.state !== "orphaned");
      const share = own.reduce((sum, row) => sum + row.share, 0) / Math.max(own.length, 1);
      const line = make("div", undefined, { class: "language" });
      line.append(make("bdi", lang), make("progress", undefined, { value: share, max: 1, "aria-label": lang }), make("span", percent(share)));
      by("languages").append(line);
      by("lang").append(make("option", lang, { value: lang }));
    }
  };

  const cell = (row) => {
    const label = row.state === "outdated" ? percent(row.share) : row.state.replaceAll("-", " ");
    const button = make("button", label, { type: "button", class: row.state + (row.share < 0.5 ? " far" : "") });
    button.setAttribute("aria-label", `${row.path}, ${row.lang}: ${row.state}, ${label}`);
    button.addEventListener("click", () => show(row));
    const box = make("td");
    box.append(button);
    return box;
  };

  const matches = (row) => {
    const state = by("state").value;
    if (by("lang").value && row.lang !== by("lang").value) return false;
    if (state === "behind" ? row.state === "up-to-date" : state && row.state !== state) return false;
    return row.file.toLowerCase().includes(by("query").value.trim().toLowerCase());
  };

  const draw = () => {
    const shown = rows.filter(matches);
    const columns = langs.filter((lang) => shown.some((row) => row.lang === lang));
    const head = make("tr");
    head.append(make("th", "File", { scope: "col" }), ...columns.map((lang) => make("th", lang, { scope: "col" })));
    by("map").tHead.replaceChildren(head);
    const files = new Map();
    for (const row of shown) {
      if (!files.has(row.file)) files.set(row.file, new Map());
      files.get(row.file).set(row.lang, row);
    }
    by("map").tBodies[0].replaceChildren(...[...files].map(([file, own]) => {
      const line = make("tr");
      line.append(make("th", file, { scope: "row", dir: "ltr" }), ...columns.map((lang) => (own.has(lang) ? cell(own.get(lang)) : make("td"))));
      return line;
    }));
    by("nothing").hidden = shown.length > 0;
    const behind = shown.filter((row) => row.state !== "up-to-date").length;
    by("summary").textContent = `${shown.length} translations, ${behind} not up to date`;
  };

  const show = (row) => {
    by("title").textContent = row.path;
    const facts = [row.state.replaceAll("-", " "), `${row.behind} sentences behind`, `${row.words} words`];
    if (row.since) facts.push(`since ${row.since} by ${row.author}`);
    if (row.reason) facts.push(row.reason);
    by("facts").textContent = facts.join(" · ");
    by("changes").replaceChildren(...row.changes.map(([kind, line, likeness, pieces]) => {
      const item = make("li");
      const text = make("span", undefined, { class: "text", dir: "auto" });
      for (const [sign, piece] of pieces) text.append(sign ? make(sign < 0 ? "del" : "ins", piece) : piece);
      const score = kind === "edited" || kind === "markup" ? `, ${percent(likeness)}` : "";
      item.append(make("span", `${kind}, line ${line}${score}`, { class: "kind" }), text);
      return item;
    }));
    if (row.more) by("changes").append(make("li", `${row.more} more`));
    by("detail").hidden = false;
    by("title").focus();
  };

  const buttons = () => [...by("map").querySelectorAll("td button")];
  by("map").addEventListener("keydown", (event) => {
    const box = event.target.closest("td");
    if (!box) return;
    const line = box.parentElement;
    const [back, ahead] = getComputedStyle(line).direction === "rtl" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
    const goal = {
      [back]: box.previousElementSibling,
      [ahead]: box.nextElementSibling,
      ArrowUp: line.previousElementSibling?.cells[box.cellIndex],
      ArrowDown: line.nextElementSibling?.cells[box.cellIndex],
    }[event.key]?.querySelector("button");
    if (goal) {
      goal.focus();
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !by("detail").hidden) {
      by("detail").hidden = true;
      buttons()[0]?.focus();
    } else if (event.key === "/" && event.target.tagName !== "INPUT") {
      by("query").focus();
      event.preventDefault();
    }
  });
  by("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : root.dataset.theme === "dark";
    root.dataset.theme = dark ? "light" : "dark";
  });
  if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.theme = "dark";
  for (const id of ["lang", "state"]) by(id).addEventListener("change", draw);
  by("query").addEventListener("input", draw);
  document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  languages();
  draw();
})();
