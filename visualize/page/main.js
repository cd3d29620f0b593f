// What is shown and chosen, and who is told about it.

function stateOf(map, graph) {
  const open = new Map(map.blocks.map((block) => [block.id, block.open]));
  const state = {
    chosen: null,
    lit: new Set(),
    widened: new Set(),
    open: (block) => open.get(block),
    show: (block, on) => open.set(block, on),
    widen: (on) => { state.widened = new Set(on ? map.widen : []); },
    // Who is chosen is seen with all their links, whatever the legend hides from the whole.
    visible: (id) => open.get(graph.nodes[id].block) || state.lit.has(id),
    /** How much of the canvas the panel lies over, in pixels from the right and from below. */
    covered() {
      if (state.chosen === null) return { x: 0, y: 0 };
      const canvas = document.getElementById("canvas").getBoundingClientRect();
      const panel = document.getElementById("details").getBoundingClientRect();
      if (panel.width >= canvas.width) return { x: 0, y: Math.min(Math.max(canvas.bottom - panel.top, 0), canvas.height * 0.7) };
      return { x: Math.max(canvas.right - panel.left, 0), y: 0 };
    },
    reset() {
      for (const block of map.blocks) open.set(block.id, block.open);
      state.widened = new Set();
    },
  };
  return state;
}

function start() {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const map = read("map-data");
  const speech = speaker(map);
  const { say, day } = speech;
  const graph = graphOf(map);
  const pen = pencil(graph, read("theme-data"));
  const state = stateOf(map, graph);
  const $ = (id) => document.getElementById(id);

  $("made").textContent = say("made", { date: day(map.made_on) });
  $("people").textContent = say("people", { n: map.people });
  $("empty").hidden = graph.nodes.length > 0;

  let cameFrom = null;

  /** Chooses a node, or nobody with null; `follow` moves the view there. */
  function choose(id, follow = false) {
    if (id === null && state.chosen === null) return;
    if (state.chosen === null) cameFrom = document.activeElement;
    state.chosen = id;
    state.lit = id === null ? new Set() : graph.around(id).add(id);
    stage.refresh();
    list.mark();
    if (id === null) {
      details.close();
      $("status").textContent = say("details.cleared");
      if (cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
      return;
    }
    details.open(id);
    details.focus();
    const narrow = $("details").offsetWidth >= $("canvas").offsetWidth && !$("stage").hidden;
    // On a phone the sheet covers the lower half: the map comes up to the half above it.
    if (narrow) $("stage").scrollIntoView();
    if (follow || narrow) stage.fit(false, [...state.lit]);
    $("status").textContent = say("details.chosen", { name: graph.nodes[id].label, n: state.lit.size - 1 });
  }

  const stage = stageOf($("canvas"), graph, pen, state, (id) => choose(id));
  stage.describe(say("view.canvas", { n: graph.nodes.length }));
  const list = listOf(map, graph, pen, state, (id) => choose(id));
  const details = detailsOf(map, graph, pen, speech, choose);
  const clearSearch = searchOf(graph, pen, say, (id) => choose(id, true));

  function changed() {
    stage.refresh();
    if (!$("list").hidden) list.write();
  }
  const resetLegend = legendOf(map, graph, pen, say, state, changed);

  function look(as) {
    const asList = as === "list";
    if (asList) list.write();
    $("list").hidden = !asList;
    $("stage").hidden = asList;
    $("fit").hidden = asList;
    $("view-list").setAttribute("aria-pressed", String(asList));
    $("view-map").setAttribute("aria-pressed", String(!asList));
    if (!asList) stage.redraw();
  }

  $("view-map").addEventListener("click", () => look("map"));
  $("view-list").addEventListener("click", () => look("list"));
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    look("list");
    $("list").focus();
  });
  $("fit").addEventListener("click", () => stage.fit());
  $("closer").addEventListener("click", () => stage.zoom(1.4));
  $("further").addEventListener("click", () => stage.zoom(1 / 1.4));
  $("reset").addEventListener("click", () => {
    choose(null);
    state.reset();
    resetLegend();
    clearSearch();
    look("map");
    stage.refresh();
    stage.fit();
  });
  addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
  stage.fit(true);
}

start();
