// Roads between people: the shortest from one to another, and who is an island.

const OVER_SOMETHING = 2.2;

/** What it costs to go over a link: people who know each other well are nearest. */
function costOf({ relation, edge }) {
  return relation.id === "knows" ? 1.4 - 0.1 * (edge.value ?? 2) : OVER_SOMETHING;
}

/** The nodes from `start` to `end`, over people first, then over groups and places; or null. */
function pathBetween(graph, start, end, passable) {
  const cost = new Map([[start, 0]]);
  const before = new Map();
  const done = new Set();
  // A wave for each tenth of cost: the costs are few and small.
  const waves = [[start]];
  for (let wave = 0; wave < waves.length; wave++) {
    for (const id of waves[wave] ?? []) {
      if (done.has(id)) continue;
      done.add(id);
      if (id === end) {
        const path = [end];
        while (path[0] !== start) path.unshift(before.get(path[0]));
        return path;
      }
      for (const link of graph.nodes[id].links) {
        const next = link.node;
        if (done.has(next) || graph.nodes[next].small || !passable(next)) continue;
        const sum = cost.get(id) + costOf(link);
        if (sum >= (cost.get(next) ?? Infinity) - 1e-9) continue;
        cost.set(next, sum);
        before.set(next, id);
        (waves[Math.round(sum * 10)] ??= []).push(next);
      }
    }
  }
  return null;
}

/** The parts into which these nodes fall over one kind of relation, the largest first. */
function partsOf(graph, ids, relation) {
  const left = new Set(ids);
  const parts = [];
  for (const id of ids) {
    if (!left.delete(id)) continue;
    const part = [id];
    for (const one of part) {
      for (const link of graph.nodes[one].links) {
        if (link.relation.id === relation && left.delete(link.node)) part.push(link.node);
      }
    }
    parts.push(part);
  }
  return parts.sort((a, b) => b.length - a.length);
}

/** Circles of neighbours who know nobody outside, and partners who work with nobody outside. */
function islandsOf(graph, shown) {
  const ids = (test) => graph.nodes.filter((node) => test(node) && shown(node.id)).map(({ id }) => id);
  const people = partsOf(graph, ids((node) => node.person && !node.professional), "knows");
  const partners = partsOf(graph, ids((node) => node.kind.id === "institution"), "works_with");
  return { people: people.slice(1).filter((part) => part.length > 1), partners: partners.slice(1) };
}
