// Suggestions for one resident as cards: who, why, who introduces them, and the first step.

function cardsOf(map, graph, { say }, state, change, choose) {
  const place = document.getElementById("matches");
  if (!place) return { write() {} };
  const who = document.getElementById("match-who");
  const cards = document.getElementById("cards");
  const people = Object.keys(map.matches).map(Number).sort((a, b) => graph.nodes[a].label.localeCompare(graph.nodes[b].label, map.language));
  who.append(...people.map((id) => element("option", { value: id }, graph.nodes[id].label)));
  who.addEventListener("change", () => change({ chosen: Number(who.value) }));

  function card(id, { name, node, mutual, reasons, step }) {
    const title = element("h3", {}, name);
    return element("li", { class: "card" },
      title,
      ...(mutual ? [element("p", { class: "badge" }, say("cards.mutual"))] : []),
      element("ul", { class: "reasons" }, ...reasons.map((text) => element("li", {}, text))),
      element("p", { class: "step" }, element("strong", {}, say("cards.step")), ` ${step}`),
      ...(node === null ? [] : [press(say("cards.see"), { class: "deed", "aria-label": say("cards.see-both", { one: graph.nodes[id].label, other: name }) }, () => choose(id, node))]));
  }

  return {
    write() {
      const id = map.matches[state.chosen] ? state.chosen : people[0];
      const found = map.matches[id] ?? [];
      who.value = String(id);
      who.parentElement.hidden = !people.length;
      document.getElementById("match-title").textContent = people.length ? say("cards.for", { name: graph.nodes[id].label }) : say("cards.none");
      cards.replaceChildren(...found.map((one) => card(id, one)));
    },
  };
}
