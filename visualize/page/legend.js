// The six blocks: what their shapes mean, how many there are, and whether they are shown.

function legendOf(map, graph, pen, say, state, changed) {
  const list = document.getElementById("blocks");
  const boxes = new Map();
  for (const block of map.blocks) {
    const box = element("input", { type: "checkbox", value: block.id });
    box.checked = block.open;
    box.addEventListener("change", () => {
      state.show(block.id, box.checked);
      changed();
    });
    boxes.set(block.id, box);
    const look = pen.blocks[block.id];
    list.append(
      element("li", {}, element("label", { class: "block" }, box, icon(look),
        element("span", { class: "name" }, block.label),
        element("span", { class: "count" }, block.count.toLocaleString(map.language)))),
    );
  }
  document.getElementById("quiet").hidden = map.blocks.every((block) => block.open);

  const ties = pen.blocks[map.kinds.find((kind) => kind.id === "resident")?.block ?? 2];
  const { colours } = pen;
  const key = [
    [{ ...ties, size: 5 }, "legend.person"],
    [{ ...ties, size: 5, fill: colours.panel, dashed: true }, "legend.professional"],
    [{ ...ties, size: 7.5, fill: colours.panel, width: 3 }, "legend.group"],
    [{ shape: "lines", line: colours["edge-lit"] }, "legend.tie"],
  ];
  const hub = graph.nodes.find((node) => node.hub);
  if (hub) key.push([{ ...pen.blocks[hub.block], size: 7.5 }, "legend.hub"]);
  if (map.connectors.length) key.splice(1, 0, [{ ...ties, size: 5, ring: colours.ring }, "legend.connector"]);
  const explained = document.getElementById("key");
  for (const [look, word] of key) explained.append(element("li", {}, icon(look), say(word)));

  if (map.widen.length) {
    const button = element("button", { type: "button", id: "widen", "aria-pressed": "false" }, say("legend.widen"));
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      state.widen(on);
      changed();
    });
    explained.append(element("li", {}, button));
  }

  return function reset() {
    for (const block of map.blocks) boxes.get(block.id).checked = block.open;
    document.getElementById("widen")?.setAttribute("aria-pressed", "false");
  };
}
