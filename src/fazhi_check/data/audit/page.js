"use strict";
(() => {
const read = id => { const one = document.getElementById(id); return one ? JSON.parse(one.textContent) : null; };
const DATA = read("data"), ROWS = read("rows");
const $ = id => document.getElementById(id);
const h = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter(one => one !== null && one !== undefined && one !== ""));
  return node;
};
const fill = (node, ...children) => { node.replaceChildren(...children.flat(Infinity).filter(Boolean)); return node; };
const WORDS = {m: "充分", w: "薄弱", x: "缺失", n: "不适用"}, SHORT = {m: "充", w: "弱", x: "缺", n: "–"};
const CLASS = {m: "met", w: "weak", x: "missing", n: "na"};
const [UNIT, SUPERIOR, LEVEL, YEAR, SCORE, VERDICTS, PATH, OBJECTIONS, DELTA, FULL] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const items = DATA.items, levels = DATA.levels;
const levelOptions = [["", "全部"], ...levels.map((one, at) => [at, one.name, one.reports]).filter(one => one[2])];
const percent = (part, whole) => whole ? Math.round(100 * part / whole) : 0;

/* ---- what is known of a unit beside its row ---- */
const copiesOf = new Map(), namesOf = new Map();
const push = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value]);
DATA.copies.forEach(one => { push(copiesOf, one.first, one); push(copiesOf, one.second, one); });
DATA.names.forEach(one => push(namesOf, one.number, one));
const lateOf = new Map(DATA.late.map(one => [one[0], one]));
const order = ROWS.map((_, at) => at).sort((a, b) => ROWS[b][SCORE] - ROWS[a][SCORE] || a - b);
const rank = new Array(ROWS.length);
order.forEach((one, at) => { rank[one] = at && ROWS[order[at - 1]][SCORE] === ROWS[one][SCORE] ? rank[order[at - 1]] : at + 1; });
const keys = ROWS.map(row => (row[UNIT] + " " + row[SUPERIOR] + " " + row[PATH]).toLowerCase());

/* ---- details lie in the page in parts and are read when they are asked for ---- */
const parts = new Map();
const detail = number => {
  const part = Math.floor(number / DATA.chunk);
  if (!parts.has(part)) parts.set(part, read("d" + part));
  const found = parts.get(part);
  return found ? found[number % DATA.chunk] : null;
};

/* ---- head ---- */
$("headline").textContent = DATA.title;
$("subline").textContent = DATA.subtitle;
const link = (to, words) => h("a", {href: "#" + to}, words);
const nav = [["overview", "总览"], ["items", "要素"], ["units", "单位排名"]];
if (DATA.submissions.length) nav.push(["submissions", "报送情况"]);
nav.push(["copies", "雷同与残留"]);
if (DATA.failures.length) nav.push(["failures", "未能检查"]);
fill($("nav"), nav.map(([to, words]) => link(to, words)));
$("foot").textContent = DATA.foot;
$("weights").textContent = DATA.weights;

/* ---- overview ---- */
fill($("figures"), h("dl", {class: "figures"}, DATA.figures.map(([name, value, unit, bad]) =>
  h("div", {class: bad ? "bad" : null}, h("dt", null, name), h("dd", null, value, unit ? h("small", null, unit) : "")))));
const bins = new Array(10).fill(0);
ROWS.forEach(row => bins[Math.min(9, Math.floor(row[SCORE] / 10))]++);
const most = Math.max(1, ...bins);
const histogram = h("figure", {class: "panel"}, h("h3", null, "得分分布（份）"), h("div", {class: "histogram", role: "img", "aria-label": bins.map((n, at) => `${at * 10}到${at === 9 ? 100 : at * 10 + 9}分${n}份`).join("，")},
  bins.map((n, at) => h("span", {"aria-hidden": "true"}, n || "", h("i", {style: `height:${Math.round(78 * n / most)}%`}), at * 10 + "–"))));
