// The same map as text: six blocks as lists, for reading aloud, by keyboard and on paper.

function listOf(map, graph, pen, state, choose) {
  const place = document.getElementById("list");
  const buttons = new Map();
  const order = new Intl.Collator(map.language);

  function named(node) {
    const button = element("button", { type: "button", class: "named" }, node.label);
    button.addEventListener("click", () => choose(node.id));
    buttons.set(node.id, button);
    return element("li", {}, button);
  }

  /** Writes the lists of the blocks that are shown; done when asked for, not before. */
  function write() {
    buttons.clear();
    const sections = map.blocks.filter((block) => state.open(block.id)).map((block) => {
      const kinds = map.kinds.filter((kind) => kind.block === block.id);
      const parts = kinds.flatMap((kind) => {
        const own = graph.nodes.filter((node) => node.kind.id === kind.id).sort((a, b) => order.compare(a.label, b.label));
        if (!own.length) return [];
        const heading = kinds.length > 1 ? [element("h3", {}, `${kind.heading} (${own.length})`)] : [];
        return [...heading, element("ul", {}, ...own.map(named))];
      });
      const heading = element("h2", {}, icon(pen.blocks[block.id]), block.label, element("span", { class: "count" }, block.count.toLocaleString(map.language)));
      return element("section", {}, heading, ...parts);
    });
    place.replaceChildren(...sections);
    mark();
  }

  function mark() {
    for (const [id, button] of buttons) {
      if (id === state.chosen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  return { write, mark, focus: (id) => (buttons.get(id) ?? place).focus() };
}
