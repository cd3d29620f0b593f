// The map's data as a graph: who is linked to whom, and in which words.

/** Columns of equal length as rows, each with its place as `id`. */
function rowsOf(columns) {
  const names = Object.keys(columns);
  const n = names.length ? columns[names[0]].length : 0;
  return Array.from({ length: n }, (_, id) => {
    const row = { id };
    for (const name of names) row[name] = columns[name][id];
    return row;
  });
}

function graphOf(map) {
  const kinds = new Map(map.kinds.map((kind) => [kind.id, kind]));
  const relations = new Map(map.relations.map((relation, order) => [relation.id, { ...relation, order }]));
  const connectors = new Set(map.connectors.slice(0, 10).map(({ node }) => node));
  const nodes = rowsOf(map.nodes).map((node) => ({
    ...node,
    home: [node.x, node.y],
    kind: kinds.get(node.kind),
    block: kinds.get(node.kind).block,
    small: kinds.get(node.kind).small,
    person: node.kind === "resident",
    connector: connectors.has(node.id),
    links: [],
  }));
  const lines = new Map();
  for (const edge of rowsOf(map.edges)) {
    const relation = relations.get(edge.kind);
    nodes[edge.from].links.push({ node: edge.to, relation, incoming: false, edge });
    nodes[edge.to].links.push({ node: edge.from, relation, incoming: true, edge });
    const [a, b] = edge.from < edge.to ? [edge.from, edge.to] : [edge.to, edge.from];
    const key = a * nodes.length + b;
    const line = lines.get(key);
    // Who says to know another well decides the width, whoever of the two says it.
    if (line) {
      line.closeness = Math.max(line.closeness, edge.value ?? 0);
      line.since = Math.min(line.since, edge.since ?? 0);
    } else if (a !== b) lines.set(key, { from: a, to: b, closeness: edge.value ?? 0, since: edge.since ?? 0 });
  }

  const circles = map.circles.map((label, id) => ({ id, label, members: [] }));
  for (const node of nodes) if (node.circle !== null && node.circle !== undefined) circles[node.circle].members.push(node);
  for (const circle of circles) {
    circle.people = circle.members.filter((node) => node.person).length;
    circle.x = circle.members.reduce((sum, node) => sum + node.home[0], 0) / circle.members.length;
    circle.y = circle.members.reduce((sum, node) => sum + node.home[1], 0) / circle.members.length;
  }

  /** The ids of all nodes that are linked to this one. */
  const around = (id) => new Set(nodes[id].links.map((link) => link.node));

  /** The links of a node by relation and direction, in the order of declaration. */
  function grouped(id) {
    const groups = new Map();
    for (const link of nodes[id].links) {
      const incoming = link.incoming && !link.relation.both;
      const key = link.relation.order * 2 + (incoming ? 1 : 0);
      if (!groups.has(key)) groups.set(key, { relation: link.relation, incoming, links: new Map() });
      const links = groups.get(key).links;
      const known = links.get(link.node);
      if (!known || (known.value ?? 0) < (link.edge.value ?? 0)) links.set(link.node, link.edge);
    }
    return [...groups.keys()].sort((a, b) => a - b).map((key) => groups.get(key));
  }

  return { nodes, lines: [...lines.values()], circles, around, grouped };
}
