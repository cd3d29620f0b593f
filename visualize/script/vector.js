// A drawing context that writes SVG: the same drawing code makes the screen, the file and paper.

const SVG = "http://www.w3.org/2000/svg";

function vectorOf(width, height) {
  const root = document.createElementNS(SVG, "svg");
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  root.setAttribute("width", width);
  root.setAttribute("height", height);
  const ruler = document.createElement("canvas").getContext("2d");
  const kept = [];
  let at = [1, 0, 0];
  let path = "";
  const round = (value) => Math.round(value * 100) / 100;
  const place = (x, y) => `${round(x * at[0] + at[1])} ${round(y * at[0] + at[2])}`;

  function add(name, attributes, text) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) if (value !== "" && value !== undefined) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    root.append(made);
  }
  const opacity = () => (context.globalAlpha < 1 ? context.globalAlpha : "");
  const pen = () => ({
    stroke: context.strokeStyle,
    "stroke-width": round(context.lineWidth * at[0]),
    "stroke-linejoin": context.lineJoin,
    "stroke-linecap": context.lineCap,
    "stroke-dasharray": context.dash.map((one) => round(one * at[0])).join(" "),
  });
  // A canvas sets text from its top; a viewer of SVG files knows the line on which it stands.
  function write(text, x, y, paint) {
    const [, weight, size, family] = /^(\d+) ([\d.]+)px (.*)$/.exec(context.font);
    const [left, top] = place(x, y).split(" ").map(Number);
    const base = context.textBaseline === "top" ? top + size * 0.86 * at[0] : top + size * 0.35 * at[0];
    const anchor = { center: "middle", left: "start", start: "start" }[context.textAlign];
    add("text", { x: left, y: round(base), "font-family": family, "font-size": round(size * at[0]), "font-weight": weight, "text-anchor": anchor, ...paint }, text);
  }

  const context = {
    root, fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, lineJoin: "miter", lineCap: "butt",
    font: "400 12px sans-serif", textAlign: "start", textBaseline: "top", dash: [],
    save() {
      const { fillStyle, strokeStyle, lineWidth, globalAlpha, lineJoin, lineCap, font, textAlign, textBaseline, dash } = context;
      kept.push([{ fillStyle, strokeStyle, lineWidth, globalAlpha, lineJoin, lineCap, font, textAlign, textBaseline, dash }, at]);
    },
    restore() {
      const [own, place] = kept.pop();
      Object.assign(context, own);
      at = place;
    },
    setTransform(scale, _b, _c, _d, x, y) { at = [scale, x, y]; },
    setLineDash(dash) { context.dash = dash; },
    beginPath() { path = ""; },
    moveTo(x, y) { path += `M${place(x, y)}`; },
    lineTo(x, y) { path += `${path ? "L" : "M"}${place(x, y)}`; },
    closePath() { path += "Z"; },
    arc(x, y, radius) {
      const r = round(radius * at[0]);
      path += `M${place(x - radius, y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    },
    fill() { add("path", { d: path, fill: context.fillStyle, opacity: opacity() }); },
    stroke() { add("path", { d: path, fill: "none", ...pen(), opacity: opacity() }); },
    fillRect(x, y, w, h) {
      const [left, top] = place(x, y).split(" ");
      add("rect", { x: left, y: top, width: round(w * at[0]), height: round(h * at[0]), fill: context.fillStyle, opacity: opacity() });
    },
    fillText(text, x, y) { write(text, x, y, { fill: context.fillStyle }); },
    strokeText(text, x, y) { write(text, x, y, { fill: "none", stroke: context.strokeStyle, "stroke-width": context.lineWidth, "stroke-linejoin": "round" }); },
    measureText(text) {
      ruler.font = context.font;
      return ruler.measureText(text);
    },
  };
  return context;
}
