// The canvas: vis-network holds the nodes and the view; nothing moves by itself.

const NEAR = 20;
const CLOSEST = 6;
const WIDEST = 0.01;

function stageOf(container, map, graph, pen, scene, state, picked) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const many = graph.lines.length > MANY_LINES;
  let scale = 1;
  let moving = false;
  let hovered = null;
  let cursor = null;
  let placed = "network";

  const renderer = ({ ctx, id }) => {
    const radius = pen.size(graph.nodes[id], scale);
    return {
      drawNode: () => pen.drawNode(ctx, graph.nodes[id], scale),
      nodeDimensions: { width: 2 * radius, height: 2 * radius },
    };
  };
  const folded = ({ ctx, id }) => {
    const circle = graph.circles[id - graph.nodes.length];
    const radius = pen.foldedSize(circle, scale);
    return {
      drawNode: () => pen.drawFolded(ctx, circle, scale),
      nodeDimensions: { width: 2 * radius, height: 2 * radius },
    };
  };
  const items = graph.nodes.map(({ id, x, y }) => ({ id, x, y, shape: "custom", ctxRenderer: renderer }));
  if (map.folded) {
    for (const { id, x, y } of graph.circles) items.push({ id: id + graph.nodes.length, x, y, shape: "custom", ctxRenderer: folded });
  }
  const nodes = new vis.DataSet(items);
  const seen = (id) => (id < graph.nodes.length ? state.visible(id) : state.view === "network" && state.isFolded(id - graph.nodes.length));
  const shown = new vis.DataView(nodes, { filter: ({ id }) => seen(id) });
  const network = new vis.Network(container, { nodes: shown, edges: new vis.DataSet([]) }, {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false },
    nodes: { chosen: false },
    interaction: { dragNodes: false, selectable: false, keyboard: { enabled: false } },
  });
  const frame = container.firstChild;
  const canvas = container.querySelector("canvas");

  function camera() {
    const { x, y } = network.getViewPosition();
    const width = container.clientWidth;
    return { x, y, scale: network.getScale(), width, height: container.clientHeight, ratio: canvas.width / width };
  }

  network.on("beforeDrawing", (context) => {
    scale = network.getScale();
    scene.under(context, camera(), many && moving);
  });
  network.on("afterDrawing", (context) => {
    container.drawn = scene.over(context, camera(), { hovered, cursor });
    document.documentElement.dataset.painted ??= String(Math.round(performance.now()));
  });
  for (const [event, on] of [["dragStart", true], ["dragEnd", false]]) network.on(event, () => { moving = on; network.redraw(); });

  /** Where every node stands in the view that is open. */
  function place() {
    if (placed === state.view) return;
    placed = state.view;
    const moved = [];
    for (const node of graph.nodes) {
      const at = { network: node.home, ground: node.ground, time: node.when }[placed];
      if (!at) continue;
      [node.x, node.y] = at;
      moved.push({ id: node.id, x: node.x, y: node.y });
    }
    nodes.update(moved);
  }

  /** The visible node or folded circle nearest to a point of the container, within a finger's reach. */
  function nearest({ x, y }) {
    const at = network.DOMtoCanvas({ x, y });
    let found = null;
    let best = NEAR;
    const consider = (point, id, radius) => {
      const away = (Math.hypot(point.x - at.x, point.y - at.y) - radius) * scale;
      if (away < best) [found, best] = [id, Math.max(away, 0)];
    };
    if (map.folded && state.view === "network") {
      for (const circle of graph.circles) if (state.isFolded(circle.id)) consider(circle, graph.nodes.length + circle.id, pen.foldedSize(circle, scale));
    }
    for (const node of graph.nodes) if (state.visible(node.id)) consider(node, node.id, pen.size(node, scale));
    return found;
  }

  const take = (id) => (id === null || id < graph.nodes.length ? picked.node(id) : picked.circle(id - graph.nodes.length));
  network.on("click", ({ pointer }) => take(nearest(pointer.DOM)));
  network.on("doubleClick", ({ pointer }) => {
    const { x, y } = network.DOMtoCanvas(pointer.DOM);
    if (nearest(pointer.DOM) === null) network.moveTo({ position: { x, y }, scale: Math.min(scale * 1.8, CLOSEST), animation: animation() });
  });
  container.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const box = container.getBoundingClientRect();
    const found = nearest({ x: event.clientX - box.left, y: event.clientY - box.top });
    container.classList.toggle("pointing", found !== null);
    const node = found !== null && found < graph.nodes.length ? found : null;
    if (node === hovered) return;
    hovered = node;
    network.redraw();
  });

  const animation = (quick) => (still || quick ? false : { duration: 350, easingFunction: "easeInOutQuad" });

  /** What a view shows when it opens, in map units. */
  function extent(ids) {
    if (ids === null && state.view === "time") {
      const { first, last, lanes } = map.time;
      return [-60, (last - first) * YEAR + 190, -40, lanes.at(-1).bottom + 40];
    }
    const points = (ids ?? graph.nodes.map(({ id }) => id)).filter((id) => state.visible(id)).map((id) => graph.nodes[id]);
    if (ids === null && state.view === "network") points.push(...graph.circles.filter(({ id }) => state.isFolded(id)));
    if (!points.length) return null;
    const range = (key) => points.reduce(([low, high], point) => [Math.min(low, point[key]), Math.max(high, point[key])], [Infinity, -Infinity]);
    const [left, right, top, bottom] = [...range("x"), ...range("y")];
    // What lies close around the hub is seen within the nearest of its circles.
    const near = state.view === "ground" && ids === null && map.ground.reach.length ? map.ground.reach[0].radius : 0;
    if (Math.max(right - left, bottom - top) < near) return [-near, near, -near, near];
    return [left, right, top, bottom];
  }

  /** Brings nodes into view: all that are visible unless told which. */
  function fit(quick = false, ids = null) {
    const box = extent(ids);
    if (!box) return;
    let [left, right, top, bottom] = box;
    // Names at the edge need room too, and so does the panel where it lies over the map.
    const covered = state.covered();
    if (!document.getElementById("time").hidden) covered.y = Math.max(covered.y, 70);
    const across = Math.max(container.clientWidth - Math.min(120, container.clientWidth * 0.16) - covered.x, 100);
    const down = Math.max(container.clientHeight - 110 - covered.y, 100);
    let wide = Math.min(across / Math.max(right - left, 1), down / Math.max(bottom - top, 1));
    // Years are read from left to right: on a phone the first ones come first, large enough to read.
    if (state.view === "time" && ids === null && wide < 0.6) {
      wide = Math.min(0.75, down / (bottom - top));
      right = left + across / wide;
    }
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.min(Math.max(wide, WIDEST), 1.4),
      offset: { x: -covered.x / 2, y: -covered.y / 2 },
      animation: animation(quick),
    });
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, WIDEST), CLOSEST), animation: animation() });
  }

  function refresh() {
    place();
    scene.refresh();
    if (cursor !== null && !state.visible(cursor)) cursor = null;
    shown.refresh();
    network.redraw();
  }

  return {
    frame, camera, fit, zoom, refresh,
    redraw: () => network.redraw(),
    lookAt: ({ x, y, scale: to }) => network.moveTo({ position: { x, y }, scale: to, animation: false }),
    pan: (dx, dy) => {
      const { x, y } = network.getViewPosition();
      network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, animation: false });
    },
    moved: (tell) => { for (const event of ["dragEnd", "zoom", "animationFinished"]) network.on(event, tell); },
    point: (id) => { cursor = id; network.redraw(); },
  };
}
