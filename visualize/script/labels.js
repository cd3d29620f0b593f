// Names on the canvas: the most telling first, and never one over another.

const LABEL_LENGTH = 26;
const LABEL_GAP = 3;

function labeller(face) {
  const widths = new Map();
  const font = ({ strong, size }) => `${strong ? 600 : 400} ${size}px ${face}`;

  function width(context, label) {
    const key = `${font(label)} ${label.text}`;
    let found = widths.get(key);
    if (found === undefined) {
      context.font = font(label);
      found = context.measureText(label.text).width;
      widths.set(key, found);
    }
    return found;
  }

  /** Where a name may stand, the best first: below, above, right, left of its shape. */
  function around({ x, y, radius, spot }, half, line) {
    if (spot === "above") return [[x, y - line - 2]];
    if (spot === "middle") return [[x, y - line / 2]];
    if (spot === "start") return [[x + half, y - line / 2]];
    if (spot === "right") return [[x + radius + half + 3, y - line / 2]];
    return [
      [x, y + radius + 2],
      [x, y - radius - 2 - line],
      [x + radius + half, y - line / 2],
      [x - radius - half, y - line / 2],
    ];
  }

  /**
   * Draws labels {text, x, y, radius, size, strong, colour, always, spot} in pixels, in order,
   * where there is room; gives the boxes of those that are drawn.
   */
  return function draw(context, labels, view, paper) {
    const taken = new Map();
    const drawn = [];
    const cell = 64;
    const cells = (box) => {
      const keys = [];
      for (let cx = Math.floor(box.left / cell); cx <= Math.floor(box.right / cell); cx++) {
        for (let cy = Math.floor(box.top / cell); cy <= Math.floor(box.bottom / cell); cy++) keys.push(cx * 8192 + cy);
      }
      return keys;
    };
    const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.lineWidth = 4;
    const free = (box) => !cells(box).some((key) => (taken.get(key) ?? []).some((other) => meets(box, other)));
    const take = (box) => {
      for (const key of cells(box)) {
        if (!taken.has(key)) taken.set(key, []);
        taken.get(key).push(box);
      }
    };
    const inside = labels.filter(({ x, y }) => x > 0 && x < view.width && y > 0 && y < view.height);
    // A name may lie over a small shape, not over one that has a claim to be seen.
    for (const { x, y, radius, strong } of inside) {
      const half = radius * 0.8;
      if (strong && half) take({ left: x - half, right: x + half, top: y - half, bottom: y + half });
    }
    for (const label of inside) {
      const half = width(context, label) / 2 + LABEL_GAP;
      const line = Math.ceil(label.size * 1.3);
      const spots = around(label, half, line)
        .map(([x, top]) => ({ x, left: x - half, right: x + half, top, bottom: top + line, text: label.text }))
        .filter((box) => label.always || (box.left >= 0 && box.right <= view.width));
      const box = spots.find(free) ?? (label.always ? spots[0] : null);
      if (!box) continue;
      take(box);
      drawn.push(box);
      context.font = font(label);
      context.strokeStyle = paper;
      context.strokeText(label.text, box.x, box.top + 1);
      context.fillStyle = label.colour;
      context.fillText(label.text, box.x, box.top + 1);
    }
    return drawn;
  };
}
