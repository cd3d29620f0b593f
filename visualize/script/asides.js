// Lists beside the map: connectors and islands, the steps of a road, and what has no place in a view.

function asidesOf(map, graph, pen, { say }, state, panel, choose) {
  const names = (ids) => element("ul", { class: "links" }, ...ids.map((id) => element("li", {}, namedButton(pen, graph.nodes[id], choose))));
  const byName = (ids) => ids.slice().sort((a, b) => graph.nodes[a].label.localeCompare(graph.nodes[b].label, map.language));

  function connectors() {
    const found = map.connectors.filter(({ node }) => graph.nodes[node].connector).map(({ node, told }) =>
      element("li", { class: "told" }, namedButton(pen, graph.nodes[node], choose), ...told.slice(0, 3).map((text) => element("p", {}, text))));
    panel.open([], say("lens.connectors"), element("p", { class: "hint" }, say("lens.about.connectors")), element("ol", { class: "links" }, ...found));
  }

  function islands() {
    const { people, partners } = state.islands;
    const parts = [];
    for (const part of people) parts.push(element("h3", {}, say("lens.island", { n: part.length })), names(byName(part)));
    if (partners.length) parts.push(element("h3", {}, say("lens.partners")), names(byName(partners.flat())));
    panel.open([], say("lens.islands"), element("p", { class: "hint" }, say(parts.length ? "lens.about.islands" : "lens.about.no-islands")), ...parts);
  }

  function widen() {
    panel.open([], say("lens.widen"), element("p", { class: "hint" }, say("lens.about.widen")), names(byName(map.widen)));
  }

  function road() {
    const ends = state.path.length > 1 ? say("path.between", { one: graph.nodes[state.path[0]].label, other: graph.nodes[state.path.at(-1)].label }) : "";
    const steps = state.path.map((id, i) => {
      const link = i && graph.nodes[state.path[i - 1]].links.find((one) => one.node === id);
      return element("li", {}, namedButton(pen, graph.nodes[id], choose, link ? link.relation.label : ""));
    });
    panel.open([], ends, element("p", { class: "hint" }, say("path.steps", { n: state.path.length - 1 })), element("ol", { class: "links road" }, ...steps));
  }

  /** Who and what belongs to this view and has no place in it. */
  function left() {
    if (state.view === "ground") return graph.nodes.filter((node) => !node.ground && !node.small && !state.off.has(node.block)).map(({ id }) => id);
    if (state.view === "time") return graph.nodes.filter((node) => node.kind.id === "story" && !node.when).map(({ id }) => id);
    return [];
  }

  function beside() {
    const parts = [];
    if (state.view === "time") {
      map.time.lanes.forEach(({ label, top, bottom }) => {
        const own = graph.nodes.filter(({ when }) => when && when[1] > top && when[1] < bottom).sort((a, b) => a.when[0] - b.when[0]);
        const years = (node) => node.facts?.filter(([at]) => at === 1 || at === 2).map(([, text]) => text).join("–") ?? "";
        if (own.length) parts.push(element("h3", {}, label), element("ul", { class: "links" }, ...own.map((node) => element("li", {}, namedButton(pen, node, choose, years(node))))));
      });
    }
    const ids = byName(left());
    if (ids.length) parts.push(element("h3", {}, say(`${state.view}.left.label`)), names(ids));
    panel.open([], say(`${state.view}.left.title`), element("p", { class: "hint" }, say(`${state.view}.left.about`)), ...parts);
  }

  return { connectors, islands, widen, road, beside, left };
}
