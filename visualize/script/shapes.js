// Six shapes for six blocks, drawn alike on the canvas and in the legend.

/** The corners of a shape around (0, 0) that fills about as much as a circle of radius 1. */
function corners(shape) {
  const ring = (n, radius, turn) =>
    Array.from({ length: n }, (_, i) => {
      const angle = turn + (2 * Math.PI * i) / n;
      const r = Array.isArray(radius) ? radius[i % radius.length] : radius;
      return [r * Math.cos(angle), r * Math.sin(angle)];
    });
  const up = -Math.PI / 2;
  switch (shape) {
    case "square": return ring(4, 1.25, Math.PI / 4);
    case "diamond": return ring(4, 1.3, 0);
    case "triangle": return ring(3, 1.4, up).map(([x, y]) => [x, y + 0.15]);
    case "hexagon": return ring(6, 1.12, up);
    case "star": return ring(10, [1.4, 0.65], up);
    default: return null;
  }
}

const SHAPES = new Map(["square", "diamond", "triangle", "hexagon", "star"].map((name) => [name, corners(name)]));

/** Traces a shape of this size on a canvas; the caller fills and strokes it. */
function trace(context, shape, x, y, size) {
  const points = SHAPES.get(shape);
  context.beginPath();
  if (!points) {
    context.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  points.forEach(([dx, dy], i) => {
    if (i) context.lineTo(x + dx * size, y + dy * size);
    else context.moveTo(x + dx * size, y + dy * size);
  });
  context.closePath();
}

/** A small picture of a shape for the legend, lists and panel. */
function icon(look) {
  const svg = (name, attributes) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const picture = svg("svg", { class: "icon", viewBox: "-10 -10 20 20", "aria-hidden": "true" });
  const points = SHAPES.get(look.shape);
  const size = look.size ?? 6.5;
  const paint = {
    fill: look.fill,
    stroke: look.line,
    "stroke-width": look.width ?? 1.5,
    "stroke-linejoin": "round",
    ...(look.dashed ? { "stroke-dasharray": "3 2.2" } : {}),
  };
  if (look.ring) picture.append(svg("circle", { r: size + 3, fill: "none", stroke: look.ring, "stroke-width": 1.8 }));
  if (look.shape === "lines") {
    picture.append(svg("path", { d: "M-9 -5H9", stroke: look.line, "stroke-width": 1 }));
    picture.append(svg("path", { d: "M-9 4H9", stroke: look.line, "stroke-width": 4 }));
  } else if (look.shape === "island") {
    picture.append(svg("rect", { x: -9, y: -7, width: 18, height: 14, rx: 6, ...paint }));
  } else if (points) {
    picture.append(svg("polygon", { points: points.map(([x, y]) => `${x * size},${y * size}`).join(" "), ...paint }));
  } else {
    picture.append(svg("circle", { r: size, ...paint }));
  }
  return picture;
}
