// The same map as six tables: for reading aloud, sorting, copying and paper.

const ROWS_AT_ONCE = 60;

function tablesOf(map, graph, pen, { say, list }, state, announce, choose) {
  const place = document.getElementById("tables");
  const order = new Intl.Collator(map.language, { numeric: true });
  const sorted = new Map();
  const whole = new Set();

  const told = (node) => (node.facts ?? []).map(([at, text]) => `${node.kind.properties[at]}: ${text}`).join("; ");
  const linked = (node) => graph.grouped(node.id).map(({ relation, incoming, links }) => {
    const names = [...links.keys()].map((id) => graph.nodes[id].label).sort(order.compare);
    return `${incoming ? say("details.incoming", { relation: relation.label, name: say("tables.this") }) : relation.label}: ${list(names)}`;
  }).join("; ");
  const COLUMNS = [
    ["tables.name", (node) => node.label],
    ["tables.kind", (node) => (node.professional ? say("legend.professional") : node.kind.label)],
    ["tables.told", told],
    ["tables.linked", linked],
    ["tables.links", (node) => String(graph.around(node.id).size)],
  ];

  function rowsOfBlock(block) {
    const { by, down } = sorted.get(block.id) ?? { by: 0, down: false };
    const value = COLUMNS[by][1];
    const rows = graph.nodes.filter((node) => node.block === block.id && !(node.since > state.lastDay())).map((node) => [value(node), node]);
    rows.sort(([a, x], [b, y]) => (down ? -1 : 1) * order.compare(a, b) || order.compare(x.label, y.label));
    return rows.map(([, node]) => node);
  }

  /** Text for a spreadsheet: a cell never starts a formula there. */
  const cell = (text) => text.replace(/\s+/g, " ").replace(/^[=+\-@]/, "'$&");

  async function copy(block, rows) {
    const lines = [COLUMNS.map(([word]) => say(word)), ...rows.map((node) => COLUMNS.map(([, value]) => value(node)))];
    const text = lines.map((line) => line.map(cell).join("\t")).join("\n");
    announce(say((await toClipboard(text)) ? "tables.copied" : "tables.not-copied", { n: rows.length, block: block.label }));
  }

  function head(block) {
    const { by, down } = sorted.get(block.id) ?? { by: 0, down: false };
    return element("tr", {}, ...COLUMNS.map(([word], at) => {
      const button = press(say(word), { class: "sort" }, () => {
        sorted.set(block.id, { by: at, down: at === by ? !down : false });
        write();
        document.querySelectorAll(`#table-${block.id} .sort`)[at].focus();
        announce(say(sorted.get(block.id).down ? "tables.sorted-down" : "tables.sorted", { column: say(word) }));
      });
      return element("th", { scope: "col", "aria-sort": at === by ? (down ? "descending" : "ascending") : "none" }, button);
    }));
  }

  function row(node) {
    const name = press(node.label, { class: "named" }, () => choose(node.id));
    if (node.id === state.chosen) name.setAttribute("aria-current", "true");
    return element("tr", {}, element("th", { scope: "row" }, name), ...COLUMNS.slice(1).map(([, value]) => element("td", {}, value(node))));
  }

  function section(block) {
    const rows = rowsOfBlock(block);
    const shown = whole.has(block.id) ? rows : rows.slice(0, ROWS_AT_ONCE);
    const title = element("h2", { id: `title-${block.id}` }, icon(pen.theme.look.blocks[block.id]), block.label, element("span", { class: "count" }, rows.length.toLocaleString(map.language)));
    const tools = element("div", { class: "tools" });
    if (rows.length) tools.append(press(say("tables.copy"), { class: "copy", "aria-label": say("tables.copy-of", { block: block.label }) }, () => copy(block, rows)));
    const parts = [element("div", { class: "title" }, title, tools)];
    if (rows.length) {
      const table = element("table", { id: `table-${block.id}`, "aria-labelledby": `title-${block.id}` }, element("thead", {}, head(block)), element("tbody", {}, ...shown.map(row)));
      parts.push(element("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": `title-${block.id}` }, table));
    } else parts.push(element("p", { class: "hint" }, say("tables.empty")));
    if (shown.length < rows.length) {
      parts.push(press(say("button.more", { n: rows.length }), { class: "more" }, () => {
        whole.add(block.id);
        write();
        document.querySelector(`#table-${block.id} tbody tr:nth-child(${ROWS_AT_ONCE + 1}) .named`).focus();
      }));
    }
    return element("section", {}, ...parts);
  }

  /** Writes the tables of the blocks that are shown; done when asked for, not before. */
  function write() {
    place.replaceChildren(...map.blocks.map(section));
  }

  return { write, focus: () => place.focus() };
}

/** Puts a text on the clipboard; tells whether that was allowed. */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Some browsers allow it for a file only in this older way.
    const field = element("textarea", { class: "unseen" });
    field.value = text;
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    return done;
  }
}
