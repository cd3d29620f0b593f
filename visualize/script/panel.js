// The panel beside the map: one frame, for whoever has something to tell.

function panelOf(say, closed) {
  const panel = document.getElementById("details");

  function open(top, title, ...content) {
    const close = press("×", { class: "close", "aria-label": say("button.close") }, closed);
    panel.replaceChildren(element("div", { class: "top" }, ...top, close), element("h2", {}, title), ...content);
    panel.hidden = false;
    panel.scrollTop = 0;
  }

  return {
    open,
    close: () => { panel.hidden = true; },
    focus: () => panel.focus({ preventScroll: true }),
    covers: () => (panel.hidden ? null : panel.getBoundingClientRect()),
  };
}

/** A button with the shape and name of a node; `note` stands behind it. */
function namedButton(pen, node, choose, note = "") {
  const button = press(icon(pen.look(node)), { class: "named" }, () => choose(node.id));
  button.append(element("span", {}, node.label));
  if (note) button.append(element("span", { class: "note" }, note));
  return button;
}
