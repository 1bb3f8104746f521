// The controls: tooltip, details, table, search, switches and legend around the picture of `page_picture.js`. What
// comes in: its names. What goes out: `window.graphkit`, the nodes and edges as data for a program that reads the page.

// ---- What lies under the pointer: a small thing before the container it lies in, an edge before a container.

function under(pointer) {
  const node = nodeById.get(network.getNodeAt(pointer));
  if (node && !isContainer(node)) return { kind: "n", item: node };
  const at = network.DOMtoCanvas(pointer);
  let nearest = null;
  let limit = 8 / network.getScale();
  for (const edge of source.edges) {
    const drawn = network.body.edges[edge.id];
    if (isHidden(edge) || !drawn || !drawn.connected) continue;
    const { from, to, fromPoint, toPoint } = drawn.edgeType;
    // With its head, and as it is drawn: only up to its head, and so, if it is bent, bent more.
    for (const [a, b] of [[from, to], [fromPoint, toPoint]]) {
      const distance = drawn.edgeType.getDistanceToEdge(a.x, a.y, b.x, b.y, at.x, at.y);
      if (distance < limit) [nearest, limit] = [edge, distance];
    }
  }
  if (nearest) return { kind: "e", item: nearest };
  return node ? { kind: "n", item: node } : null;
}

// ---- Evidence in words.

function confidenceOf(attributes) {
  const { confidence } = attributes;
  // Rounded down, so that 1.00 is certain.
  return typeof confidence === "number" ? (Math.floor(confidence * 100 + 1e-6) / 100).toFixed(2) : text(confidence);
}
function rulesOf(attributes) {
  const parts = [["start", attributes.source_rule], ["end", attributes.target_rule], ["label", attributes.label_rule]];
  return parts.filter(([, rule]) => rule !== undefined).map(([part, rule]) => `${part}: ${text(rule)}`).join(", ");
}
// `1 at Customer, 0..* at Order`
function saidAtEnds(edge, what) {
  const said = endsAsRead(attributesOf(edge), what);
  const parts = [edge.from, edge.to].map((id, i) => said[i] && `${said[i]} at ${oneLine(nameOf(nodeById.get(id)))}`);
  return parts.filter(Boolean).join(", ");
}
function describe({ kind, item }) {
  const a = attributesOf(item);
  const lines = [];
  if (kind === "e") {
    const join = a.directed === false ? "–" : "→";
    lines.push(`${oneLine(nameOf(nodeById.get(item.from)))} ${join} ${oneLine(nameOf(nodeById.get(item.to)))}`);
    if (a.label) lines.push(`“${text(a.label)}”`);
    if (typeof a.sequence === "number") lines.push(`message ${a.sequence}`);
    for (const [name, what] of [["how many", "cardinality"], ["roles", "role"]]) {
      const said = saidAtEnds(item, what);
      if (said) lines.push(`${name}: ${said}`);
    }
    lines.push(text(a.relation) + (a.context ? ` in ${oneLine(text(a.context))}` : ""));
    if (rulesOf(a)) lines.push(`decided by ${rulesOf(a)}`);
    if (typeof a.distance === "number") lines.push(`${a.distance.toFixed(1)} px between its ends and what they mean`);
  } else {
    lines.push(nameOf(item));
    lines.push([a.role, a.kind].filter(Boolean).map(text).join(", "));
    if (a.context) lines.push(`in ${oneLine(text(a.context))}`);
    if (a.label_rule) lines.push(`name decided by ${text(a.label_rule)}`);
    if (a.link) lines.push(`link: ${text(a.link)}`);
  }
  if (a.confidence !== undefined) lines.push(`confidence ${confidenceOf(a)}`);
  return shorten(lines.filter(Boolean).join("\n"), 700);
}

// ---- Tooltip, details, table.

