// One state, one way to change it: every part of the page is drawn from it.

const CANVASES = ["network", "ground", "time"];

function stateOf(map, graph, panel) {
  const off = map.blocks.filter((block) => !block.open).map(({ id }) => id);
  const ten = new Set(graph.nodes.filter((node) => node.connector).map(({ id }) => id));
  const state = {
    view: "network",
    chosen: map.around,
    path: null,
    lens: "all",
    hulls: true,
    off: new Set(off),
    offAtFirst: new Set(off),
    day: null,
    year: null,
    unfolded: new Set(),
    beside: false,
    views: ["network", "ground", "time", "tables", ...(map.purpose === "match" ? ["matches"] : [])],
    lenses: ["all", ...(map.connectors.length ? ["connectors"] : []), ...(map.purpose === "publish" ? [] : ["islands"]), ...(map.widen.length ? ["widen"] : [])],
    lit: new Set(),
    widened: new Set(),
    islands: { people: [], partners: [] },

    lastDay: () => state.day ?? Infinity,
    isFolded: (circle) => map.folded && !state.unfolded.has(circle),
    anyFolded: () => map.folded && state.unfolded.size < graph.circles.length,
    /** Whether a node is drawn: who is chosen is seen with all their links, whatever is hidden. */
    visible(id) {
      const node = graph.nodes[id];
      if (node.since > state.lastDay()) return false;
      if (state.view === "time") return Boolean(node.when) && !state.off.has(node.block) && (state.year === null || node.when[0] <= (state.year - map.time.first) * YEAR);
      if (state.view === "ground" && !node.ground) return false;
      if (state.lit.has(id)) return true;
      if (state.off.has(node.block)) return false;
      return state.view !== "network" || !map.folded || node.circle === null || !state.isFolded(node.circle);
    },
    litLine(a, b) {
      if (state.path) return state.path.some((id, i) => (id === a && state.path[i + 1] === b) || (id === b && state.path[i + 1] === a));
      if (state.chosen !== null) return a === state.chosen || b === state.chosen;
      if (!state.lit.has(a) || !state.lit.has(b)) return false;
      return state.lens === "islands" || ten.has(a) || ten.has(b);
    },
    /** Which of the lit nodes are named. */
    named: (node) => state.chosen !== null || state.path || state.lens !== "connectors" || ten.has(node.id) || node.kind.id === "group",
    /** How much of the canvas the panel lies over, in pixels from the right and from below. */
    covered() {
      const over = panel.covers();
      if (!over) return { x: 0, y: 0 };
      const canvas = document.getElementById("canvas").getBoundingClientRect();
      if (over.width >= canvas.width) return { x: 0, y: Math.min(Math.max(canvas.bottom - over.top, 0), canvas.height * 0.7) };
      return { x: Math.max(canvas.right - over.left, 0), y: 0 };
    },
    /** Works out who is lit: a road, somebody and those around, or what a lens looks at. */
    derive() {
      state.widened = new Set(state.lens === "widen" ? map.widen : []);
      state.islands = state.lens === "islands" ? islandsOf(graph, (id) => !(graph.nodes[id].since > state.lastDay())) : { people: [], partners: [] };
      if (state.path) state.lit = new Set(state.path);
      else if (state.chosen !== null) state.lit = graph.around(state.chosen).add(state.chosen);
      else if (state.lens === "connectors") state.lit = new Set([...ten].flatMap((id) => [id, ...[...graph.around(id)].filter((other) => graph.nodes[other].person || graph.nodes[other].kind.id === "group")]));
      else if (state.lens === "islands") state.lit = new Set([...state.islands.people, ...state.islands.partners].flat());
      else state.lit = new Set();
    },
  };
  return state;
}

