// The six blocks: what their shapes mean, how many there are, and whether they are shown.

function legendOf(map, graph, pen, say, state, change) {
  const list = document.getElementById("blocks");
  const explained = document.getElementById("key");
  const boxes = new Map();

  function toggle(id, on) {
    const off = new Set(state.off);
    if (on) off.delete(id);
    else off.add(id);
    change({ off });
  }

  function draw() {
    const { blocks, colours } = pen.theme.look;
    list.replaceChildren(...map.blocks.map((block) => {
      const box = element("input", { type: "checkbox", value: block.id });
      box.addEventListener("change", () => toggle(block.id, box.checked));
      boxes.set(block.id, box);
      return element("li", {}, element("label", { class: "block" }, box, icon(blocks[block.id]),
        element("span", { class: "name" }, block.label),
        element("span", { class: "count" }, block.count.toLocaleString(map.language))));
    }));
    const ties = blocks[map.kinds.find((kind) => kind.id === "resident")?.block ?? 2];
    const hub = graph.nodes.find((node) => node.hub);
    const key = [
      [{ ...ties, size: 5 }, "legend.person"],
      ...(map.connectors.length ? [[{ ...ties, size: 5, ring: colours.ring }, "legend.connector"]] : []),
      [{ ...ties, size: 5, fill: colours.panel, dashed: true }, "legend.professional"],
      [{ ...ties, size: 7.5, fill: colours.panel, width: 3 }, "legend.group"],
      [{ shape: "lines", line: colours["edge-lit"] }, "legend.tie"],
      ...(hub ? [[{ ...blocks[hub.block], size: 7.5 }, "legend.hub"]] : []),
      ...(map.circles.length ? [[{ shape: "island", fill: colours.land, line: colours.shore }, "legend.circle"]] : []),
    ];
    explained.replaceChildren(...key.map(([look, word]) => element("li", {}, icon(look), say(word))));
    show();
  }

  function show() {
    for (const [id, box] of boxes) box.checked = !state.off.has(id);
    document.getElementById("quiet").hidden = !state.off.has(1);
  }

  draw();
  return { draw, show };
}
