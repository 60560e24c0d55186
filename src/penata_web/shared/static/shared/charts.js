/* Draws what shared/charts.py says. Colours come from the tokens; a click on a mark goes to its rows. */
(() => {
  "use strict";
  const loads = new Map();
  const load = (source) => {
    if (!loads.has(source)) {
      loads.set(source, new Promise((done, failed) => {
        document.head.append(Object.assign(document.createElement("script"), { src: source, onload: done, onerror: failed }));
      }));
    }
    return loads.get(source);
  };
  const names = ["ink", "muted", "line", "paper", "raised", "accent", "quiet-pale", "even", "before", "short", "short-1", "short-2", "over", "over-1", "over-2",
    "series-1", "series-2", "series-3", "series-4", "series-5"];
  const colours = (node) => {
    const probe = document.createElement("i");
    node.append(probe);
    const found = Object.fromEntries(names.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }));
    probe.remove();
    return found;
  };
  const family = getComputedStyle(document.documentElement).fontFamily;
  const lang = document.documentElement.lang;
  const plain = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
  const brief = new Intl.NumberFormat(lang, { notation: "compact", maximumFractionDigits: 1 });
  const sign = new Intl.NumberFormat(lang, { maximumFractionDigits: 2, signDisplay: "exceptZero" });
  const written = (value, how = plain) => (value === null || value === undefined ? "–" : how.format(value).replace("-", "−"));
  const pen = document.createElement("canvas").getContext("2d");
  const wide = (text, size = 13) => { pen.font = `${size}px ${family}`; return pen.measureText(text).width; };
  const widest = (texts, size = 13) => Math.max(0, ...texts.map((text) => wide(text, size)));
  /* Height of the longest name when it is broken into lines of this width */
  const tall = (texts, room) => 8 + 15 * Math.max(1, ...texts.map((text) => {
    let lines = 1;
    let used = 0;
    for (const word of text.split(" ")) {
      const more = wide(`${word} `);
      if (used && used + more > room) { lines += 1; used = 0; }
      used += more;
    }
    return lines;
  }));
  const series = (c, at, look) => (look ? { before: c.before, after: c.accent, short: c.short, over: c.over }[look] : c[`series-${(at % 5) + 1}`]);
  const escaped = (text) => String(text).replace(/[&<>"]/g, (sign_) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign_]);
  const said = (title, lines) => `<strong>${escaped(title)}</strong>${lines.map((line) => `<br>${escaped(line)}`).join("")}`;

  const text = (c, more = {}) => ({ color: c.ink, fontSize: 13, fontFamily: family, ...more });
  const values = (c, more = {}) => ({ type: "value", axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: c.line } },
    axisLabel: text(c, { color: c.muted, fontSize: 12, formatter: (value) => written(value, brief) }), splitNumber: 4, ...more });
  const categories = (c, data, more = {}) => ({ type: "category", data, axisLine: { lineStyle: { color: c.line } }, axisTick: { show: false },
    axisLabel: text(c, { interval: 0 }), ...more });
  const named = (c, name, place) => (name ? { name, nameLocation: place, nameTextStyle: text(c, { color: c.muted, fontSize: 12 }) } : {});
  const legend = (c, chart) => (chart.series.length > 1 ? { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12, itemGap: 16, textStyle: text(c), selectedMode: false } : { show: false });
  const mark = (row, at, look) => ({ value: row.values[at], url: row.urls[at] || "", itemStyle: look });

  /* Lying bars: long names fit, the number stands at the end */
  const bars = (chart, c, width) => {
    const left = Math.min(width * 0.42, widest(chart.x) + 16);
    const legendHigh = chart.series.length > 1 ? 32 : 4;
    const each = chart.stacked ? 1 : chart.series.length;
    return {
      high: legendHigh + chart.x.length * Math.max(14 + 20 * each, tall(chart.x, left - 14)) + 8,
      option: {
        legend: legend(c, chart),
        grid: { left, right: chart.stacked ? 16 : widest(chart.series.flatMap((row) => row.values.map((value) => written(value))), 13) + 18, top: legendHigh, bottom: 4 },
        xAxis: values(c, { show: false }),
        yAxis: categories(c, chart.x, { inverse: true, axisLine: { show: false }, axisLabel: text(c, { interval: 0, width: left - 14, overflow: "break", lineHeight: 15 }) }),
        series: chart.series.map((row, at) => ({
          name: row.name, type: "bar", barMaxWidth: 18, barGap: "15%", stack: chart.stacked ? "all" : undefined,
          itemStyle: { color: chart.series.length > 1 || row.look ? series(c, at, row.look) : c.accent, borderRadius: chart.stacked ? 0 : 2 },
          label: { show: true, ...text(c, { color: chart.stacked ? c.paper : c.ink }), position: chart.stacked ? "inside" : "right", formatter: (one) => (one.value || !chart.stacked ? written(one.value) : "") },
          labelLayout: chart.stacked ? { hideOverlap: true } : undefined,
          data: row.values.map((_, place) => mark(row, place)),
        })),
      },
    };
  };

  /* Shortage to the left in orange, surplus to the right in blue, a line at zero */
  const diverging = (chart, c, width) => {
    const all = chart.series.flatMap((row) => row.values).map((value) => value ?? 0);
    const least = Math.min(0, ...all);
    const most = Math.max(0, ...all);
    const left = Math.min(width * 0.4, widest(chart.x) + 16);
    const room = 48;
    const data = chart.series[0];
    return {
      high: chart.x.length * Math.max(32, tall(chart.x, left - 14)) + 12,
      option: {
        grid: { left: left + (least < 0 ? room : 0), right: most > 0 ? room : 16, top: 4, bottom: 4 },
        xAxis: values(c, { show: false, min: least, max: most || 1 }),
        yAxis: categories(c, chart.x, { inverse: true, axisLine: { show: true, onZero: true, lineStyle: { color: c.ink, width: 1 } }, axisLabel: text(c, { interval: 0, width: left - 14, overflow: "break", lineHeight: 15, margin: least < 0 ? room + 6 : 8 }) }),
        series: [{
          type: "bar", barMaxWidth: 18, name: data.name,
          data: data.values.map((value, at) => ({ ...mark(data, at, { color: (value ?? 0) < 0 ? c.short : c.over, borderRadius: 2 }), label: { position: (value ?? 0) < 0 ? "left" : "right" } })),
          label: { show: true, ...text(c), formatter: (one) => written(one.value, sign) },
        }],
      },
    };
  };

  const lines = (chart, c, width) => {
    const all = chart.series.flatMap((row) => row.values).filter((value) => value !== null);
    const right = width > 420 ? Math.min(width * 0.3, widest(chart.series.map((row) => row.name)) + 24) : 20;
    const direct = width > 420;
    const every = Math.max(1, Math.ceil(chart.x.length * (widest(chart.x, 12) + 14) / Math.max(120, width - right - 60)));
    const sideways = widest([Math.max(...all), Math.min(...all)].map((value) => written(value, brief)), 12) + 22;
    return {
      high: direct ? 300 : 280,
      option: {
        legend: direct ? { show: false } : legend(c, chart),
        grid: { left: sideways, right, top: direct || chart.series.length < 2 ? 28 : 48, bottom: 32 },
        tooltip: { trigger: "axis", axisPointer: { lineStyle: { color: c.muted } } },
        xAxis: categories(c, chart.x, { boundaryGap: false, axisLabel: text(c, { color: c.muted, fontSize: 12, interval: (at) => at % every === 0 || (at === chart.x.length - 1 && at % every > every / 2) }), axisLine: { onZero: true, lineStyle: { color: c.muted } } }),
        yAxis: values(c, { min: Math.min(0, ...all), ...named(c, chart.unit, "end"), nameTextStyle: { ...text(c, { color: c.muted, fontSize: 12 }), align: "left", padding: [0, 0, 0, 4 - sideways] } }),
        series: chart.series.map((row, at) => ({
          name: row.name, type: "line", symbol: "circle", symbolSize: 7, showSymbol: chart.x.length < 16, connectNulls: false,
          lineStyle: { width: 2.25, type: at ? ["solid", [6, 4], [2, 3], [8, 3, 2, 3]][at % 4] : "solid" }, itemStyle: { color: chart.series.length > 1 || row.look ? series(c, at, row.look) : c.accent },
          endLabel: { show: direct, formatter: "{a}", ...text(c, { color: chart.series.length > 1 ? series(c, at) : c.ink, fontWeight: 600 }), distance: 8, width: right - 14, overflow: "break", lineHeight: 16 },
          labelLayout: { moveOverlap: "shiftY" },
          data: row.values.map((_, place) => mark(row, place)),
        })),
      },
    };
  };

  const heat = (chart, c, width) => {
    const rows = chart.series.map((row) => row.name);
    const all = chart.series.flatMap((row) => row.values).filter((value) => value !== null);
    const far = Math.max(1, ...all.map(Math.abs));
    const left = Math.min(width * 0.36, widest(rows) + 16);
    const cell = (width - left - 8) / Math.max(1, chart.x.length);
    const turned = widest(chart.x, 12) + 8 > cell;
    const top = turned ? Math.min(120, widest(chart.x, 12) * 0.72 + 16) : 28;
    const shade = (value) => {
      const part = Math.abs(value) / far;
      if (!chart.diverging) return { color: c["series-1"], opacity: 0.08 + 0.92 * part };
      if (value === 0) return { color: c["quiet-pale"] };
      return { color: c[(value < 0 ? "short" : "over") + (part > 0.55 ? "" : part > 0.25 ? "-2" : "-1")] };
    };
    const onDark = (value) => Math.abs(value) / far > 0.55;
    return {
      high: top + rows.length * Math.max(34, tall(rows, left - 14)) + 8,
      option: {
        grid: { left, right: 8, top, bottom: 4 },
        xAxis: categories(c, chart.x, { position: "top", axisLine: { show: false }, axisLabel: text(c, { interval: 0, fontSize: 12, color: c.muted, rotate: turned ? 45 : 0 }) }),
        yAxis: categories(c, rows, { inverse: true, axisLine: { show: false }, axisLabel: text(c, { interval: 0, width: left - 14, overflow: "break", lineHeight: 15 }) }),
        series: [{
          type: "heatmap", itemStyle: { borderColor: c.paper, borderWidth: 2, borderRadius: 4 }, emphasis: { itemStyle: { borderColor: c.ink } },
          data: chart.series.flatMap((row, y) => row.values.map((value, x) => (value === null ? null : {
            value: [x, y, value], url: row.urls[x] || "", itemStyle: shade(value),
            label: { show: cell > 30, ...text(c, { color: onDark(value) ? c.paper : c.ink, fontSize: 12 }), formatter: written(value, chart.diverging ? sign : brief) },
          })).filter(Boolean)),
        }],
      },
    };
  };

  const dots = (chart, c, width) => {
    const line = chart.kind === "frontier";
    const all = line ? [...chart.dots].sort((a, b) => a.x - b.x) : chart.dots;
    const some = line || all.length <= 12;
    const sideways = widest(all.map((dot) => written(dot.y, brief)), 12) + 26;
    return {
      high: 340,
      option: {
        grid: { left: sideways, right: line ? Math.max(28, widest(all.filter((dot) => dot.marked).slice(-1).map((dot) => dot.name), 12) + 24) : 28, top: 34, bottom: 48 },
        xAxis: values(c, { scale: true, ...named(c, chart.x_name, "middle"), nameGap: 30, axisLine: { show: true, lineStyle: { color: c.muted } }, splitLine: { show: false } }),
        yAxis: values(c, { scale: true, ...named(c, chart.y_name, "end"), nameTextStyle: { ...text(c, { color: c.muted, fontSize: 12 }), align: "left", padding: [0, 0, 0, 4 - sideways] } }),
        series: [{
          type: line ? "line" : "scatter", symbol: "circle", showSymbol: true, lineStyle: { color: c.accent, width: 2 }, itemStyle: { color: c.accent, opacity: line ? 1 : 0.75 },
          labelLayout: { hideOverlap: true },
          data: all.map((dot) => ({
            value: [dot.x, dot.y], name: dot.name, url: dot.url, symbolSize: dot.marked ? 13 : line ? 8 : 9,
            itemStyle: dot.marked ? { color: c.paper, borderColor: c.accent, borderWidth: 3, opacity: 1 } : undefined,
            label: { show: dot.marked || (some && width > 480), formatter: dot.name, position: line ? [dot.marked ? 15 : 11, dot.marked ? -8 : -10] : "right", ...text(c, { fontWeight: dot.marked ? 650 : 400, fontSize: 12 }) },
          })),
        }],
      },
    };
  };

  const flow = (chart, c, width) => {
    const from = [...new Set(chart.links.map((link) => link.origin))];
    const to = [...new Set(chart.links.map((link) => link.destination))];
    const side = Math.min(width * 0.3, widest([...from, ...to]) + 8);
    const node = (name, depth, colour) => ({ name: `${depth}:${name}`, depth, itemStyle: { color: colour }, label: { formatter: name } });
    return {
      high: Math.max(220, Math.max(from.length, to.length) * 40),
      option: {
        series: [{
          type: "sankey", left: side + 8, right: side + 8, top: 8, bottom: 8, nodeGap: 14, nodeWidth: 10, draggable: false, layoutIterations: 24,
          emphasis: { focus: "adjacency" },
          lineStyle: { color: c.accent, opacity: 0.22, curveness: 0.5 },
          data: [...from.map((name) => ({ ...node(name, 0, c.over), label: { position: "left", formatter: name } })), ...to.map((name) => ({ ...node(name, 1, c.short), label: { position: "right", formatter: name } }))],
          label: text(c, { width: side - 4, overflow: "break", lineHeight: 15 }),
          links: chart.links.map((link) => ({ source: `0:${link.origin}`, target: `1:${link.destination}`, value: link.value, url: link.url })),
        }],
      },
    };
  };

  /* From a total to a total, each step from where the one before ended */
  const waterfall = (chart, c, width) => {
    const row = chart.series[0];
    const last = row.values.length - 1;
    let at = 0;
    const spans = row.values.map((value, place) => {
      const start = place === 0 || place === last ? 0 : at;
      at = place === 0 ? value : place === last ? value : at + value;
      return [start, at];
    });
    const left = Math.min(width * 0.42, widest(chart.x) + 16);
    const low = Math.min(0, ...spans.flat());
    return {
      high: chart.x.length * Math.max(32, tall(chart.x, left - 14)) + 12,
      option: {
        grid: { left, right: 56, top: 4, bottom: 4 },
        xAxis: values(c, { show: false, min: low }),
        yAxis: categories(c, chart.x, { inverse: true, axisLine: { onZero: true, lineStyle: { color: c.ink } }, axisLabel: text(c, { interval: 0, width: left - 14, overflow: "break", lineHeight: 15 }) }),
        series: [
          { type: "bar", stack: "all", silent: true, itemStyle: { color: "transparent" }, tooltip: { show: false }, data: spans.map(([a, b]) => (Math.min(a, b) < 0 && Math.max(a, b) > 0 ? 0 : Math.abs(a) < Math.abs(b) ? a : b)) },
          {
            type: "bar", stack: "all", barMaxWidth: 18,
            data: spans.map(([a, b], place) => ({
              value: b < 0 || a < 0 ? -Math.abs(b - a) : Math.abs(b - a), url: row.urls[place] || "", shown: row.values[place],
              itemStyle: { borderRadius: 2, color: place === 0 || place === last ? c.accent : b < a ? c.short : c.over },
              label: { show: true, position: "right", ...text(c, { fontWeight: place === 0 || place === last ? 650 : 400 }), formatter: written(row.values[place], place === 0 || place === last ? plain : sign) },
            })),
          },
        ],
      },
    };
  };

  const kinds = { bars, lines, diverging, heat, scatter: dots, frontier: dots, flow, waterfall };

  const hint = (chart) => (one) => {
    if (Array.isArray(one)) return said(one[0].axisValueLabel, one.map((part) => `${part.seriesName}: ${written(part.value)} ${chart.unit}`));
    if (one.dataType === "edge") return said(`${one.data.source.slice(2)} → ${one.data.target.slice(2)}`, [`${written(one.data.value)} ${chart.unit}`]);
    if (one.dataType === "node") return said(one.name.slice(2), [`${written(one.value)} ${chart.unit}`]);
    if (chart.kind === "heat") return said(chart.series[one.value[1]].name, [`${chart.x[one.value[0]]}: ${written(one.value[2], chart.diverging ? sign : plain)} ${chart.unit}`]);
    if (chart.dots.length) return said(one.name, [`${chart.x_name}: ${written(one.value[0])}`, `${chart.y_name}: ${written(one.value[1])}`]);
    return said(one.name, [`${one.seriesName && !one.seriesName.startsWith("series") ? `${one.seriesName}: ` : ""}${written(one.data.shown ?? one.value)} ${chart.unit}`]);
  };

  const drawn = new Map();
  const draw = (figure) => {
    const chart = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    const ground = figure.querySelector(".drawing");
    const onPaper = document.documentElement.hasAttribute("data-paper");
    const width = onPaper ? Math.min(ground.clientWidth, figure.closest(".columns") ? 325 : 690) : ground.clientWidth;
    if (!width) return;
    const c = colours(figure);
    const { high, option } = kinds[chart.kind](chart, c, width);
    ground.style.height = `${high}px`;
    const again = drawn.has(figure);
    drawn.get(figure)?.dispose();
    const picture = window.echarts.init(ground, null, { renderer: "svg", width });
    drawn.set(figure, picture);
    picture.setOption({
      animation: !again && !matchMedia("(prefers-reduced-motion: reduce), print").matches, animationDuration: 300, textStyle: { fontFamily: family },
      ...option,
      tooltip: { confine: true, backgroundColor: c.raised, borderWidth: 0, textStyle: text(c), extraCssText: "box-shadow: var(--shadow-high); border-radius: 6px; max-width: 20rem; white-space: normal;", formatter: hint(chart), ...option.tooltip },
    });
    picture.on("click", (one) => { if (one.data?.url) window.location.assign(one.data.url); });
    picture.on("mouseover", (one) => picture.getZr().setCursorStyle(one.data?.url ? "pointer" : "default"));
    figure.dataset.width = String(width);
  };

  const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    if (drawn.has(target) && Math.abs(target.querySelector(".drawing").clientWidth - Number(target.dataset.width)) > 1) draw(target);
    else if (!drawn.has(target) && window.echarts) draw(target);
  }));
  const begin = () => {
    for (const [figure, picture] of drawn) if (!figure.isConnected) { picture.dispose(); drawn.delete(figure); resized.unobserve(figure); }
    document.querySelectorAll("[data-chart]:not([data-begun], [data-empty])").forEach((figure) => {
      figure.dataset.begun = "";
      load(figure.dataset.library).then(() => { draw(figure); resized.observe(figure); }).catch(() => {
        figure.querySelector(".drawing")?.remove();
        figure.querySelector("details").open = true; /* the numbers stay */
      });
    });
  };
  const again = () => drawn.forEach((_, figure) => draw(figure));
  document.addEventListener("penata:theme", again);
  /* Paper is white: charts drawn for the dark are drawn once more */
  for (const [name, paper] of [["beforeprint", true], ["afterprint", false]]) {
    window.addEventListener(name, () => { document.documentElement.toggleAttribute("data-paper", paper); again(); });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  document.addEventListener("htmx:load", begin);
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", begin) : begin();
})();