function start() {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const $ = (id) => document.getElementById(id);
  const map = read("map-data");
  const speech = speaker(map);
  const { say, day } = speech;
  const announce = (text) => { $("status").textContent = text; };
  const graph = graphOf(map);
  const theme = themeOf(read("looks-data"), () => repaint());
  const pen = pencil(graph, theme);
  const panel = panelOf(say, () => dismiss());
  const state = stateOf(map, graph, panel);
  state.derive();
  const scene = sceneOf(graph, pen, backdropsOf(map, graph, theme, state), state);
  const stage = stageOf($("canvas"), map, graph, pen, scene, state, {
    node: (id) => (id === null ? dismiss() : choose(id)),
    circle: (id) => unfold(id),
  });
  const address = addressOf(map, graph, state, stage.camera);
  const asides = asidesOf(map, graph, pen, speech, state, panel, (id) => choose(id, true));
  const details = detailsOf(map, graph, pen, speech, panel, { choose: (id) => choose(id, true), meet, road });
  const tables = tablesOf(map, graph, pen, speech, state, announce, (id) => choose(id));
  const cards = cardsOf(map, graph, speech, state, change, (one, other) => show(one, other));
  const legend = legendOf(map, graph, pen, say, state, change);
  const slider = sliderOf(map, speech, state, change);
  let cameFrom = null;
  let seeking = null;
  const search = searchOf(graph, pen, say, announce, (id) => (seeking === null ? choose(id, true) : arrive(id)));
  keysOf(graph, stage, state, say, announce, (id) => choose(id));
  saveOf(map, graph, pen, scene, stage, speech, state, announce, address.writeNow);

  $("made").textContent = `${say("made", { date: day(map.made_on) })} ${say("until", { date: day(map.until) })}`;
  $("people").textContent = say("people", { n: map.people });
  $("empty").hidden = graph.nodes.length > 0;
  $("over").hidden = new Date().toISOString().slice(0, 10) <= map.until;
  $("over").textContent = say("over", { date: day(map.until) });
  stage.frame.tabIndex = 0;
  stage.frame.setAttribute("role", "application");
  stage.frame.setAttribute("aria-label", say("view.canvas", { n: graph.nodes.length }));
  stage.frame.setAttribute("aria-describedby", "canvas-help");

  /** Changes what is shown; `follow` brings these ids into view. */
  function change(patch, { follow = null, together = null } = {}) {
    address.remember(together);
    const view = state.view;
    Object.assign(state, patch);
    refresh();
    if (state.view !== view && CANVASES.includes(state.view)) stage.fit(true, state.view === "network" && follow ? follow : null);
    else if (follow) stage.fit(false, follow);
    address.write();
  }

  /** Draws the whole page from the state. */
  function refresh() {
    state.derive();
    const onCanvas = CANVASES.includes(state.view);
    for (const view of state.views) $(`view-${view}`).setAttribute("aria-pressed", String(view === state.view));
    $("stage").hidden = !onCanvas;
    for (const picture of ["save-png", "save-svg"]) $(picture).disabled = !onCanvas;
    $("tables").hidden = state.view !== "tables";
    if ($("matches")) $("matches").hidden = state.view !== "matches";
    $("lens").value = state.lens;
    $("lens-field").hidden = state.view !== "network" || state.lenses.length < 2;
    $("hulls").checked = state.hulls;
    $("hulls-field").hidden = state.view !== "network" || !graph.circles.length;
    $("unfold").hidden = !state.anyFolded() || state.view !== "network";
    $("back").disabled = !address.any();
    const left = onCanvas ? asides.left().length : 0;
    $("beside").hidden = !(left || state.view === "time");
    if (!$("beside").hidden) $("beside").textContent = say(`${state.view}.left.count`, { n: left });
    $("ground-none").hidden = !(state.view === "ground" && !graph.nodes.some((node) => node.ground));
    legend.show();
    slider.show();
    if (state.view === "tables") tables.write();
    if (state.view === "matches") cards.write();
    if (state.path) asides.road();
    else if (state.chosen !== null && state.view !== "matches") details(state.chosen);
    else if (state.beside && onCanvas && !$("beside").hidden) asides.beside();
    else if (state.lens !== "all" && state.view === "network") asides[state.lens]();
    else panel.close();
    if (onCanvas) stage.refresh();
  }

  function repaint() {
    pen.refresh();
    legend.draw();
    refresh();
  }

  /** Opens somebody or something; `follow` moves the view there. */
  function choose(id, follow = false) {
    if ($("details").hidden) cameFrom = document.activeElement;
    const lit = [...graph.around(id), id];
    const open = new Set(state.unfolded);
    const { circle } = graph.nodes[id];
    if (circle !== null && circle !== undefined) open.add(circle);
    change({ chosen: id, path: null, beside: false, unfolded: map.folded ? open : state.unfolded });
    panel.focus();
    const narrow = $("details").offsetWidth >= $("canvas").offsetWidth && !$("stage").hidden;
    // On a phone the sheet covers the lower half: the map comes up to the half above it.
    if (narrow) $("stage").scrollIntoView();
    if (CANVASES.includes(state.view) && (follow || narrow)) stage.fit(false, lit);
    announce(say("details.chosen", { name: graph.nodes[id].label, n: lit.length - 1 }));
  }

  /** Closes the panel, one layer at a time. */
  function dismiss() {
    seeking = null;
    if ($("details").hidden) return;
    if (state.path || state.chosen !== null) change({ path: null, chosen: null });
    else if (state.beside) change({ beside: false });
    else if (state.lens !== "all") change({ lens: "all" });
    announce(say("details.cleared"));
    if ($("details").hidden && cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
  }

  function unfold(id) {
    const circle = graph.circles[id];
    change({ unfolded: new Set([...state.unfolded, id]) }, { follow: circle.members.map((node) => node.id) });
    announce(say("circle.open", { name: circle.label, n: circle.people }));
  }

  /** Asks where the road from somebody leads to. */
  function road(id) {
    seeking = id;
    search.ask();
    announce(say("path.ask", { name: graph.nodes[id].label }));
    $("search").placeholder = say("path.ask", { name: shortened(graph.nodes[id].label, 24) });
  }

  function arrive(id) {
    const from = seeking;
    seeking = null;
    $("search").placeholder = say("search.placeholder");
    const path = from === id ? null : pathBetween(graph, from, id, (one) => !(graph.nodes[one].since > state.lastDay()));
    if (!path) {
      announce(say("path.none", { one: graph.nodes[from].label, other: graph.nodes[id].label }));
      $("notice").textContent = say("path.none", { one: graph.nodes[from].label, other: graph.nodes[id].label });
      return;
    }
    show(...path);
    panel.focus();
    announce(say("path.steps", { n: path.length - 1 }));
  }

  /** Shows a road, in the network. */
  function show(...path) {
    $("notice").textContent = "";
    const between = path.length > 2 ? path : pathBetween(graph, path[0], path[1], () => true) ?? path;
    const view = state.view === "ground" ? "ground" : "network";
    change({ view, chosen: null, path: between, beside: false }, { follow: between });
  }

  function meet(id) {
    change({ view: "matches", chosen: id, path: null });
    $("match-title").focus();
  }

  function back() {
    const step = address.back();
    if (step === null) return;
    restore(step);
    announce(say("back.done"));
    if ($("back").disabled) stage.frame.focus({ preventScroll: true });
  }

  function restore(text) {
    const asked = address.decode(text);
    if (!asked) return false;
    Object.assign(state, asked.patch);
    refresh();
    if (CANVASES.includes(state.view)) {
      if (asked.at) stage.lookAt(asked.at);
      else stage.fit(true);
    }
    address.write();
    return true;
  }

  for (const view of state.views) {
    $(`view-${view}`).addEventListener("click", () => {
      change({ view, path: null, beside: false, chosen: view === "time" && state.chosen !== null && !graph.nodes[state.chosen].when ? null : state.chosen });
      announce(say(`view.about.${view}`));
    });
  }
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    change({ view: "tables" });
    tables.focus();
  });
  $("fit").addEventListener("click", () => { address.remember(); stage.fit(); });
  $("closer").addEventListener("click", () => stage.zoom(1.4));
  $("further").addEventListener("click", () => stage.zoom(1 / 1.4));
  $("back").addEventListener("click", back);
  $("unfold").addEventListener("click", () => change({ unfolded: new Set(graph.circles.map(({ id }) => id)) }));
  $("beside").addEventListener("click", () => { cameFrom = $("beside"); change({ beside: true, chosen: null, path: null }); panel.focus(); });
  for (const lens of state.lenses) $("lens").append(element("option", { value: lens }, say(`lens.${lens}`)));
  $("lens").addEventListener("change", () => { cameFrom = $("lens"); change({ lens: $("lens").value, chosen: null, path: null, beside: false }); stage.fit(false, state.lit.size ? [...state.lit] : null); announce(say(`lens.${state.lens}`)); });
  $("hulls").addEventListener("change", () => change({ hulls: $("hulls").checked }));
  const themes = $("theme");
  for (const name of ["auto", ...theme.names]) themes.append(element("option", { value: name }, map.words[`theme.${name}`] ?? name));
  themes.value = read("looks-data").chosen;
  themes.addEventListener("change", () => theme.choose(themes.value));
  $("reset").addEventListener("click", () => {
    search.clear();
    seeking = null;
    $("notice").textContent = "";
    change({ view: "network", chosen: null, path: null, lens: "all", hulls: true, off: new Set(state.offAtFirst), day: null, year: null, unfolded: new Set(), beside: false });
    stage.fit();
  });
  $("full").addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
  document.addEventListener("fullscreenchange", () => $("full").setAttribute("aria-pressed", String(Boolean(document.fullscreenElement))));
  const menu = $("save");
  menu.addEventListener("focusout", (event) => { if (!menu.contains(event.relatedTarget)) menu.open = false; });
  menu.addEventListener("click", (event) => { if (event.target.closest("button")) menu.open = false; });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") { if (menu.open) menu.open = false; else dismiss(); }
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && event.target.tagName !== "INPUT") { event.preventDefault(); back(); }
  });
  addEventListener("hashchange", () => restore(location.hash.slice(1)));
  stage.moved(() => address.write());

  refresh();
  if (!restore(location.hash.slice(1))) stage.fit(true, map.around === null ? null : [...state.lit]);
}

start();
