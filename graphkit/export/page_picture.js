// The picture: what is drawn, in which colours, where its labels stand. What comes in: the JSON in #graph-data. What
// goes out: `network`, drawn by vis-network, and what `page_ends.js` and `page_controls.js` need of it; all are parts of
// one function.
//
// Text of a drawing only ever goes to a canvas or through `textContent`, so that it can be nothing but text.

const $ = (id) => document.getElementById(id);
const source = JSON.parse($("graph-data").textContent);
const nodeById = new Map(source.nodes.map((n) => [n.id, n]));
const edgeById = new Map(source.edges.map((e) => [e.id, e]));
const text = (value) => (value === undefined || value === null ? "" : String(value));
const attributesOf = (item) => item.data.attributes;
const labelOf = (item) => text(attributesOf(item).label);
// What is written on an edge, after its place in time where it is a message of a sequence diagram.
const saidOf = (edge) => {
  const { sequence } = attributesOf(edge);
  return typeof sequence === "number" ? `${sequence}. ${labelOf(edge)}`.trim() : labelOf(edge);
};
const kindOf = (node) => text(attributesOf(node).kind) || "unnamed";
const unnamed = new Map();
for (const node of source.nodes) if (!labelOf(node)) unnamed.set(kindOf(node), (unnamed.get(kindOf(node)) || 0) + 1);
// What has no name is called by its kind, and by its place in the drawing where it is not the one of its kind.
const nameOf = (node) => labelOf(node) || `(${kindOf(node)}${unnamed.get(kindOf(node)) > 1 ? placeOf(node) : ""})`;
const placeOf = (node) => {
  const { x, y } = attributesOf(node);
  return typeof x === "number" && typeof y === "number" ? ` at ${whole(x)}, ${whole(y)}` : "";
};
// A half becomes the even number beside it, and none is -0, as where `check` and `explain` tell the same place.
const whole = (value) => {
  const up = Math.round(value);
  return value % 1 && value % 0.5 === 0 && up % 2 ? up - 1 : up;
};
const oneLine = (string) => string.replace(/\s+/g, " ").trim();
const shorten = (string, limit) => {
  const letters = Array.from(string.slice(0, 4 * limit));
  return letters.length > limit || string.length > 4 * limit ? letters.slice(0, limit - 1).join("") + "…" : string;
};
const degree = new Map();
for (const edge of source.edges) {
  for (const end of [edge.from, edge.to]) degree.set(end, (degree.get(end) || 0) + 1);
}

// ---- Colours: the page's own for light and dark, the drawing's where it gave one.

const scratch = document.createElement("canvas").getContext("2d");
let palette = {};
function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const names = ["ground", "ink", "muted", "node", "node-line", "container-line", "heading", "edge", "faint", "accent"];
  palette = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}
// [r, g, b, alpha] of any CSS colour, or null for what is none: the canvas keeps its old value for nonsense.
function parseColour(value) {
  scratch.fillStyle = "#000001";
  scratch.fillStyle = text(value);
  const parsed = scratch.fillStyle;
  if (parsed === "#000001") return null;
  if (parsed[0] === "#") return [1, 3, 5].map((i) => parseInt(parsed.slice(i, i + 2), 16)).concat(1);
  return parsed.match(/[\d.]+/g).map(Number);
}
function luminance([r, g, b]) {
  const part = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
}
const contrast = (a, b) => {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};
// The drawing's stroke colour if it can be seen on this ground, else the page's own.
function strokeOf(item, otherwise) {
  const colour = parseColour(attributesOf(item).stroke);
  const ground = parseColour(palette.ground);
  const dull = colour && Math.max(...colour.slice(0, 3)) - Math.min(...colour.slice(0, 3)) < 24;
  return colour && !dull && colour[3] > 0.3 && contrast(colour, ground) >= 2.5
    ? `rgb(${colour.slice(0, 3).join()})` : otherwise;
}
function fillOf(node) {
  const colour = parseColour(attributesOf(node).background);
  if (!colour || colour[3] === 0) return { fill: palette.node, ink: palette.ink };
  const ground = parseColour(palette.ground);
  const mixed = [0, 1, 2].map((i) => Math.round(colour[i] * colour[3] + ground[i] * (1 - colour[3])));
  const ink = contrast(mixed, [20, 23, 27]) >= contrast(mixed, [255, 255, 255]) ? "#14171b" : "#ffffff";
  return { fill: `rgb(${mixed.join()})`, ink };
}

