// The ends of edges: the heads that are drawn there, how many things there are at each, and what they are to the others.
// What comes in: edges with the attributes of the schema. What goes out: vis-network's `arrows`, heads that it does not know, and words at the ends.
//
// Attributes that begin with `start_` and `end_` tell of the ends as drawn; an edge that is `turned` begins at the end.

function endsAsRead(attributes, what) {
  const ends = [text(attributes[`start_${what}`]), text(attributes[`end_${what}`])];
  return attributes.turned === true ? ends.reverse() : ends;
}
// What is said at its source and at its target: how many there are, and what they are to the other.
function wordsAtEnds(attributes) {
  const roles = endsAsRead(attributes, "role");
  return endsAsRead(attributes, "cardinality").map((count, i) => [count, roles[i]].filter((words) => words !== ""));
}
// The same with how they are joined between them: `1 owner – 0..* pets`.
function joint(attributes) {
  const [atSource, atTarget] = wordsAtEnds(attributes).map((words) => words.join(" "));
  return `${atSource} ${attributes.directed === false ? "–" : "→"} ${atTarget}`.trim();
}
function hasWordsAtEnds(edge) {
  return wordsAtEnds(attributesOf(edge)).some((words) => words.length > 0);
}
// The heads of an edge. Where another than the one that vis-network draws was drawn at its target, that is drawn; at
// its source only what does not point: what points there is the head of another edge, or of none.
function arrowsOf(edge, scaleFactor) {
  const [atSource, atTarget] = endsAsRead(attributesOf(edge), "arrowhead");
  const arrows = {};
  if (/^(diamond|circle|bar|cardinality)/.test(atSource)) arrows.from = { enabled: true, scaleFactor, type: atSource };
  const marked = /^(diamond|circle|bar|cardinality|triangle_outline)/.test(atTarget);
  if (marked) arrows.to = { enabled: true, scaleFactor, type: atTarget };
  else if (edge.arrows) arrows.to = { enabled: true, scaleFactor };
  return arrows;
}

// ---- Heads: each in lengths of a head, its tip at 0 and what it belongs to before it.

const HEADS = {
  line: (points) => (ctx) => points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y))),
  closed: (points) => (ctx) => { HEADS.line(points)(ctx); ctx.closePath(); },
  circle: (x, radius) => (ctx) => { ctx.moveTo(x + radius, 0); ctx.arc(x, 0, radius, 0, 2 * Math.PI); },
};
// What is drawn for a head: outlines that are filled with the line's colour, or the ground's, and open strokes.
function shapesOf(name) {
  const inner = name.endsWith("_outline") ? "ground" : "ink";
  if (name.startsWith("diamond")) return [[inner, HEADS.closed([[0, 0], [-0.5, 0.3], [-1, 0], [-0.5, -0.3]])]];
  if (name.startsWith("triangle")) return [[inner, HEADS.closed([[0, 0], [-1, 0.45], [-1, -0.45]])]];
  if (name.startsWith("circle")) return [[inner, HEADS.circle(-0.45, 0.4)]];
  const shapes = [["open", HEADS.line([[-1, 0], [0, 0]])]];
  const tick = (x) => shapes.push(["open", HEADS.line([[x, 0.4], [x, -0.4]])]);
  const says = name.split("_");
  if (says[0] === "bar") tick(-0.05);
  if (says.includes("many")) shapes.push(["open", HEADS.line([[0, 0.4], [-0.8, 0], [0, -0.4]])]);
  if (says.includes("one")) tick(-0.85);
  if (says.includes("exactly")) tick(-0.55);
  if (says.includes("zero")) shapes.push(["ground", HEADS.circle(-1.15, 0.25)]);
  return shapes;
}
function drawHead(ctx, ink, lineWidth, { point, angle, length, type }) {
  for (const [inner, trace] of shapesOf(type)) {
    ctx.save();
    ctx.translate(point.x, point.y);
    ctx.rotate(angle);
    ctx.scale(length, length);
    ctx.beginPath();
    trace(ctx);
    ctx.restore();
    ctx.lineWidth = lineWidth;
    ctx.strokeStyle = ink;
    if (inner !== "open") {
      ctx.fillStyle = inner === "ground" ? palette.ground : ink;
      ctx.fill();
    }
    ctx.stroke();
  }
}
// All kinds of edges inherit from one prototype what draws their heads.
for (const drawn of Object.values(network.body.edges).slice(0, 1)) {
  let kind = drawn.edgeType;
  while (!Object.hasOwn(kind, "drawArrowHead")) kind = Object.getPrototypeOf(kind);
  const plain = kind.drawArrowHead;
  kind.drawArrowHead = function drawArrowHead(ctx, values, selected, hover, head) {
    if (head.type === "arrow") plain.call(this, ctx, values, selected, hover, head);
    else drawHead(ctx, this.getColor(ctx, values), values.width, head);
  };
}

// ---- How many there are, and what they are to the other: beside the line, at its ends.

const COUNT = 13; // font size
// Where an edge leaves the shape of the node at one of its ends, and the way it goes on from there.
function leaving(drawn, node, forwards) {
  const at = (t) => pointOn(drawn, forwards ? t : 1 - t);
  let t = 0;
  while (t < 0.5 && covers(node, at(t))) t += 0.01;
  if (t >= 0.5) t = 0; // Both are at one place, or the line leads inwards from the border.
  const [from, to] = [at(t), at(t + 0.01)];
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { ...from, dx: (to.x - from.x) / length, dy: (to.y - from.y) / length };
}
function labelEnds(ctx, taken, scale, edge, drawn, look) {
  const size = COUNT * scale >= LEAST ? COUNT : LEAST / scale;
  wordsAtEnds(attributesOf(edge)).forEach((said, i) => said.forEach((words, n) => {
    const lines = [shorten(oneLine(words), 18)];
    const [w, h] = labelSize({ lines, size });
    const { x, y, dx, dy } = leaving(drawn, nodeById.get(i ? edge.to : edge.from), !i);
    const along = (Math.abs(dx) * w + Math.abs(dy) * h) / 2 + 4 + 4 * boldness;
    const aside = (Math.abs(dy) * w + Math.abs(dx) * h) / 2 + 4 + 4 * boldness;
    // Above the line, or at its right, if there is room; what comes second, on the other side.
    const right = dx > 0 || (dx === 0 && dy > 0) ? 1 : -1;
    const spots = [[1, 1], [1, -1], [2, 1], [2, -1]].map(([far, side]) => ({
      x: x + far * along * dx + side * right * aside * dy,
      y: y + far * along * dy - side * right * aside * dx,
    }));
    const shown = { ...look, lines, size, halo: "glyphs" };
    const placed = spots.some((spot) => put(ctx, taken, { ...shown, ...spot }));
    if (!placed && scale >= 0.7) put(ctx, taken, { ...shown, ...spots[n], force: true });
  }));
}
