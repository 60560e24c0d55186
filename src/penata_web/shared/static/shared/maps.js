/* Maps without tiles: the outline of the country, places, and people who go from one to another. */
(() => {
  "use strict";
  const loads = new Map();
  const load = (source, style) => {
    if (!loads.has(source)) {
      const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
      document.head.prepend(sheet);
      loads.set(source, new Promise((done, failed) => {
        const script = Object.assign(document.createElement("script"), { src: source, onload: done, onerror: failed });
        document.head.append(script);
      }));
    }
    return loads.get(source);
  };
  const geojson = (url) => fetch(url).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);

  /* Colours are classes: charts.css knows them, in both themes and on paper */
  const shade = (value, most) => {
    if (value === null || value === undefined || value === 0 || !most) return "even";
    const part = Math.abs(value) / most;
    return (value < 0 ? "short" : "over") + (part > 0.5 ? "" : part > 0.2 ? "-2" : "-1");
  };
  const most = (values) => Math.max(0, ...values.map((value) => Math.abs(value ?? 0)));
  const words = (...parts) => {
    const box = document.createElement("span");
    parts.filter(Boolean).forEach((part, at) => {
      const line = document.createElement(at ? "span" : "strong");
      line.textContent = part;
      if (at) box.append(document.createElement("br"));
      box.append(line);
    });
    return box;
  };

  /* A curve between two points: to the left of the way, so that there and back do not lie on each other */
  const curve = (from, to) => {
    const bend = [(from.lat + to.lat) / 2 + (to.lng - from.lng) * 0.18, (from.lng + to.lng) / 2 - (to.lat - from.lat) * 0.18];
    return Array.from({ length: 25 }, (_, at) => {
      const t = at / 24;
      const u = 1 - t;
      return [u * u * from.lat + 2 * u * t * bend[0] + t * t * to.lat, u * u * from.lng + 2 * u * t * bend[1] + t * t * to.lng];
    });
  };

  /* The two strokes of an arrow in the middle of a curve */
  const arrow = (path, long) => {
    const [a, b] = [path[12], path[14]];
    const size = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const [y, x] = [((b[0] - a[0]) / size) * long, ((b[1] - a[1]) / size) * long];
    return [[b[0] - y + x * 0.7, b[1] - x - y * 0.7], b, [b[0] - y - x * 0.7, b[1] - x + y * 0.7]];
  };

  const places = (L, map, data, lit) => {
    const widest = Math.max(1, ...data.points.map((point) => point.size));
    const furthest = most(data.points.map((point) => point.value));
    const number = new Intl.NumberFormat(document.documentElement.lang, { signDisplay: "exceptZero" });
    return data.points.map((point, at) => {
      const mark = L.circleMarker([point.lat, point.lon], {
        radius: 4 + 14 * Math.sqrt(Math.max(0, point.size) / widest), weight: 1.2, opacity: 0.75, fillOpacity: 0.9, className: `spot ${shade(point.value, furthest)}`,
      }).addTo(map);
      mark.bindTooltip(words(point.name, point.value === null ? "" : `${number.format(point.value).replace("-", "−")} ${data.unit}`, point.words), { direction: "auto", offset: [10, 0] });
      if (point.url) mark.on("click", () => window.location.assign(point.url));
      mark.on("mouseover mouseout", (event) => lit(`[data-place="${at}"]`, event.type === "mouseover"));
      return mark;
    });
  };

  const flows = (L, map, data, lit) => {
    const where = new Map(data.points.map((point) => [point.name, L.latLng(point.lat, point.lon)]));
    const widest = Math.max(1, ...data.flows.map((flow) => flow.people));
    data.flows.forEach((flow, at) => {
      const from = where.get(flow.origin);
      const to = where.get(flow.destination);
      if (!from || !to) return;
      const path = curve(from, to);
      const look = { className: "flow", weight: 1.5 + 8 * (flow.people / widest), opacity: 0.5, lineCap: "round", smoothFactor: 0 };
      const line = L.polyline(path, look).addTo(map);
      const head = arrow(path, Math.hypot(to.lat - from.lat, to.lng - from.lng) * 0.05);
      L.polyline(head, { className: "arrow", weight: Math.max(2, look.weight * 0.5), interactive: false, lineCap: "round", smoothFactor: 0 }).addTo(map);
      line.bindTooltip(words(`${flow.origin} → ${flow.destination}`, flow.words || String(flow.people)), { sticky: true });
      if (flow.url) line.on("click", () => window.location.assign(flow.url));
      line.on("mouseover mouseout", (event) => {
        line.setStyle({ opacity: event.type === "mouseover" ? 0.9 : 0.5 });
        lit(`[data-flow="${at}"]`, event.type === "mouseover");
      });
    });
  };

  const draw = async (figure) => {
    const data = JSON.parse(document.getElementById(figure.dataset.map).textContent);
    await load(figure.dataset.library, figure.dataset.style);
    const L = window.L;
    const ground = figure.querySelector(".ground");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(ground, { attributionControl: false, zoomSnap: 0.25, minZoom: 3, maxZoom: 14, scrollWheelZoom: false, zoomControl: false, zoomAnimation: !still, fadeAnimation: !still });
    L.control.zoom({ zoomInTitle: figure.dataset.in, zoomOutTitle: figure.dataset.out }).addTo(map);
    const bounds = L.latLngBounds(data.points.map((point) => [point.lat, point.lon]));
    const fit = () => map.fitBounds(bounds.isValid() ? bounds.pad(0.2) : [[-11, 95], [6, 141]], { maxZoom: 11, animate: false });
    fit();
    /* Paper is narrower than the screen: the map takes the width that it will have there */
    for (const [name, width] of [["beforeprint", "440px"], ["afterprint", ""]]) {
      window.addEventListener(name, () => {
        if (!ground.isConnected) return;
        ground.style.width = width;
        map.invalidateSize(false);
        fit();
      });
    }
    map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable());
    const lit = (which, on) => figure.querySelector(`${which} > *`)?.classList.toggle("lit", on);

    map.createPane("land").style.zIndex = "300";
    const land = { pane: "land", interactive: false, className: "land", weight: 1, fillOpacity: 1 };
    const outline = await geojson(figure.dataset.outline);
    if (outline) L.geoJSON(outline, { style: land, pane: "land", interactive: false }).addTo(map);
    if (data.shapes_url) {
      const shapes = await geojson(data.shapes_url);
      const furthest = most(Object.values(data.shape_values));
      if (shapes) {
        const layer = L.geoJSON(shapes, {
          style: (shape) => ({ className: `shape ${shade(data.shape_values[shape.properties.name], furthest)}`, weight: 1, fillOpacity: 0.85 }),
          onEachFeature: (shape, part) => part.bindTooltip(words(shape.properties.name, shape.properties.words ?? `${data.shape_values[shape.properties.name] ?? "–"} ${data.unit}`), { sticky: true }),
        }).addTo(map);
        if (!bounds.isValid() && layer.getBounds().isValid()) map.fitBounds(layer.getBounds(), { animate: false });
      }
    }
    flows(L, map, data, lit);
    const marks = places(L, map, data, lit);
    figure.querySelectorAll("[data-place]").forEach((line) => {
      const mark = marks[Number(line.dataset.place)];
      for (const name of ["mouseenter", "focusin"]) line.addEventListener(name, () => mark.openTooltip());
      for (const name of ["mouseleave", "focusout"]) line.addEventListener(name, () => mark.closeTooltip());
    });
  };

  const begin = () => document.querySelectorAll("[data-map]:not([data-begun])").forEach((figure) => {
    figure.dataset.begun = "";
    draw(figure).catch(() => figure.querySelector(".ground").remove()); /* the list stays */
  });
  document.addEventListener("htmx:load", begin);
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", begin) : begin();
})();