// ---- What is found, selected and shown.

const state = { words: "", matches: new Set(), selected: null, found: -1, physics: false };
const searching = () => state.words !== "";
const isDim = (kind, id) => searching() && !state.matches.has(kind + id);
const isSelected = (kind, id) => state.selected === kind + id;
const isContainer = (node) => attributesOf(node).role === "container";
const isAnnotation = (node) => attributesOf(node).role === "annotation";
const structural = new Map([["contains", "show-contains"], ["heads", "show-heads"]]);
const isHidden = (edge) => {
  const control = structural.get(attributesOf(edge).relation);
  return control !== undefined && !$(control).checked;
};

// ---- Nodes: drawn with the size and shape they have in the drawing.

function tracePath(ctx, kind, w, h) {
  ctx.beginPath();
  if (kind === "ellipse") ctx.ellipse(0, 0, w / 2, h / 2, 0, 0, 2 * Math.PI);
  else if (kind === "diamond") {
    ctx.moveTo(0, -h / 2);
    for (const [x, y] of [[w / 2, 0], [0, h / 2], [-w / 2, 0]]) ctx.lineTo(x, y);
    ctx.closePath();
  } else ctx.roundRect(-w / 2, -h / 2, w, h, Math.min(10, w / 5, h / 5));
}
// Words fill their box to its edge, so the box drawn around them is somewhat larger.
// A container whose members have left it has only its name to show.
function sizeOf(node) {
  const { width, height } = node.data;
  if (isContainer(node) && state.physics) return { width: 160, height: 44 };
  return attributesOf(node).kind === "text" ? { width: width + 20, height: height + 8 } : { width, height };
}
// The box around a shape that is turned.
function turnedSize(node) {
  const { width: w, height: h } = sizeOf(node);
  const [c, s] = [Math.abs(Math.cos(node.data.angle)), Math.abs(Math.sin(node.data.angle))];
  return { width: w * c + h * s, height: w * s + h * c };
}
function renderNode({ ctx, id, x, y }) {
  const node = nodeById.get(id);
  const { angle } = node.data;
  const { width: w, height: h } = sizeOf(node);
  const kind = attributesOf(node).kind;
  return {
    drawNode() {
      ctx.save();
      ctx.translate(x, y);
      ctx.rotate(angle);
      tracePath(ctx, kind, w, h);
      if (isDim("n", id) && !isContainer(node)) {
        // Faint, yet no edge shines through.
        ctx.fillStyle = palette.ground;
        ctx.fill();
        ctx.globalAlpha = 0.25;
      }
      const line = strokeOf(node, palette["node-line"]);
      if (isContainer(node)) {
        ctx.globalAlpha *= 0.06;
        ctx.fillStyle = palette.ink;
        ctx.fill();
        ctx.globalAlpha /= 0.06;
        ctx.strokeStyle = strokeOf(node, palette["container-line"]);
      } else {
        ctx.fillStyle = isAnnotation(node) ? palette.ground : fillOf(node).fill;
        ctx.fill();
        ctx.strokeStyle = line;
      }
      ctx.lineWidth = Math.max(1.5, 1 / network.getScale());
      if (!isAnnotation(node)) ctx.stroke();
      if (isSelected("n", id)) {
        ctx.lineWidth = Math.max(3, 3 / network.getScale());
        ctx.strokeStyle = palette.accent;
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}

// ---- Edges.

// Lines and heads are drawn bolder from afar, in steps, so that they stay visible.
const boldnessAt = (scale) => Math.min(8, Math.max(1, 2 ** Math.round(Math.log2(0.5 / scale))));
let boldness = 1;
function edgeStyle(edge) {
  const id = edge.id;
  const quiet = structural.has(attributesOf(edge).relation);
  const chosen = isSelected("e", id);
  return {
    id,
    hidden: isHidden(edge),
    width: (chosen ? 4 : quiet ? 1 : 2) * boldness,
    color: {
      color: chosen ? palette.accent : quiet ? palette.faint : strokeOf(edge, palette.edge),
      opacity: isDim("e", id) ? 0.2 : 1,
      inherit: false,
    },
    dashes: (quiet ? [1, 4] : edge.dashes) && (quiet ? [1, 4] : edge.dashes).map((d) => d * boldness),
    arrows: arrowsOf(edge, quiet ? 0.4 : 0.8),
  };
}
const edgeData = new vis.DataSet(source.edges.map((edge) => ({
  id: edge.id, from: edge.from, to: edge.to,
  ...(edge.smooth && { smooth: edge.smooth }),
  ...(edge.selfReference && { selfReference: edge.selfReference }),
})));
const nodeData = new vis.DataSet(source.nodes.map(({ id, x, y }) => ({ id, x, y })));

readPalette();
edgeData.update(source.edges.map(edgeStyle));
source.options.nodes.ctxRenderer = renderNode;
const network = new vis.Network($("canvas"), { nodes: nodeData, edges: edgeData }, source.options);
function restyle() {
  boldness = boldnessAt(network.getScale());
  edgeData.update(source.edges.map(edgeStyle));
  network.redraw();
}

network.on("zoom", () => {
  if (boldnessAt(network.getScale()) !== boldness) restyle();
});

// How far it is from the middle of a node to its outline: an edge ends where the shape does, not where its box does.
function reach(node, direction) {
  const { kind } = attributesOf(node);
  const [a, b] = [sizeOf(node).width / 2, sizeOf(node).height / 2];
  const turned = direction - node.data.angle;
  const [c, s] = [Math.abs(Math.cos(turned)), Math.abs(Math.sin(turned))];
  if (kind === "ellipse") return (a * b) / Math.hypot(b * c, a * s);
  if (kind === "diamond") return (a * b) / (b * c + a * s);
  return Math.min(a / c, b / s);
}
// vis-network draws a line from middle to middle, and ends it at a border only where it has a head. Nothing hides what
// of it runs inside a container; so there its end is not the container but this point of the border.
function borderPoint(drawn, towards) {
  const direction = Math.atan2(towards.y - drawn.y, towards.x - drawn.x);
  const far = reach(nodeById.get(drawn.id), direction);
  const [x, y] = [drawn.x + far * Math.cos(direction), drawn.y + far * Math.sin(direction)];
  return { id: drawn.id, x, y, far, distanceToBorder: () => 0 };
}
// Both ends of an edge at a container. What encloses has the lower number: its end is found first, and the other's as
// seen from there, so that a line to what lies inside leads inwards. Where outlines touch or cross, no line would be
// left between them; it runs from middle to middle.
function endsOf({ from, to }) {
  const [outer, inner] = [Math.min(from, to), Math.max(from, to)].map((id) => network.body.nodes[id]);
  const outerEnd = borderPoint(outer, inner);
  const border = borderPoint(inner, outerEnd);
  const length = Math.hypot(outerEnd.x - inner.x, outerEnd.y - inner.y) - border.far;
  const innerEnd = isContainer(nodeById.get(inner.id)) ? border : inner;
  const ends = length < 1 ? [outer, inner] : [outerEnd, innerEnd];
  return from < to ? ends : ends.reverse();
}
const atContainers = source.edges.filter(
  ({ from, to }) => from !== to && [from, to].some((id) => isContainer(nodeById.get(id))));
network.on("beforeDrawing", () => {
  for (const edge of atContainers) {
    const { edgeType, options } = network.body.edges[edge.id];
    if (!options.hidden) [edgeType.from, edgeType.to] = endsOf(edge);
  }
});

// ---- Labels. Close by, each stands where it was written. From afar, where that would be too small to read, they
// keep a readable size and the less important give way: containers stay, then headings, then nodes with many edges,
// and notes that head nothing come last.

const FAMILY = 'system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const LEAST = 11; // px on the screen
const LINE = 1.25; // line height in font sizes
const widths = new Map();
// Width of a string in font sizes; measured once, because measuring is slow.
function widthOf(string) {
  if (!widths.has(string)) {
    if (widths.size > 20000) widths.clear();
    scratch.font = `100px ${FAMILY}`;
    widths.set(string, scratch.measureText(string).width / 100);
  }
  return widths.get(string);
}
function wrap(string, limit) {
  const lines = [];
  for (const paragraph of string.split("\n")) {
    let line = "";
    for (const word of paragraph.split(/\s+/)) {
      const longer = line ? `${line} ${word}` : word;
      if (line && widthOf(longer) > limit) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    lines.push(line);
  }
  return lines;
}
// The lines of a node's label, and the size at which they fit into its shape.
function layOut(node) {
  const { width: w, height: h } = node.data;
  const label = shorten(labelOf(node), 400);
  if (attributesOf(node).kind === "text") {
    const lines = label.split("\n");
    const widest = Math.max(...lines.map(widthOf), 0.1);
    return { lines, size: Math.max(4, Math.min(h / lines.length / LINE, w / widest)) };
  }
  if (isContainer(node)) {
    // On lines as wide as it is, and no narrower than a short name; a longer word is cut.
    const room = Math.max(13, (w - 16) / 20);
    return { lines: wrap(oneLine(label), room).map((l) => (widthOf(l) > room ? shorten(l, 24) : l)), size: 20 };
  }
  const room = new Map([["ellipse", 0.72], ["diamond", 0.55]]).get(attributesOf(node).kind) || 0.92;
  // As large as fits: on the lines it was written in while these are large enough, else wrapped.
  const largest = Math.max(12, Math.min(36, h * 0.4));
  for (const [least, limit] of [[14, () => Infinity], [9, (size) => (w * room) / size]]) {
    for (let size = largest; size > least; size *= 0.88) {
      const lines = wrap(label, limit(size));
      if (lines.length * LINE * size <= h * room && lines.every((l) => widthOf(l) * size <= w * room)) {
        return { lines, size };
      }
    }
  }
  const lines = wrap(label, (w * room) / 9).slice(0, Math.max(1, Math.floor((h * room) / (9 * LINE))));
  return { lines: lines.map((line) => shorten(line, Math.max(4, Math.floor((w * room) / 5)))), size: 9 };
}
const layouts = new Map(source.nodes.map((node) => [node.id, layOut(node)]));
const heading = new Set(source.edges.filter((e) => attributesOf(e).relation === "heads").map((e) => e.from));
const rank = (node) => {
  if (isContainer(node)) return 2e9;
  if (isAnnotation(node)) return heading.has(node.id) ? 1e9 : -1;
  return degree.get(node.id) || 0;
};
const byRank = source.nodes.slice().sort((a, b) => rank(b) - rank(a) || a.id - b.id);

const labelSize = ({ lines, size }) => [Math.max(...lines.map(widthOf)) * size, lines.length * LINE * size];
// The middle of the label of a node that is at this place: a container's stands in its corner, or, where it has none,
// below its tip, as high as it is broad enough.
function labelPlace(node, { x, y }, label) {
  if (!isContainer(node) || state.physics) return { x, y };
  const { width, height } = sizeOf(node);
  const [w, h] = labelSize(label);
  const share = Math.min(1, (w + 8) / width);
  const broad = { ellipse: Math.sqrt(1 - share * share), diamond: 1 - share }[attributesOf(node).kind];
  if (broad !== undefined) return { x, y: y - (broad * height) / 2 + 4 + h / 2 };
  return { x: x - width / 2 + 8 + w / 2, y: y - height / 2 + 4 + h / 2 };
}
// vis-network takes a node that it does not draw itself for a square of 50 px: when it fits nodes into the view, leaves
// out what is not in it, or looks for what is at a place. A node is as large as its shape; to be seen whole, its label,
// as it stands close by, counts too.
for (const node of source.nodes) {
  const { shape } = network.body.nodes[node.id];
  shape.resize = () => Object.assign(shape, turnedSize(node));
  shape.distanceToBorder = (ctx, direction) => reach(node, direction);
  shape.updateBoundingBox = (x, y) => {
    const { width, height } = turnedSize(node);
    const label = layouts.get(node.id);
    const [w, h] = labelSize(label);
    const at = labelPlace(node, { x, y }, label);
    shape.boundingBox = {
      left: Math.min(x - width / 2, at.x - w / 2), right: Math.max(x + width / 2, at.x + w / 2),
      top: Math.min(y - height / 2, at.y - h / 2), bottom: Math.max(y + height / 2, at.y + h / 2),
    };
  };
}

function put(ctx, taken, { lines, size, x, y, ink, halo, style = "", force }) {
  const [w, h] = labelSize({ lines, size });
  const box = [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
  if (!force && taken.some((t) => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3])) return false;
  taken.push(box);
  ctx.font = `${style} ${size}px ${FAMILY}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (halo === "box") {
    const alpha = ctx.globalAlpha;
    ctx.globalAlpha = alpha * 0.85;
    ctx.fillStyle = palette.ground;
    ctx.fillRect(box[0] - size * 0.2, box[1], box[2] - box[0] + size * 0.4, box[3] - box[1]);
    ctx.globalAlpha = alpha;
  }
  lines.forEach((line, i) => {
    const at = y + (i - (lines.length - 1) / 2) * LINE * size;
    if (halo === "glyphs") {
      ctx.lineWidth = size * 0.28;
      ctx.lineJoin = "round";
      ctx.strokeStyle = palette.ground;
      ctx.strokeText(line, x, at);
    }
    ctx.fillStyle = ink;
    ctx.fillText(line, x, at);
  });
  return true;
}
function labelNodes(ctx, taken, scale, places, seen) {
  const far = [];
  for (const node of byRank) {
    const { x, y } = places[node.id];
    const { width: w, height: h } = sizeOf(node);
    if (!labelOf(node) || !seen(x - w / 2, y - h / 2, x + w / 2, y + h / 2)) continue;
    ctx.globalAlpha = isDim("n", node.id) ? 0.3 : 1;
    const { lines, size } = layouts.get(node.id);
    const annotation = isAnnotation(node);
    const look = {
      style: annotation ? "italic" : isContainer(node) ? "600" : "",
      ink: annotation ? palette.heading : isContainer(node) ? palette.muted : fillOf(node).ink,
    };
    const near = size * scale >= LEAST;
    const shown = near ? { lines, size } : { lines: [shorten(oneLine(labelOf(node)), 24)], size: LEAST / scale };
    const label = { ...look, ...shown, ...labelPlace(node, { x, y }, shown), halo: "glyphs" };
    if (!near) far.push({ ...label, node });
    else put(ctx, taken, { ...label, halo: (annotation || isContainer(node)) && "glyphs", force: true });
  }
  for (const label of far) {
    const { node } = label;
    ctx.globalAlpha = isDim("n", node.id) ? 0.3 : 1;
    const plain = !isAnnotation(node) && !isContainer(node);
    const important = isSelected("n", node.id) || (searching() && !isDim("n", node.id));
    put(ctx, taken, { ...label, ink: plain ? palette.ink : label.ink, force: important });
  }
}
// A point of an edge as vis-network draws it, `t` from 0 at its start to 1 at its end; of a loop its far side.
function pointOn(drawn, t) {
  if (drawn.from === drawn.to) {
    const [x, y, radius] = drawn.edgeType._getCircleData();
    const [dx, dy] = [x - drawn.from.x, y - drawn.from.y];
    const away = (radius + 12) / (Math.hypot(dx, dy) || 1);
    return { x: x + dx * away, y: y + dy * away };
  }
  return drawn.edgeType.getPoint(t, drawn.edgeType.getViaNode && drawn.edgeType.getViaNode());
}
// Whether a place is within the shape of a node.
function covers(node, { x, y }) {
  const place = network.body.nodes[node.id];
  const [dx, dy] = [x - place.x, y - place.y];
  return Math.hypot(dx, dy) <= reach(node, Math.atan2(dy, dx));
}
// Where shapes touch, nothing of the line between them is seen: places for its label beside them, the nearest first.
function besideHidden(drawn, look) {
  if (drawn.from === drawn.to) return [];
  const ends = [drawn.from, drawn.to].map(({ id }) => nodeById.get(id));
  const shown = [0.4, 0.45, 0.5, 0.55, 0.6].some((t) => !ends.some((node) => covers(node, pointOn(drawn, t))));
  const [one, two] = ends.map(({ id }) => network.body.nodes[id]);
  const way = Math.hypot(two.x - one.x, two.y - one.y);
  if (shown || !way) return [];
  const [ux, uy] = [(two.x - one.x) / way, (two.y - one.y) / way];
  // Half-way between the borders at which each meets the other, and as far off as the larger goes.
  const along = (reach(ends[0], Math.atan2(uy, ux)) + way - reach(ends[1], Math.atan2(-uy, -ux))) / 2;
  const across = ({ width, height }) => (Math.abs(uy) * width + Math.abs(ux) * height) / 2;
  const [width, height] = labelSize(look);
  const step = across({ width, height }) + 8;
  const farthest = Math.max(...ends.map((node) => across(turnedSize(node)))) + step;
  const steps = Array.from({ length: 12 }, (_, k) => step * (k + 1)).filter((far) => far < farthest);
  return [...steps, farthest].flatMap((far) => [1, -1].map((side) => (
    { x: one.x + along * ux + side * far * uy, y: one.y + along * uy - side * far * ux })));
}
function labelEdges(ctx, taken, scale, places, seen) {
  for (const node of source.nodes) {
    const { width: w, height: h } = sizeOf(node);
    const { x, y } = places[node.id];
    const box = [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
    if (seen(...box) && (!isContainer(node) || state.physics)) taken.push(box);
  }
  const shown = source.edges.filter((edge) => {
    const drawn = network.body.edges[edge.id];
    if (isHidden(edge) || !drawn || !drawn.connected) return false;
    // From afar they would only hide the shapes.
    return scale >= 0.35 || isSelected("e", edge.id) || (searching() && !isDim("e", edge.id));
  });
  const inkOf = (edge) => (isSelected("e", edge.id) ? palette.accent : palette.ink);
  for (const edge of shown) {
    if (edge.from === edge.to || !hasWordsAtEnds(edge)) continue;
    const [a, b] = [places[edge.from], places[edge.to]];
    if (!seen(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x) + 1, Math.max(a.y, b.y) + 1)) continue;
    ctx.globalAlpha = isDim("e", edge.id) ? 0.3 : 1;
    labelEnds(ctx, taken, scale, edge, network.body.edges[edge.id], { ink: inkOf(edge) });
  }
  for (const edge of shown) {
    const drawn = network.body.edges[edge.id];
    const ends = edge.from === edge.to && hasWordsAtEnds(edge) ? joint(attributesOf(edge)) : "";
    const label = [saidOf(edge), ends].filter(Boolean).join("\n");
    if (!label) continue;
    const near = 15 * scale >= LEAST;
    const size = near ? 15 : LEAST / scale;
    const lines = near ? wrap(shorten(label, 120), 11).slice(0, 4) : [shorten(oneLine(label), 20)];
    const point = (t) => pointOn(drawn, t);
    const spots = edge.from === edge.to ? [0.5] : [0.5, 0.38, 0.62, 0.27, 0.73];
    const middle = point(0.5);
    if (!seen(middle.x, middle.y, middle.x, middle.y)) continue;
    ctx.globalAlpha = isDim("e", edge.id) ? 0.3 : 1;
    const look = { lines, size, ink: inkOf(edge), halo: "box" };
    const placed = spots.some((t) => put(ctx, taken, { ...look, ...point(t) }))
      || besideHidden(drawn, look).some((spot) => put(ctx, taken, { ...look, ...spot }));
    if (!placed && (near || isSelected("e", edge.id))) put(ctx, taken, { ...look, ...middle, force: true });
  }
}
network.on("afterDrawing", (ctx) => {
  const scale = network.getScale();
  const { clientWidth: w, clientHeight: h } = $("canvas");
  const [from, to] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: w, y: h })];
  const seen = (left, top, right, bottom) => left < to.x && right > from.x && top < to.y && bottom > from.y;
  const taken = [];
  ctx.save();
  const places = network.getPositions();
  labelNodes(ctx, taken, scale, places, seen);
  labelEdges(ctx, taken, scale, places, seen);
  ctx.restore();
});
