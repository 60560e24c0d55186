/* Small behaviours of every page. Without them everything still works. */
(() => {
  "use strict";
  const root = document.documentElement;
  const typing = (node) => node && (/^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName) || node.isContentEditable);

  /* Light and dark */
  const isDark = () => root.dataset.theme === "dark" || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  const nameTheme = () => document.querySelectorAll("[data-theme-toggle] span").forEach((span) => {
    span.textContent = isDark() ? span.dataset.light : span.dataset.dark;
  });
  const toggleTheme = () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("penata:theme", root.dataset.theme); } catch { /* not remembered */ }
    nameTheme();
    document.dispatchEvent(new CustomEvent("penata:theme"));
  };

  /* Search: "/" goes there, arrows walk through what was found */
  const searchKeys = (event) => {
    const box = document.querySelector("[data-search]");
    if (!box) return;
    if (event.key === "/" && !typing(document.activeElement) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
      box.select();
      return;
    }
    const found = document.getElementById("temuan");
    if (!found || !(document.activeElement === box || found.contains(document.activeElement))) return;
    if (event.key === "Escape") { found.replaceChildren(); box.focus(); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [box, ...found.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  };

  /* Menus close by a click outside and by Escape; only one is open */
  const closeMenus = (except) => document.querySelectorAll("details.menu[open], .road details[open]").forEach((menu) => {
    if (menu !== except && !menu.contains(except)) menu.open = false;
  });

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    closeMenus(target.closest("details"));
    const found = document.getElementById("temuan");
    if (found && !target.closest(".find")) found.replaceChildren();
    if (target.closest("[data-theme-toggle]")) toggleTheme();
    const opener = target.closest("[data-dialog]");
    if (opener) { event.preventDefault(); document.getElementById(opener.dataset.dialog)?.showModal(); }
    const closer = target.closest("[data-close]");
    if (closer) (closer.closest("dialog") ? closer.closest("dialog").close() : closer.closest(".note")?.remove());
    if (target instanceof HTMLDialogElement) target.close(); /* a click on the veil */
    if (target.closest("[data-print]")) window.print();
  });

  document.addEventListener("keydown", (event) => {
    searchKeys(event);
    if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open], .road details[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
    }
  });

  /* Sliders: the number follows */
  document.addEventListener("input", (event) => {
    const output = event.target.closest?.("[data-slider]")?.querySelector("output");
    if (output) output.value = Number(event.target.value).toLocaleString(root.lang);
  });

  /* Files: the zone lights up, and says what was chosen */
  const size = (bytes) => `${(bytes / 1024 / (bytes < 1048576 ? 1 : 1024)).toLocaleString(root.lang, { maximumFractionDigits: 1 })} ${bytes < 1048576 ? "kB" : "MB"}`;
  for (const [name, on] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    document.addEventListener(name, (event) => event.target.closest?.("[data-drop]")?.classList.toggle("over", on));
  }
  document.addEventListener("change", (event) => {
    const zone = event.target.closest?.("[data-drop]");
    if (!zone || event.target.type !== "file") return;
    zone.querySelector(".chosen")?.replaceChildren(...[...event.target.files].map((file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name} (${size(file.size)})`;
      return line;
    }));
  });

  /* A form says that it is on its way, and goes once */
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    const button = event.submitter;
    if (button) setTimeout(() => { button.setAttribute("aria-disabled", "true"); button.disabled = true; }, 0);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("button[aria-disabled]").forEach((button) => {
    button.removeAttribute("aria-disabled");
    button.disabled = false;
  }));

  /* What htmx could not get is said, in words */
  const say = (words) => {
    const place = document.getElementById("pesan");
    if (!place) return;
    const note = document.createElement("div");
    note.className = "note stop";
    const text = document.createElement("div");
    text.textContent = words;
    note.append(document.createElement("span"), text);
    place.replaceChildren(note);
    place.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:sendError", () => say(document.getElementById("pesan")?.dataset.lost));
  document.addEventListener("htmx:responseError", () => say(document.getElementById("pesan")?.dataset.refused));

  const ready = () => { nameTheme(); document.querySelector("[data-focus]")?.focus(); };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", ready) : ready();
})();