const levelTable = h("figure", {class: "panel"}, h("h3", null, "各类单位"), h("div", {class: "scroll"}, h("table", {class: "plain"},
  h("thead", null, h("tr", null, ["类别", "报告", "平均得分"].map((one, at) => h("th", {scope: "col", class: at ? "num" : null}, one)))),
  h("tbody", null, levels.filter(one => one.reports).map(one => h("tr", null, h("th", {scope: "row"}, one.name), h("td", {class: "num"}, one.reports), h("td", {class: "num"}, one.mean)))))));
const rules = DATA.rules.length ? h("figure", {class: "panel wide"}, h("h3", null, "前后不一致和差错（处）"), h("ul", {class: "rules"}, DATA.rules.map(([title, count]) => h("li", null, title, h("b", null, count))))) : null;
fill($("charts"), histogram, levelTable, rules);

/* ---- items ---- */
let fields = 0;
const field = (label, node, cls) => { node.id = "field" + fields++; return h("div", {class: "field " + (cls || "")}, h("label", {for: node.id}, label), node); };
const select = (label, options, change) => {
  const node = h("select", {onchange: change}, options.map(([value, words]) => h("option", {value}, words)));
  return [field(label, node), node];
};
const [levelLabel, itemLevel] = select("单位类别", levelOptions, () => showItems());
const [sortLabel, itemSort] = select("排列", [["list", "按清单次序"], ["bad", "缺失多的在前"]], () => showItems());
fill($("item-tools"), levelLabel, sortLabel, h("div", {class: "key"}, ["met", "weak", "missing"].map((one, at) => h("span", {class: one}, ["充分", "薄弱", "缺失"][at])), h("span", {style: "margin-left:-8px"}, "* 必备要素")));
function showItems() {
  const level = itemLevel.value;
  const counted = items.map((item, at) => ({item, at, n: level === "" ? item.all : item.levels[level]}));
  if (itemSort.value === "bad") counted.sort((a, b) => percent(b.n[2], b.n[0] + b.n[1] + b.n[2]) - percent(a.n[2], a.n[0] + a.n[1] + a.n[2]) || a.at - b.at);
  fill($("item-list"), counted.map(({item, at, n}) => {
    const whole = n[0] + n[1] + n[2], shares = n.map(one => whole ? 100 * one / whole : 0);
    const words = `充分${percent(n[0], whole)}%　薄弱${percent(n[1], whole)}%　缺失${percent(n[2], whole)}%`;
    return h("div", {class: "item"},
      h("button", {type: "button", title: item.ask, onclick: () => onlyItem(at, level)}, item.core ? h("span", {class: "star", "aria-label": "必备"}, "*") : "", item.title, h("span", {class: "sr"}, "：查看没有写充分的单位")),
      h("div", {class: "bar", role: "img", "aria-label": `${item.title}：${words}`}, ["met", "weak", "missing"].map((one, k) => h("i", {class: one, style: `width:${shares[k]}%`}))),
      h("span", {class: "nums"}, words));
  }));
}

/* ---- units ---- */
const search = h("input", {type: "search", placeholder: "单位、上级、文件名", autocomplete: "off", oninput: () => filter()});
const [unitLevelLabel, unitLevel] = select("类别", levelOptions, () => filter());
const superiors = [...new Set(ROWS.map(row => row[SUPERIOR]).filter(Boolean))].sort((a, b) => a.localeCompare(b, "zh"));
const [superiorLabel, superior] = select("上级", [["", "全部"], ...superiors.map(one => [one, one])], () => filter());
const [itemLabel, unitItem] = select("要素", [["", "全部"], ...items.map((one, at) => [at, (one.core ? "*" : "") + one.title])], () => filter());
const [verdictLabel, unitVerdict] = select("结论", [["xw", "缺失或薄弱"], ["x", "缺失"], ["w", "薄弱"], ["m", "充分"]], () => filter());
const [orderLabel, unitOrder] = select("排列", [["down", "得分从高到低"], ["up", "得分从低到高"], ["name", "按单位名称"], ["list", "按文件次序"], ...(ROWS.some(row => row[DELTA] !== null) ? [["worse", "比上年退步多的在前"], ["better", "比上年进步多的在前"]] : [])], () => filter());
const core = h("input", {type: "checkbox", onchange: () => filter()});
const copied = h("input", {type: "checkbox", onchange: () => filter()});
fill($("filters"), field("查找", search, "wide"), unitLevelLabel, superiors.length ? superiorLabel : null, itemLabel, verdictLabel, orderLabel,
  h("label", {class: "tick"}, core, "必改内容没有写全"), h("label", {class: "tick"}, copied, "有雷同或残留"),
  h("button", {type: "reset", onclick: () => setTimeout(filter)}, "清除筛选"));
