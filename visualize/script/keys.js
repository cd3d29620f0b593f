// The map by keyboard: arrows walk from name to name, Enter opens, + and - come closer and go back.

function keysOf(graph, stage, state, say, announce, choose) {
  let at = null;
  const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  function first() {
    const shown = graph.nodes.filter(({ id }) => state.visible(id));
    return shown.find(({ id }) => id === state.chosen) ?? shown.find((node) => node.hub) ?? shown[0] ?? null;
  }

  /** The nearest node on this side; what lies askew counts as further away. */
  function next(from, [dx, dy]) {
    let found = null;
    let best = Infinity;
    for (const node of graph.nodes) {
      if (node === from || !state.visible(node.id)) continue;
      const [x, y] = [node.x - from.x, node.y - from.y];
      const ahead = x * dx + y * dy;
      if (ahead <= 0) continue;
      const askew = Math.abs(x * dy) + Math.abs(y * dx);
      if (askew > 1.2 * ahead && askew > 1) continue;
      const far = ahead + 2 * askew;
      if (far < best) [found, best] = [node, far];
    }
    return found;
  }

  function show(node) {
    at = node;
    stage.point(node?.id ?? null);
    if (!node) return;
    const { x, y, scale, width, height } = stage.camera();
    const [left, top] = [(node.x - x) * scale, (node.y - y) * scale];
    const over = (value, half) => (Math.abs(value) > half - 60 ? value : 0);
    stage.pan(over(left, width / 2), over(top, height / 2));
    announce(say("keys.at", { name: node.label, kind: node.kind.label, n: node.links.length }));
  }

  stage.frame.addEventListener("focus", () => { if (stage.frame.matches(":focus-visible")) show(at && state.visible(at.id) ? at : first()); });
  stage.frame.addEventListener("blur", () => stage.point(null));
  stage.frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (STEPS[event.key]) {
      const step = STEPS[event.key];
      if (event.shiftKey) stage.pan(step[0] * 80, step[1] * 80);
      else {
        const from = at && state.visible(at.id) ? at : null;
        show(from ? next(from, step) ?? from : first());
      }
    } else if ((event.key === "Enter" || event.key === " ") && at) choose(at.id);
    else if (event.key === "+" || event.key === "=") stage.zoom(1.4);
    else if (event.key === "-") stage.zoom(1 / 1.4);
    else if (event.key === "0") stage.fit();
    else return;
    event.preventDefault();
  });
}
