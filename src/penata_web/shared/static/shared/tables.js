/* The one table: arrow keys between rows, columns that the reader hides. */
(() => {
  "use strict";
  const read = (name) => { try { return JSON.parse(localStorage.getItem(name) ?? "[]"); } catch { return []; } };
  const write = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* not remembered */ } };

  const hide = (table, hidden) => table.querySelectorAll("[data-column]").forEach((cell) => {
    cell.hidden = hidden.includes(cell.dataset.column);
  });

  const chooser = (table) => {
    const menu = table.querySelector("[data-columns]");
    const heads = [...table.querySelectorAll("thead [data-column]")].slice(1);
    if (!menu || heads.length < 2) return;
    const name = `penata:columns:${table.id}`;
    const hidden = read(name);
    hide(table, hidden);
    menu.hidden = false;
    menu.querySelector(".sheet").replaceChildren(...heads.map((head) => {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = !hidden.includes(head.dataset.column);
      box.addEventListener("change", (event) => {
        event.stopPropagation(); /* the form around does not ask the server */
        const now = read(name).filter((column) => column !== head.dataset.column);
        if (!box.checked) now.push(head.dataset.column);
        write(name, now);
        hide(table, now);
      });
      label.append(box, (head.querySelector("a") ?? head).firstChild.textContent);
      return label;
    }));
  };

  const begin = () => document.querySelectorAll("[data-table]:not([data-begun])").forEach((table) => {
    table.dataset.begun = "";
    chooser(table);
  });

  document.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
    const row = document.activeElement?.closest?.("[data-table] tbody tr");
    if (!row) return;
    const rows = [...row.parentElement.rows];
    const at = { ArrowDown: rows.indexOf(row) + 1, ArrowUp: rows.indexOf(row) - 1, Home: 0, End: rows.length - 1 }[event.key];
    const link = rows[at]?.querySelector("a, button");
    if (link) { event.preventDefault(); link.focus(); }
  });

  /* A click anywhere in a row opens it, unless a word is being selected or another control was meant */
  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("tr[data-url]");
    if (!row || event.target.closest("a, button, input, select, label, summary") || String(getSelection())) return;
    if (event.metaKey || event.ctrlKey) window.open(row.dataset.url, "_blank", "noopener");
    else window.location.assign(row.dataset.url);
  });

  document.addEventListener("htmx:load", begin);
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", begin) : begin();
})();