$("filters").addEventListener("submit", event => event.preventDefault());
const must = items.map(item => item.must);
let shown = [], page = 0, size = 50;
const collator = new Intl.Collator("zh");
let byName = null;
function ordered(kind) {
  if (kind === "down") return order;
  if (kind === "up") return [...order].reverse();
  if (kind === "list") return ROWS.map((_, at) => at);
  if (kind === "name") return byName || (byName = ROWS.map((_, at) => at).sort((a, b) => collator.compare(ROWS[a][UNIT], ROWS[b][UNIT]) || a - b));
  const sign = kind === "worse" ? 1 : -1;
  return ROWS.map((_, at) => at).filter(at => ROWS[at][DELTA] !== null).sort((a, b) => sign * (ROWS[a][DELTA] - ROWS[b][DELTA]) || a - b);
}
function filter() {
  const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const level = unitLevel.value, above = superior.value, item = unitItem.value, wanted = unitVerdict.value;
  shown = ordered(unitOrder.value).filter(at => {
    const row = ROWS[at];
    return (level === "" || row[LEVEL] === +level) && (above === "" || row[SUPERIOR] === above)
      && (item === "" || wanted.includes(row[VERDICTS][item])) && words.every(one => keys[at].includes(one))
      && (!core.checked || !complete(row)) && (!copied.checked || copiesOf.has(at) || namesOf.has(at));
  });
  page = 0;
  showUnits();
}
const complete = row => { for (let at = 0; at < must.length; at++) if (must[at][row[LEVEL]] && (row[VERDICTS][at] === "x" || row[VERDICTS][at] === "w")) return false; return true; };
function strip(row) {
  const named = kind => items.filter((_, at) => row[VERDICTS][at] === kind).map(one => one.title).join("、");
  const told = ["x", "w"].map(kind => named(kind) && `${WORDS[kind]}：${named(kind)}`).filter(Boolean).join("；") || "全部充分";
  return h("td", {class: "cells"}, h("span", {class: "sr"}, told), h("div", {class: "strip", "aria-hidden": "true"},
    [...row[VERDICTS]].map((one, at) => h("i", {class: one, title: `${items[at].title}：${WORDS[one]}`}, SHORT[one]))));
}
function unitRow(at) {
  const row = ROWS[at];
  return h("tr", null, h("td", {class: "rank"}, rank[at]),
    h("td", {class: "name"}, h("a", {href: "#u" + at}, row[UNIT] || "（没有认出单位）"),
      namesOf.has(at) ? h("span", {class: "tag"}, "残留他单位名称") : "", copiesOf.has(at) ? h("span", {class: "tag"}, "雷同") : "", lateOf.has(at) ? h("span", {class: "tag calm"}, "迟报") : "",
      h("small", null, [row[SUPERIOR], row[YEAR] ? row[YEAR] + "年度" : "", row[OBJECTIONS] ? `异议${row[OBJECTIONS]}处` : ""].filter(Boolean).join(" · "))),
    h("td", {class: "level"}, levels[row[LEVEL]].name),
    h("td", {class: "score"}, row[SCORE], h("span", {class: "meter", "aria-hidden": "true"}, h("i", {style: `width:${row[SCORE]}%`})), row[DELTA] === null ? "" : h("small", {title: "比上年"}, ` ${row[DELTA] > 0 ? "+" : ""}${row[DELTA]}`)),
    strip(row));
}
function showUnits() {
  const last = Math.max(1, Math.ceil(shown.length / size)), from = page * size;
  $("count").textContent = `共${ROWS.length}份报告，符合条件的${shown.length}份`;
  if (!shown.length) { fill($("table"), h("p", {class: "empty"}, "没有符合条件的单位。请放宽筛选条件。")); fill($("pager")); return; }
  const heads = h("div", {class: "heads", "aria-hidden": "true"}, items.map(one => h("span", {class: one.core ? "core" : null, title: one.title}, one.title)));
  fill($("table"), h("table", {class: "units"},
    h("thead", null, h("tr", null, h("th", {scope: "col"}, "名次"), h("th", {scope: "col"}, "单位"), h("th", {scope: "col", class: "level"}, "类别"), h("th", {scope: "col"}, "得分"), h("th", {scope: "col"}, h("span", {class: "sr"}, "各要素的结论"), heads))),
    h("tbody", null, shown.slice(from, from + size).map(unitRow))));
  const turn = by => { page += by; showUnits(); $("units").scrollIntoView(); };
  const [sizeLabel, sizes] = select("每页", [[50, "50个"], [200, "200个"], [100000, "全部（用于打印）"]], event => { size = +event.target.value; page = 0; showUnits(); });
  sizes.value = size;
  fill($("pager"), h("button", {type: "button", disabled: page === 0, onclick: () => turn(-1)}, "上一页"), h("span", null, `第${page + 1}页，共${last}页`),
    h("button", {type: "button", disabled: page + 1 >= last, onclick: () => turn(1)}, "下一页"), sizeLabel);
}
function onlyItem(at, level) {
  $("filters").reset();
  unitItem.value = at; unitVerdict.value = "xw"; unitLevel.value = level; unitOrder.value = "up";
  filter();
  $("units").scrollIntoView(); $("units").focus({preventScroll: true});
}

