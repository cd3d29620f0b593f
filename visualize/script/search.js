// Search with suggestions; accents, capitals and a slip of the finger do not matter.

const SUGGESTIONS = 8;

/** The fewest slips (a letter wrong, missing, added, two swapped) from `a` to a beginning of `b`. */
function slips(a, b, most) {
  let [before, last] = [null, Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (before && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return Infinity;
    [before, last] = [last, row];
  }
  return Math.min(...last);
}

/** How well a name fits, lower is better; null where it does not. */
function fitOf(name, wanted) {
  if (name.startsWith(wanted)) return 0;
  if (name.includes(` ${wanted}`)) return 1;
  if (name.includes(wanted)) return 2;
  return null;
}

/** As `fitOf`, for somebody who mistypes: each word may have a slip, a long word two. */
function nearFitOf(name, wanted) {
  const words = name.split(/[\s\-/]+/);
  let sum = 3;
  for (const word of wanted.split(" ")) {
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    const best = Math.min(...words.map((one) => slips(word, one.slice(0, word.length + most), most)));
    if (best > most) return null;
    sum += best;
  }
  return sum;
}

function searchOf(graph, pen, say, announce, choose) {
  const input = document.getElementById("search");
  const list = document.getElementById("suggestions");
  const names = graph.nodes.map((node) => fold(node.label));
  let found = [];
  let at = -1;

  function find(text) {
    const wanted = fold(text);
    if (!wanted) return { hits: [], n: 0 };
    const fitting = (fit) => names.flatMap((name, id) => {
      const fits = fit(name, wanted);
      return fits === null ? [] : [{ id, fits, size: pen.size(graph.nodes[id]) }];
    });
    let hits = fitting(fitOf);
    if (!hits.length) hits = fitting(nearFitOf);
    hits.sort((a, b) => a.fits - b.fits || b.size - a.size || names[a.id].localeCompare(names[b.id]));
    return { hits: hits.slice(0, SUGGESTIONS).map(({ id }) => id), n: hits.length };
  }

  function mark(index) {
    at = index;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function take(index) {
    const id = found[index];
    close();
    input.value = graph.nodes[id].label;
    choose(id);
  }

  function suggest() {
    const { hits, n } = find(input.value);
    found = hits;
    list.replaceChildren();
    if (!fold(input.value)) return close();
    found.forEach((id, i) => {
      const node = graph.nodes[id];
      const option = element("li", { role: "option", id: `suggestion-${i}`, "aria-selected": "false" },
        icon(pen.look(node)), shortened(node.label, 60), element("span", { class: "kind" }, node.kind.label));
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(i));
      list.append(option);
    });
    list.hidden = false;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (!found.length) list.append(element("li", { role: "option", class: "none", "aria-disabled": "true", "aria-selected": "false" }, say("search.none")));
    announce(say(n ? "search.found" : "search.none", { n }));
    mark(found.length ? 0 : -1);
    return undefined;
  }

  input.addEventListener("input", suggest);
  input.addEventListener("focus", () => { if (input.value) input.select(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const n = found.length;
    if (event.key === "ArrowDown" && list.hidden && input.value) suggest();
    else if (event.key === "ArrowDown" && n) mark((at + 1) % n);
    else if (event.key === "ArrowUp" && n) mark((at - 1 + n) % n);
    else if (event.key === "Enter" && !list.hidden && at >= 0) take(at);
    else if (event.key === "Escape" && !list.hidden) { close(); event.stopPropagation(); }
    else return;
    event.preventDefault();
  });

  return {
    clear() {
      input.value = "";
      close();
    },
    ask() {
      input.value = "";
      input.focus();
    },
  };
}
