// What lies under the nodes: islands of people, streets and distances, lines of years.

const SHORE = 46;

/** The convex hull of points {x, y}, counter-clockwise (Andrew 1979). */
function hullOf(points) {
  const sorted = points.slice().sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const turn = (a, b, c) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  const half = (walk) => {
    const found = [];
    for (const point of walk) {
      while (found.length > 1 && turn(found.at(-2), found.at(-1), point) <= 0) found.pop();
      found.push(point);
    }
    return found.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** The points near the middle of all: one who stands elsewhere stretches no island. */
function nearTheMiddle(points) {
  const middle = (key) => points.map((point) => point[key]).sort((a, b) => a - b)[points.length >> 1];
  const [x, y] = [middle("x"), middle("y")];
  const away = (point) => Math.hypot(point.x - x, point.y - y);
  const typical = points.map(away).sort((a, b) => a - b)[points.length >> 1];
  return points.filter((point) => away(point) <= Math.max(2.5 * typical, 160));
}

function backdropsOf(map, graph, theme, state) {
  /** A rounded island around points, with a shore of this width. */
  function island(context, points, shore, fill, line, scale) {
    const hull = hullOf(points);
    if (!hull.length) return;
    context.lineJoin = "round";
    context.lineCap = "round";
    for (const [colour, width] of [[line, 2 * shore + 2.4 / scale], [fill, 2 * shore]]) {
      context.beginPath();
      hull.forEach(({ x, y }, i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
      if (hull.length === 1) context.lineTo(hull[0].x + 0.01, hull[0].y);
      context.closePath();
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
      context.fillStyle = fill;
      if (colour === fill) context.fill();
    }
  }

  function stroke(context, points, colour, width, dash = []) {
    context.beginPath();
    points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  }

  /** Islands of the network, each with its name above it. */
  function network(context, { scale }) {
    const { colours } = theme.look;
    const labels = [];
    if (!state.hulls) return labels;
    for (const circle of graph.circles) {
      if (state.isFolded(circle.id)) continue;
      const points = circle.members.filter(({ id }) => state.visible(id));
      if (points.length < 3) continue;
      const near = nearTheMiddle(points);
      island(context, near, SHORE, colours.land, colours.shore, scale);
      const top = Math.min(...near.map(({ y }) => y)) - SHORE;
      const middle = (Math.min(...near.map(({ x }) => x)) + Math.max(...near.map(({ x }) => x))) / 2;
      labels.push({ text: shortened(circle.label, 34), at: { x: middle, y: top }, size: 14, above: true });
    }
    return labels;
  }

  /** A point of the circle around the hub that is in view, for its name; the right side first. */
  function seenOn(radius, { x, y, scale, width, height }) {
    const turns = Array.from({ length: 24 }, (_, i) => ((i % 2 ? 1 : -1) * Math.ceil(i / 2) * Math.PI) / 12);
    const points = turns.map((turn) => ({ x: radius * Math.cos(turn), y: radius * Math.sin(turn) }));
    return points.find((point) => Math.abs(point.x - x) * scale < width / 2 - 90 && Math.abs(point.y - y) * scale < height / 2 - 70);
  }

  /** The buurt as land, its streets, and how far one comes in ten minutes. */
  function ground(context, camera) {
    const { scale } = camera;
    const { colours, blocks } = theme.look;
    const { land, streets, reach } = map.ground;
    const labels = [];
    for (const outline of land) {
      island(context, outline.map(([x, y]) => ({ x, y })), 60, colours.land, colours.shore, scale);
    }
    context.lineCap = "round";
    for (const { label, from, to } of streets) {
      stroke(context, [from, to], colours.street, Math.max(16, 6 / scale));
      labels.push({ text: label, at: { x: (from[0] + to[0]) / 2, y: (from[1] + to[1]) / 2 }, size: 11.5, quiet: true });
    }
    for (const { label, radius } of reach) {
      context.beginPath();
      context.arc(0, 0, radius, 0, 2 * Math.PI);
      context.strokeStyle = blocks[3].line;
      context.lineWidth = 1.6 / scale;
      context.setLineDash([7 / scale, 6 / scale]);
      context.stroke();
      context.setLineDash([]);
      const at = seenOn(radius, camera);
      if (at) labels.push({ text: label, at, size: 12.5, colour: blocks[3].line });
    }
    return labels;
  }

  /** Three lanes, a line for each ten years, and how long each story lasted. */
  function time(context, { scale }) {
    const { colours, blocks } = theme.look;
    const { first, last, lanes } = map.time;
    const x = (year) => (year - first) * YEAR;
    const bottom = lanes.at(-1).bottom;
    const labels = [];
    lanes.forEach(({ label, top, bottom: low }, i) => {
      context.fillStyle = i % 2 ? colours.paper : colours.land;
      context.fillRect(x(first) - 40, top, x(last) - x(first) + 290, low - top);
      labels.push({ text: label, at: { x: x(first) - 24, y: top + 22 }, size: 15, left: true });
    });
    for (let year = Math.ceil(first / 10) * 10; year <= last; year += 10) {
      stroke(context, [[x(year), 0], [x(year), bottom]], colours.hairline, 1 / scale);
      for (const y of [-12, bottom + 12]) labels.push({ text: String(year), at: { x: x(year), y }, size: 12.5 });
    }
    if (state.year !== null) stroke(context, [[x(state.year), 0], [x(state.year), bottom]], colours.ring, 2.5 / scale);
    for (const node of graph.nodes) {
      if (!node.when || !state.visible(node.id) || node.when[2] <= node.when[0]) continue;
      stroke(context, [[node.when[0], node.when[1] + 15], [node.when[2], node.when[1] + 15]], blocks[5].fill, 4);
    }
    return labels;
  }

  return { network, ground, time };
}

const YEAR = 15;