/* ---- one unit ---- */
const line = (label, words) => words ? h("p", null, h("span", {class: "label"}, label + "："), words) : null;
const quote = (words, place, note) => words ? h("blockquote", null, "“" + words + "”", h("cite", null, [place, note].filter(Boolean).join("　"))) : null;
function findingOf(at, kind, told) {
  const item = items[at], [reason, urgency, words, place, note, facets] = told || [];
  const head = h("h4", null, h("span", {class: "badge " + kind}, WORDS[kind]), item.title, h("span", {class: "urgency"}, [item.core ? "必备要素" : "", kind === "m" ? "" : urgency].filter(Boolean).join(" · ")));
  if (kind === "m") return h("div", {class: "finding met"}, head, quote(words, place, ""), line("分项", facets));
  return h("div", {class: "finding " + CLASS[kind]}, head, line("情况", reason || ""), quote(words, place, note ? `最接近的一句，不算：${note}` : "已经写到"),
    line("分项", facets), line("依据", item.basis), line("修改建议", item.advice), line("参考写法", item.model));
}
function objectionOf(one) {
  const [title, urgency, message, words, place, suggestion, basis] = one;
  return h("div", {class: "finding " + (urgency === DATA.urgencies[0] ? "missing" : "weak")}, h("h4", null, title, h("span", {class: "urgency"}, urgency)), quote(words, place, ""), line("问题", message), line("建议改为", suggestion), line("依据", basis));
}
const STATES = {done: ["m", "已写到"], partly: ["w", "部分写到"], unmentioned: ["x", "没有写到"]};
function yearsOf(found) {
  if (!found) return null;
  const plans = found.plans.map(([state, planned, place, told, toldPlace, note]) => h("tr", null,
    h("td", null, h("span", {class: "badge " + STATES[state][0]}, STATES[state][1])), h("td", null, planned, h("small", null, ` ${place}`)), h("td", null, told ? [told, h("small", null, ` ${toldPlace}`)] : "—", note ? h("p", {class: "hint"}, note) : "")));
  const problems = found.problems.map(([verbatim, last, this_, likeness]) => h("tr", null, h("td", null, verbatim ? "原样再写" : `相似${likeness}%`), h("td", null, last), h("td", null, marked(this_, last))));
  const table = (heads, rows) => h("div", {class: "scroll"}, h("table", {class: "plain"}, h("thead", null, h("tr", null, heads.map(one => h("th", {scope: "col"}, one)))), h("tbody", null, rows)));
  return [h("h3", null, `与上年相比（上年${found.last}分，本年${found.this}分，${found.copied}%的文字与上年相同）`),
    found.worse.length ? line("退步的要素", found.worse.join("；")) : null, found.better.length ? line("进步的要素", found.better.join("；")) : null,
    plans.length ? [h("h3", null, "上年安排的事，今年写了什么"), table(["结果", "上年安排", "今年报告"], plans)] : null,
    problems.length ? [h("h3", null, "再次出现的问题"), table(["比较", "上年写的", "今年写的"], problems)] : null];
}
function showUnit(at) {
  const row = ROWS[at], found = detail(at), told = found ? found.i : [], place = shown.indexOf(at);
  const weight = k => told[k] ? DATA.urgencies.indexOf(told[k][1]) : 0;
  const group = kind => items.map((_, k) => k).filter(k => row[VERDICTS][k] === kind).sort((a, b) => kind === "m" ? a - b : weight(a) - weight(b) || a - b).map(k => findingOf(k, kind, told[k]));
  const step = (by, words) => { const to = place < 0 ? undefined : shown[place + by]; return to === undefined ? h("button", {type: "button", disabled: true}, words) : h("button", {type: "button", onclick: () => { location.hash = "u" + to; }}, words); };
  const n = kind => [...row[VERDICTS]].filter(one => one === kind).length;
  const late = lateOf.get(at);
  fill($("unit"), h("div", {class: "back"}, h("button", {type: "button", onclick: () => { location.hash = "units"; }}, "← 回到单位列表"), h("span", null, step(-1, "上一个"), " ", step(1, "下一个"))),
    h("div", {class: "unit-head"}, h("h2", null, row[UNIT] || "（没有认出单位）"),
      h("p", null, [row[SUPERIOR], levels[row[LEVEL]].name, row[YEAR] ? row[YEAR] + "年度" : "", row[PATH]].filter(Boolean).join(" · ")),
      late ? h("p", null, `迟报：期限${late[1]}，报送${late[2]}`) : "",
      h("div", {class: "facts"}, h("span", null, h("b", null, row[SCORE]), "分"), h("span", null, "第", h("b", null, " " + rank[at]), `名，共${ROWS.length}份`), h("span", null, h("b", null, n("m")), "充分"), h("span", null, h("b", null, n("w")), "薄弱"), h("span", null, h("b", null, n("x")), "缺失"))),
    DATA.clipped ? h("p", {class: "hint"}, DATA.clipped) : null,
    (namesOf.get(at) || []).map(nameOf), (copiesOf.get(at) || []).map(copyOf),
    found && found.o.length ? [h("h3", null, `前后不一致和差错（${found.o.length}处）`), found.o.map(objectionOf)] : null,
    n("x") ? [h("h3", null, `缺失（${n("x")}项）`), group("x")] : null, n("w") ? [h("h3", null, `薄弱（${n("w")}项）`), group("w")] : null,
    n("m") ? [h("h3", null, `充分（${n("m")}项）`), group("m")] : null, found ? yearsOf(found.c) : null);
  $("whole").hidden = true; $("unit").hidden = false;
  document.title = (row[UNIT] || row[PATH]) + " · " + DATA.title;
  scrollTo(0, 0); $("unit").focus({preventScroll: true});
}

