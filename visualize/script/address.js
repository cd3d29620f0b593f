// What is shown, in the address: a link restores it. And the steps back.

const STEPS_KEPT = 60;

function addressOf(map, graph, state, camera) {
  const { mark } = map;
  let steps = [];
  let together = null;
  let soon = null;

  const ids = (set) => [...set].sort((a, b) => a - b).join(".");

  function encode() {
    const words = [["map", mark], ["view", state.view]];
    if (state.chosen !== null) words.push(["who", state.chosen]);
    if (state.path) words.push(["road", state.path.join(".")]);
    if (state.lens !== "all") words.push(["lens", state.lens]);
    if (!state.hulls) words.push(["circles", "no"]);
    if (ids(state.off) !== ids(state.offAtFirst)) words.push(["off", ids(state.off)]);
    if (state.day !== null) words.push(["day", map.days[state.day]]);
    if (state.year !== null) words.push(["year", state.year]);
    if (state.unfolded.size) words.push(["open", ids(state.unfolded)]);
    if (state.beside) words.push(["beside", "yes"]);
    const { x, y, scale } = camera();
    words.push(["at", `${Math.round(x)},${Math.round(y)},${scale.toFixed(3)}`]);
    return new URLSearchParams(words).toString().replaceAll("%2C", ",");
  }

  /** The state that an address asks for; what does not belong to this map is passed over. */
  function decode(text) {
    const asked = new URLSearchParams(text);
    if (asked.get("map") !== mark) return null;
    const number = (name) => (/^\d+$/.test(asked.get(name) ?? "") ? Number(asked.get(name)) : null);
    const numbers = (name, below) => (asked.get(name) ?? "").split(".").filter((one) => /^\d+$/.test(one)).map(Number).filter((one) => one < below);
    const node = (id) => (id !== null && id < graph.nodes.length ? id : null);
    const day = map.days.indexOf(asked.get("day"));
    const year = number("year");
    const road = numbers("road", graph.nodes.length);
    const at = (asked.get("at") ?? "").split(",").map(Number);
    return {
      patch: {
        view: state.views.includes(asked.get("view")) ? asked.get("view") : "network",
        chosen: node(number("who")),
        path: road.length > 1 ? road : null,
        lens: state.lenses.includes(asked.get("lens")) ? asked.get("lens") : "all",
        hulls: asked.get("circles") !== "no",
        off: asked.has("off") ? new Set(numbers("off", 7)) : new Set(state.offAtFirst),
        day: day < 0 ? null : day,
        year: year !== null && year >= map.time.first && year < map.time.last ? year : null,
        unfolded: new Set(numbers("open", graph.circles.length)),
        beside: asked.get("beside") === "yes",
      },
      at: at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? { x: at[0], y: at[1], scale: at[2] } : null,
    };
  }

  /** Writes the address soon: browsers refuse it to who does so at every step of a slide. */
  function write() {
    clearTimeout(soon);
    soon = setTimeout(writeNow, 120);
  }

  function writeNow() {
    // A page inside another, as in a notebook, has no address of its own to keep.
    try { history.replaceState(null, "", `#${encode()}`); } catch { /* nothing is lost: only the link */ }
  }

  return {
    encode, decode, write, writeNow,
    /** Remembers how it is now, so that one can step back here; a slide is one step. */
    remember(as = null) {
      if (as === null || as !== together) steps = [...steps, encode()].slice(-STEPS_KEPT);
      together = as;
    },
    back() {
      together = null;
      return steps.pop() ?? null;
    },
    any: () => steps.length > 0,
  };
}