const canvas = $("canvas");
canvas.addEventListener("pointermove", (event) => {
  const frame = canvas.getBoundingClientRect();
  const pointer = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  const hit = event.buttons === 0 ? under(pointer) : null;
  const tooltip = $("tooltip");
  tooltip.hidden = !hit;
  canvas.style.cursor = hit ? "pointer" : "";
  if (!hit) return;
  tooltip.textContent = describe(hit);
  const [right, bottom] = [frame.width - tooltip.offsetWidth - 4, frame.height - tooltip.offsetHeight - 4];
  tooltip.style.left = `${Math.max(4, Math.min(pointer.x + 14, right))}px`;
  const above = pointer.y - tooltip.offsetHeight - 10;
  tooltip.style.top = `${Math.max(4, pointer.y + 16 > bottom ? above : pointer.y + 16)}px`;
});
canvas.addEventListener("pointerleave", () => { $("tooltip").hidden = true; });

function add(parent, tag, content) {
  const element = parent.appendChild(document.createElement(tag));
  if (content !== undefined) element.textContent = content;
  return element;
}
function select(hit) {
  state.selected = hit && hit.kind + hit.item.id;
  const panel = $("details");
  panel.replaceChildren();
  panel.hidden = !hit;
  if (hit) {
    const { kind, item } = hit;
    add(panel, "h2", kind === "n" ? nameOf(item) : describe(hit).split("\n")[0]);
    const close = add(panel, "button", "×");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => select(null));
    const list = add(panel, "dl");
    const rows = kind === "n" ? { id: item.data.id } : { key: item.data.key };
    for (const [name, value] of Object.entries({ ...rows, ...attributesOf(item) })) {
      if (value === "") continue;
      add(list, "dt", shorten(name, 60));
      add(list, "dd", shorten(text(value), 2000));
    }
  }
  restyle();
}
network.on("click", ({ pointer }) => select(under(pointer.DOM)));
const still = matchMedia("(prefers-reduced-motion: reduce)");
const animation = () => (still.matches ? false : { duration: 300 });
function goTo(hit) {
  const ends = hit.kind === "n" ? [hit.item.id] : [hit.item.from, hit.item.to];
  network.fit({ nodes: ends, maxZoomLevel: Math.max(1, network.getScale()), animation: animation() });
  select(hit);
}
function fillTable() {
  const quiet = (edge) => Number(structural.has(attributesOf(edge).relation));
  const telling = source.edges.some(hasWordsAtEnds);
  $("at-ends").hidden = !telling;
  for (const edge of source.edges.slice().sort((a, b) => quiet(a) - quiet(b) || a.id - b.id)) {
    const a = attributesOf(edge);
    const row = add($("rows"), "tr");
    row.dataset.edge = edge.id;
    const [from, to] = [edge.from, edge.to].map((id) => nameOf(nodeById.get(id)));
    const relation = text(a.relation) + (a.directed === false ? " (undirected)" : "");
    const ends = telling ? [hasWordsAtEnds(edge) ? joint(a) : ""] : [];
    for (const cell of [from, relation, saidOf(edge), ...ends, to, a.context, confidenceOf(a), rulesOf(a)]) {
      add(row, "td", shorten(text(cell), 300));
    }
    const button = add(add(row, "td"), "button", "show");
    button.type = "button";
    button.addEventListener("click", () => goTo({ kind: "e", item: edge }));
  }
}

// ---- Search.

const everything = source.nodes.map((item) => ({ kind: "n", item })).concat(
  source.edges.map((item) => ({ kind: "e", item })));
function haystack({ kind, item }) {
  const a = attributesOf(item);
  const id = kind === "n" ? item.data.id : item.data.key;
  const more = kind === "n" ? [a.context] : [a.start_role, a.end_role];
  return [id, a.label, a.link, a.tags, ...more].map(text).join("\n").toLowerCase();
}
let found = [];
function search() {
  state.words = $("search").value.trim().toLowerCase();
  state.found = -1;
  found = searching() ? everything.filter((hit) => haystack(hit).includes(state.words)) : [];
  state.matches = new Set(found.map((hit) => hit.kind + hit.item.id));
  $("found").textContent = searching() ? `${found.length} found` : "";
  for (const row of $("rows").rows) row.className = isDim("e", Number(row.dataset.edge)) ? "dimmed" : "";
  restyle();
}
$("search").addEventListener("input", search);
$("search-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!found.length) return;
  state.found = (state.found + 1) % found.length;
  $("found").textContent = `${state.found + 1} of ${found.length}`;
  goTo(found[state.found]);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== $("search")) {
    event.preventDefault();
    $("search").focus();
  } else if (event.key === "Escape") {
    $("search").value = "";
    search();
    select(null);
  }
});