/* ---- copies ---- */
function marked(words, other) {
  const n = words.length, m = other.length;
  if (!n || n * m > 1.5e6) return [words];
  const best = Array.from({length: n + 1}, () => new Uint16Array(m + 1));
  for (let i = n - 1; i >= 0; i--) for (let j = m - 1; j >= 0; j--) best[i][j] = words[i] === other[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
  const out = [];
  let i = 0, j = 0, same = "", changed = "";
  const flush = () => { if (same) out.push(same); if (changed) out.push(h("mark", null, changed)); same = changed = ""; };
  while (i < n) {
    if (j < m && words[i] === other[j]) { if (changed) flush(); same += words[i++]; j++; }
    else if (j < m && best[i][j + 1] > best[i + 1][j]) j++;
    else { if (same) flush(); changed += words[i++]; }
  }
  flush();
  return out;
}
const unitLink = at => h("a", {href: "#u" + at}, ROWS[at][UNIT] || ROWS[at][PATH]);
function nameOf(one) {
  const whose = one.owners.length ? `这是${one.owners.join("、")}的名称` : "本次审查的单位里没有叫这个名称的";
  return h("div", {class: "finding missing"}, h("h4", null, unitLink(one.number), h("span", {class: "urgency"}, `报告里以“${one.name}”自称，${whose}，请核对是否抄自他处`)), quote(one.quote, one.place, ""));
}
function copyOf(one) {
  const body = h("div");
  const show = () => {
    if (body.childElementCount) return;
    fill(body, one.passages.map(([first, second, firstPlace, secondPlace]) => h("div", {class: "side"},
      h("div", null, h("cite", null, `${ROWS[one.first][UNIT]}　${firstPlace}`), marked(first, second)), h("div", null, h("cite", null, `${ROWS[one.second][UNIT]}　${secondPlace}`), marked(second, first)))),
      one.more ? h("p", {class: "hint", style: "padding:0 16px"}, `还有${one.more}段，见 audit.xlsx 的“雷同”表。`) : null);
  };
  return h("details", {class: "copy", ontoggle: event => event.target.open && show()},
    h("summary", null, h("span", null, unitLink(one.first), h("small", null, one.firstDay ? ` ${one.firstDay}` : "")), h("span", null, unitLink(one.second), h("small", null, one.secondDay ? ` ${one.secondDay}` : "")),
      h("span", null, `相同 ${one.ofFirst}% ／ ${one.ofSecond}%`), h("span", null, `${one.characters}字`)), body);
}
function showCopies() {
  $("copies").hidden = false;
  const none = !DATA.names.length && !DATA.copies.length;
  fill($("copy-list"), none ? h("p", {class: "empty"}, "没有发现不同单位的报告大段相同，也没有发现以其他单位名称自称的报告。") : null,
    DATA.names.length ? [h("h3", null, `以其他单位名称自称（${DATA.names.length}处）`), DATA.names.map(nameOf)] : null,
    DATA.copies.length ? [h("h3", null, `文字雷同（${DATA.copyCount}对）`), h("p", {class: "hint"}, "百分比是相同文字在各自报告自有文字中的占比。各单位共有的套话、法规名称、单位名称和数字不计。点开可看对照，不同之处加底色。雷同只说明文字相同，谁先谁后请结合日期和实际核实。"), DATA.copies.map(copyOf),
      DATA.copyCount > DATA.copies.length ? h("p", {class: "hint"}, `这里列出相同最多的${DATA.copies.length}对，其余见 audit.xlsx。`) : null] : null);
}
function longTable(target, heads, rows) {
  const body = h("tbody");
  let at = 0;
  const more = h("button", {type: "button", onclick: () => next()}, "再显示200行");
  const next = () => { body.append(...rows.slice(at, at + 200).map(row => h("tr", null, row.map(one => h("td", null, one))))); at += 200; more.hidden = at >= rows.length; };
  next();
  fill(target, h("p", {class: "count"}, `共${rows.length}行`), h("div", {class: "scroll"}, h("table", {class: "plain"}, h("thead", null, h("tr", null, heads.map(one => h("th", {scope: "col"}, one)))), body)), more);
}
if (DATA.submissions.length) { $("submissions").hidden = false; longTable($("submission-list"), ["情况", "单位", "上级", "类别", "联系人", "期限", "报送", "说明", "文件"], DATA.submissions); }
if (DATA.failures.length) { $("failures").hidden = false; longTable($("failure-list"), ["文件", "原因"], DATA.failures); }

/* ---- from place to place ---- */
let scrolled = 0;
function route() {
  const found = /^#u(\d+)$/.exec(location.hash);
  if (found && ROWS[+found[1]]) {
    if (!$("whole").hidden) scrolled = scrollY;
    showUnit(+found[1]);
    return;
  }
  const back = !$("unit").hidden;
  $("unit").hidden = true; $("whole").hidden = false;
  document.title = DATA.title;
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (back && location.hash === "#units" && scrolled) scrollTo(0, scrolled);
  else if (back && target) target.scrollIntoView();
}
addEventListener("hashchange", route);
showItems(); filter(); showCopies(); route();
})();
