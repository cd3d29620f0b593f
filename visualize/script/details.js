// What is told about the one that is chosen: kind, facts, links in words, source.

const LINKS_AT_ONCE = 12;

function detailsOf(map, graph, pen, { say, day }, panel, act) {
  function facts(node) {
    const list = element("dl");
    for (const [property, text] of node.facts ?? []) {
      list.append(element("div", {}, element("dt", {}, node.kind.properties[property]), element("dd", {}, text)));
    }
    return list;
  }

  function link(relation, [id, edge]) {
    return element("li", {}, namedButton(pen, graph.nodes[id], act.choose, relation.notes[edge.value ?? 0]));
  }

  function group(node, { relation, incoming, links }) {
    const words = incoming ? say("details.incoming", { relation: relation.label, name: shortened(node.label, 32) }) : relation.label;
    const ordered = [...links].sort(([a, x], [b, y]) =>
      (y.value ?? 0) - (x.value ?? 0) || graph.nodes[a].label.localeCompare(graph.nodes[b].label, map.language));
    const list = element("ul", { class: "links" }, ...ordered.slice(0, LINKS_AT_ONCE).map((one) => link(relation, one)));
    const parts = [element("h3", {}, words), list];
    if (ordered.length > LINKS_AT_ONCE) {
      const more = press(say("button.more", { n: ordered.length }), { class: "more" }, () => {
        const rest = ordered.slice(LINKS_AT_ONCE).map((one) => link(relation, one));
        list.append(...rest);
        more.remove();
        rest[0].firstChild.focus();
      });
      parts.push(more);
    }
    return parts;
  }

  function said(node) {
    const source = map.said[node.said];
    if (!source) return [];
    const told = source.first === source.last ? "details.said" : "details.confirmed";
    const text = say(told, { first: day(source.first), last: day(source.last) });
    return [element("p", { class: "said" }, source.source ? `${text} ${say("details.source", { source: source.source })}` : text)];
  }

  return function open(id) {
    const node = graph.nodes[id];
    const kind = node.professional ? say("legend.professional") : node.kind.label;
    const groups = graph.grouped(id);
    // What somebody can, wants and dreams of comes first.
    const first = groups.filter((one) => !one.incoming && [...one.links.keys()].every((other) => graph.nodes[other].small));
    const rest = groups.filter((one) => !first.includes(one));
    const deeds = [];
    if (map.matches[id]) deeds.push(press(say("cards.who", { name: shortened(node.label, 32) }), { class: "deed" }, () => act.meet(id)));
    if (!node.small) deeds.push(press(say("path.from"), { class: "deed" }, () => act.road(id)));
    panel.open(
      [icon(pen.look(node)), kind],
      node.label,
      ...(node.connector ? [element("span", { class: "badge" }, say("details.connector"))] : []),
      ...first.flatMap((one) => group(node, one)),
      ...(node.facts ? [facts(node)] : []),
      ...(deeds.length ? [element("div", { class: "deeds" }, ...deeds)] : []),
      ...rest.flatMap((one) => group(node, one)),
      ...(node.facts || groups.length ? [] : [element("p", { class: "hint" }, say("details.nothing"))]),
      ...said(node),
    );
  };
}
