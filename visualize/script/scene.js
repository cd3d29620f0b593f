// The whole drawing seen by a camera {x, y, scale, width, height, ratio}: under and over the nodes.

const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const MANY_LINES = 2500;

function sceneOf(graph, pen, backdrops, state) {
  const write = labeller(FACE);
  const colours = () => pen.theme.look.colours;
  let strands = new Map();
  let titles = [];

  const weight = (node) => pen.size(node) * 10 + Math.min(node.links.length, 40) + (node.connector ? 60 : 0) + (node.hub ? 200 : 0);
  const ranked = graph.nodes.slice().sort((a, b) => weight(b) - weight(a));

  const inWorld = (context, { x, y, scale, width, height, ratio }) => {
    const zoom = ratio * scale;
    context.setTransform(zoom, 0, 0, zoom, ratio * (width / 2 - x * scale), ratio * (height / 2 - y * scale));
  };
  const onScreen = ({ x, y, scale, width, height }, point) => ({ x: (point.x - x) * scale + width / 2, y: (point.y - y) * scale + height / 2 });

  /** Who stands for a node in the drawing: itself, its folded circle, or nobody. */
  function standIn(id) {
    if (state.visible(id)) return graph.nodes[id];
    const circle = graph.nodes[id].circle;
    return state.view === "network" && circle !== null && circle !== undefined && state.isFolded(circle) ? graph.circles[circle] : null;
  }

  /** Works out which lines there are to draw, by width; called when what is shown has changed. */
  function refresh() {
    strands = new Map();
    const bundles = new Map();
    const put = (width, from, to) => {
      if (!strands.has(width)) strands.set(width, []);
      strands.get(width).push(from, to);
    };
    for (const { from, to, closeness, since } of state.view === "network" ? graph.lines : []) {
      if (since > state.lastDay()) continue;
      const [a, b] = [standIn(from), standIn(to)];
      if (!a || !b || a === b) continue;
      if (a.members || b.members) {
        const key = `${a.members ? "c" : ""}${a.id} ${b.members ? "c" : ""}${b.id}`;
        const bundle = bundles.get(key) ?? { a, b, n: 0 };
        bundle.n += 1;
        bundles.set(key, bundle);
      } else put(pen.lineWidth(closeness), a, b);
    }
    for (const { a, b, n } of bundles.values()) put(Math.min(1 + Math.floor(Math.sqrt(n)), 14) * 2, a, b);
  }

  function lines(context, camera) {
    const dense = graph.lines.length > MANY_LINES && !state.anyFolded();
    context.strokeStyle = colours().edge;
    for (const [width, ends] of strands) {
      context.globalAlpha = dense ? 0.3 : width < 1 ? 0.35 : 0.8;
      context.lineWidth = Math.max(width, Math.min(width, 1) * 0.5 / camera.scale);
      context.beginPath();
      for (let i = 0; i < ends.length; i += 2) {
        context.moveTo(ends[i].x, ends[i].y);
        context.lineTo(ends[i + 1].x, ends[i + 1].y);
      }
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  function under(context, camera, quick = false) {
    context.save();
    inWorld(context, camera);
    // Behind the tables the canvas may be drawn too, when a window changes its size.
    titles = backdrops[state.view]?.(context, camera) ?? [];
    if (!quick) lines(context, camera);
    context.restore();
  }

  function nodes(context, camera) {
    context.save();
    inWorld(context, camera);
    if (state.view === "network") for (const circle of graph.circles) if (state.isFolded(circle.id)) pen.drawFolded(context, circle, camera.scale);
    for (const node of graph.nodes) if (state.visible(node.id)) pen.drawNode(context, node, camera.scale);
    context.restore();
  }

  function lit(context, camera) {
    const { x, y, scale, width, height } = camera;
    context.save();
    inWorld(context, camera);
    context.globalAlpha = 0.84;
    context.fillStyle = colours().paper;
    context.fillRect(x - width / scale, y - height / scale, (2 * width) / scale, (2 * height) / scale);
    context.globalAlpha = 1;
    context.strokeStyle = colours()["edge-lit"];
    if (state.view !== "time") {
      for (const { from, to, closeness } of graph.lines) {
        if (!state.litLine(from, to) || !state.visible(from) || !state.visible(to)) continue;
        context.lineWidth = Math.max(pen.lineWidth(closeness) * (state.path ? 2 : 1), 0.8 / scale);
        context.beginPath();
        context.moveTo(graph.nodes[from].x, graph.nodes[from].y);
        context.lineTo(graph.nodes[to].x, graph.nodes[to].y);
        context.stroke();
      }
    }
    for (const id of state.lit) if (state.visible(id)) pen.drawNode(context, graph.nodes[id], scale);
    context.restore();
  }

  /** Rings around those whose circle can grow, and around where the keyboard is. */
  function rings(context, camera, cursor) {
    context.save();
    inWorld(context, camera);
    const ring = (node, colour, away, dash) => {
      context.strokeStyle = colour;
      context.setLineDash(dash);
      context.lineWidth = Math.max(2.4, 2.2 / camera.scale);
      context.beginPath();
      context.arc(node.x, node.y, pen.size(node, camera.scale) + Math.max(away, (away * 0.7) / camera.scale), 0, 2 * Math.PI);
      context.stroke();
    };
    for (const id of state.widened) if (state.visible(id)) ring(graph.nodes[id], colours().accent, 8, [3, 5]);
    if (cursor !== null && state.visible(cursor)) ring(graph.nodes[cursor], colours().accent, 9, []);
    context.restore();
  }

  /** Which nodes may be named at this scale: large ones always, small ones from near by. */
  function named(node, scale) {
    if (state.view === "time") return true;
    const own = pen.size(node);
    if (node.hub || node.connector) return true;
    if (node.kind.id === "institution") return scale > (state.view === "ground" ? 0.9 : 0.7);
    if (own >= 12) return scale > 0.75 || !isTitle(node);
    return own * scale >= 6;
  }
  /** A group that its island is called after is named by the island. */
  const isTitle = (node) => state.view === "network" && state.hulls && node.kind.id === "group" && node.circle !== null && graph.circles[node.circle]?.label.includes(node.label);

  function labels(camera, hovered, cursor) {
    const { blocks } = pen.theme.look;
    const found = [];
    const label = (node, always) => {
      const strong = always || node.hub || node.connector || node.kind.id === "group";
      return {
        text: shortened(node.label, state.view === "time" ? 28 : LABEL_LENGTH), ...onScreen(camera, node), strong, always, size: strong ? 12.5 : 11.5,
        radius: pen.size(node, camera.scale) * camera.scale + (node.connector ? 5 : 1),
        colour: node.person && !strong ? colours().ink : blocks[node.block].line,
        spot: state.view === "time" ? "right" : null,
      };
    };
    const first = [state.chosen, cursor, hovered].filter((id, i, all) => id !== null && all.indexOf(id) === i && state.visible(id));
    for (const id of first) found.push(label(graph.nodes[id], id !== cursor || id === state.chosen));
    if (!state.lit.size) {
      for (const title of titles) {
        found.push({
          text: title.text, ...onScreen(camera, title.at), radius: 0, size: title.size, strong: !title.quiet,
          colour: title.colour ?? (title.quiet ? colours().muted : colours().ink), spot: title.left ? "start" : title.above ? "above" : "middle",
        });
      }
      if (state.view === "network") {
        for (const circle of graph.circles) {
          if (!state.isFolded(circle.id)) continue;
          found.push({ text: shortened(circle.label, 30), ...onScreen(camera, circle), radius: 0, size: 13, strong: true, colour: colours().ink, spot: "middle" });
        }
      }
    }
    for (const node of ranked) {
      if (first.includes(node.id) || !state.visible(node.id)) continue;
      if (state.lit.size ? state.lit.has(node.id) && state.named(node) : named(node, camera.scale)) found.push(label(node, false));
    }
    return found;
  }

  function over(context, camera, { hovered = null, cursor = null } = {}) {
    if (state.lit.size) lit(context, camera);
    rings(context, camera, cursor);
    context.save();
    context.setTransform(camera.ratio, 0, 0, camera.ratio, 0, 0);
    const drawn = write(context, labels(camera, hovered, cursor), camera, state.view === "network" && state.hulls ? colours().land : colours().paper);
    context.restore();
    return drawn;
  }

  /** Everything at once, for a file or for paper. */
  function whole(context, camera) {
    context.save();
    context.setTransform(camera.ratio, 0, 0, camera.ratio, 0, 0);
    context.fillStyle = colours().paper;
    context.fillRect(0, 0, camera.width, camera.height);
    context.restore();
    under(context, camera);
    nodes(context, camera);
    over(context, camera);
  }

  return { refresh, under, over, whole };
}