// ---- Switches: only for lines that this graph has.

for (const [relation, id] of structural) {
  $(id).closest("label").hidden = !source.edges.some((edge) => attributesOf(edge).relation === relation);
  $(id).addEventListener("change", restyle);
}
// Everything, with room at the borders for labels that are wider than their nodes from afar.
function showAll() {
  network.setSize(); // else the next picture notes that the legend took some room, and changes the scale for it
  network.fit({ maxZoomLevel: 1.5, animation: false });
  network.moveTo({ scale: network.getScale() * 0.92 });
  restyle();
}
$("fit").addEventListener("click", showAll);
$("show-table").addEventListener("click", () => {
  $("table").hidden = !$("table").hidden;
  $("show-table").setAttribute("aria-expanded", String(!$("table").hidden));
});
$("physics").addEventListener("click", () => {
  const on = $("physics").getAttribute("aria-pressed") !== "true";
  $("physics").setAttribute("aria-pressed", String(on));
  state.physics = on;
  network.setOptions({ physics: { enabled: on } });
  if (!on) nodeData.update(source.nodes.map(({ id, x, y }) => ({ id, x, y })));
  showAll();
  // It moves far in the first second, and little after.
  if (on) setTimeout(showAll, 1000);
});
network.on("stabilized", () => { if (state.physics) showAll(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  readPalette();
  restyle();
  fillLegend();
});

// ---- Legend: only what this graph has.

function fillLegend() {
  const a = source.nodes.map(attributesOf);
  const e = source.edges.map(attributesOf);
  const connectors = e.filter((x) => !structural.has(x.relation));
  const box = (ctx, stroke, fill) => {
    ctx.beginPath();
    ctx.roundRect(2, 2, 30, 12, 3);
    if (fill) { ctx.fillStyle = fill; ctx.fill(); }
    ctx.strokeStyle = stroke;
    ctx.stroke();
  };
  const line = (colour, dash, width = 2) => (ctx) => {
    ctx.setLineDash(dash);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(2, 8);
    ctx.lineTo(32, 8);
    ctx.stroke();
  };
  const low = source.lowConfidence;
  const entries = [
    ["thing", a.some((x) => x.role === "entity"), (ctx) => box(ctx, palette["node-line"], palette.node)],
    ["container", a.some((x) => x.role === "container"), (ctx) => box(ctx, palette["container-line"])],
    ["heading or note", a.some((x) => x.role === "annotation"), (ctx) => {
      ctx.font = `italic 12px ${FAMILY}`;
      ctx.fillStyle = palette.heading;
      ctx.fillText("Abc", 5, 12);
    }],
    ["connection", connectors.length > 0, line(palette.edge, [])],
    ["without direction", connectors.some((x) => x.directed === false), line(palette.edge, [12, 7])],
    [`confidence below ${low}`, connectors.some((x) => x.confidence < low), line(palette.edge, [2, 5])],
    ["containment, heading", e.some((x) => structural.has(x.relation)), line(palette.faint, [1, 4], 1)],
  ];
  $("legend").replaceChildren();
  for (const [name, present, draw] of entries) {
    if (!present) continue;
    const item = add($("legend"), "li");
    const sample = add(item, "canvas");
    [sample.width, sample.height] = [34, 16];
    draw(sample.getContext("2d"));
    add(item, "span", name);
  }
}

const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
$("counts").textContent = `${plural(source.nodes.length, "node")}, ${plural(source.edges.length, "edge")}`;
fillTable();
fillLegend();
// Twice, because lines are drawn as far as the heads of the picture before.
network.once("afterDrawing", () => requestAnimationFrame(() => network.redraw()));
showAll();

const publicNode = (node) => ({ ...attributesOf(node), id: node.data.id });
const idOf = (id) => nodeById.get(id).data.id;
window.graphkit = {
  graph: source.graph,
  nodes: source.nodes.map(publicNode),
  edges: source.edges.map((edge) => ({
    ...attributesOf(edge), source: idOf(edge.from), target: idOf(edge.to), key: edge.data.key,
  })),
  network,
};
