// The canvas: vis-network keeps the view; nodes stand where they were computed.

const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const NEAR = 20;

function stageOf(container, graph, pen, state, choose) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const many = graph.lines.length > 2500;
  const renderer = ({ ctx, id }) => {
    const radius = pen.size(graph.nodes[id], scale);
    return {
      drawNode: () => pen.drawNode(ctx, graph.nodes[id], scale),
      nodeDimensions: { width: 2 * radius, height: 2 * radius },
    };
  };
  const nodes = new vis.DataSet(
    graph.nodes.map(({ id, x, y }) => ({ id, x, y, shape: "custom", ctxRenderer: renderer })),
  );
  const lines = new vis.DataSet(
    graph.lines.map(({ from, to, closeness }, id) => ({ id, from, to, width: pen.lineWidth(closeness) })),
  );
  const shown = new vis.DataView(nodes, { filter: ({ id }) => state.visible(id) });
  const drawn = new vis.DataView(lines, { filter: ({ from, to }) => state.visible(from) && state.visible(to) });
  let scale = 1;
  const network = new vis.Network(container, { nodes: shown, edges: drawn }, {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false },
    nodes: { chosen: false },
    edges: { color: { color: pen.colours.edge, opacity: many ? 0.4 : 1, inherit: false }, smooth: false, chosen: false, selectionWidth: 0 },
    interaction: {
      dragNodes: false,
      selectable: false,
      hideEdgesOnDrag: many,
      hideEdgesOnZoom: many,
      keyboard: { enabled: true, bindToWindow: false },
    },
  });
  // vis-network puts its frame first in the tab order of the page; here it waits its turn.
  const frame = container.firstChild;
  frame.tabIndex = 0;
  frame.setAttribute("role", "img");

  const weight = (node) => pen.size(node) * 10 + Math.min(node.links.length, 40) + (node.connector ? 60 : 0) + (node.hub ? 200 : 0);
  const ranked = graph.nodes.slice().sort((a, b) => weight(b) - weight(a));
  const write = labeller(FACE);
  let hovered = null;

  function labelOf(node, always) {
    const { x, y } = network.canvasToDOM({ x: node.x, y: node.y });
    const strong = always || pen.size(node) >= 12;
    const radius = pen.size(node, scale) * scale + (node.connector ? 5 : 1);
    const colour = strong ? pen.blocks[node.block].line : pen.colours.ink;
    return { text: shortened(node.label, LABEL_LENGTH), x, y, radius, strong, colour, always };
  }

  /** Which nodes may be named at this scale: large ones always, small ones from near by. */
  const named = (node) => pen.size(node) * scale >= 5 || pen.size(node) >= 12;

  function drawLit(context) {
    const { chosen, lit } = state;
    const view = container.getBoundingClientRect();
    const from = network.DOMtoCanvas({ x: 0, y: 0 });
    const to = network.DOMtoCanvas({ x: view.width, y: view.height });
    context.save();
    context.globalAlpha = 0.86;
    context.fillStyle = pen.colours.paper;
    context.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
    context.globalAlpha = 1;
    context.strokeStyle = pen.colours["edge-lit"];
    for (const { from: a, to: b, closeness } of graph.lines) {
      if ((a !== chosen && b !== chosen) || !(lit.has(a) && lit.has(b))) continue;
      context.lineWidth = Math.max(pen.lineWidth(closeness), 0.8 / scale);
      context.beginPath();
      context.moveTo(graph.nodes[a].x, graph.nodes[a].y);
      context.lineTo(graph.nodes[b].x, graph.nodes[b].y);
      context.stroke();
    }
    for (const id of lit) pen.drawNode(context, graph.nodes[id], scale);
    context.restore();
  }

  function drawWiden(context) {
    context.save();
    context.strokeStyle = pen.colours.accent;
    context.setLineDash([2, 4]);
    context.lineWidth = Math.max(2, 1.5 / scale);
    for (const id of state.widened) {
      if (!state.visible(id)) continue;
      const node = graph.nodes[id];
      context.beginPath();
      context.arc(node.x, node.y, pen.size(node, scale) + Math.max(8, 5 / scale), 0, 2 * Math.PI);
      context.stroke();
    }
    context.restore();
  }

  network.on("beforeDrawing", () => { scale = network.getScale(); });
  network.on("afterDrawing", (context) => {
    if (state.widened.size) drawWiden(context);
    if (state.chosen !== null) drawLit(context);
    const view = { width: container.clientWidth, height: container.clientHeight };
    const labels = [];
    if (state.chosen !== null) labels.push(labelOf(graph.nodes[state.chosen], true));
    if (hovered !== null && state.visible(hovered)) labels.push(labelOf(graph.nodes[hovered], true));
    for (const node of ranked) {
      if (node.id === state.chosen || node.id === hovered || !state.visible(node.id)) continue;
      if (state.chosen !== null ? state.lit.has(node.id) : named(node)) labels.push(labelOf(node, false));
    }
    const ratio = context.canvas.width / container.clientWidth;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    write(context, labels, view, pen.colours);
    context.restore();
    document.documentElement.dataset.painted ??= String(Math.round(performance.now()));
  });

  /** The visible node nearest to a point of the container, within reach of a finger. */
  function nearest({ x, y }) {
    const at = network.DOMtoCanvas({ x, y });
    let found = null;
    let best = NEAR;
    for (const node of graph.nodes) {
      if (!state.visible(node.id)) continue;
      const away = Math.hypot(node.x - at.x, node.y - at.y) * scale - pen.size(node, scale) * scale;
      if (away < best) [found, best] = [node.id, away];
    }
    return found;
  }
  network.on("click", ({ pointer }) => choose(nearest(pointer.DOM)));
  container.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const box = container.getBoundingClientRect();
    const found = nearest({ x: event.clientX - box.left, y: event.clientY - box.top });
    if (found === hovered) return;
    hovered = found;
    container.classList.toggle("pointing", hovered !== null);
    network.redraw();
  });

  const animation = (quick) => (still || quick ? false : { duration: 350, easingFunction: "easeInOutQuad" });

  /** Brings nodes into view: all that are visible unless told which. */
  function fit(quick = false, ids = null) {
    const wanted = (ids ?? graph.nodes.map(({ id }) => id)).filter((id) => state.visible(id));
    if (!wanted.length) return;
    const xs = wanted.map((id) => graph.nodes[id].x);
    const ys = wanted.map((id) => graph.nodes[id].y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    // Names at the edge need room too, and so does the panel where it lies over the map.
    const covered = state.covered();
    const across = Math.max(container.clientWidth * 0.84 - covered.x, 100);
    const down = Math.max(container.clientHeight - 90 - covered.y, 100);
    const wide = Math.min(across / Math.max(right - left, 1), down / Math.max(bottom - top, 1));
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.min(Math.max(wide, 0.02), 1.4),
      offset: { x: -covered.x / 2, y: -covered.y / 2 },
      animation: animation(quick),
    });
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 6), animation: animation() });
  }

  function refresh() {
    shown.refresh();
    drawn.refresh();
    network.redraw();
  }

  const describe = (text) => frame.setAttribute("aria-label", text);

  return { describe, fit, zoom, refresh, redraw: () => network.redraw() };
}
