// The view as a picture: PNG and SVG files, and A3 paper, each with title and legend.

const PICTURE = { width: 1600, height: 1130 };
const PAPER_MARGIN = 40;

function saveOf(map, graph, pen, scene, stage, { say, day }, state, announce, writeAddress) {
  /** The view of the screen in a picture of this size. */
  function framed(width, height, ratio) {
    const seen = stage.camera();
    const scale = seen.scale * Math.min(width / seen.width, height / seen.height);
    return { ...seen, width, height, ratio, scale };
  }

  /** Draws title, map and legend. */
  function compose(context, ratio) {
    const { colours, blocks } = pen.theme.look;
    const { width, height } = PICTURE;
    const flat = () => context.setTransform(ratio, 0, 0, ratio, 0, 0);
    scene.whole(context, framed(width, height, ratio));
    flat();
    context.fillStyle = colours.panel;
    context.fillRect(0, 0, width, 84);
    context.fillRect(0, height - 58, width, 58);
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillStyle = colours.ink;
    context.font = `700 28px ${FACE}`;
    context.fillText(map.title, PAPER_MARGIN, 16);
    context.font = `400 14px ${FACE}`;
    context.fillStyle = colours.muted;
    context.fillText(`${map.for_whom} ${say("until", { date: day(map.until) })}`, PAPER_MARGIN, 54);
    let x = PAPER_MARGIN + 8;
    for (const block of map.blocks) {
      if (state.off.has(block.id)) continue;
      const look = blocks[block.id];
      trace(context, look.shape, x, height - 29, 9);
      context.fillStyle = look.fill;
      context.fill();
      context.lineWidth = 1.5;
      context.strokeStyle = look.line;
      context.stroke();
      context.font = `400 14px ${FACE}`;
      context.fillStyle = colours.ink;
      context.fillText(block.label, x + 18, height - 38);
      x += 18 + context.measureText(block.label).width + 34;
    }
  }

  function download(blob, ending) {
    const link = element("a", { href: URL.createObjectURL(blob), download: `${say("save.name")}-${map.made_on}.${ending}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    announce(say("save.done"));
  }

  function vector() {
    const context = vectorOf(PICTURE.width, PICTURE.height);
    compose(context, 1);
    return context.root;
  }

  function png() {
    const canvas = element("canvas", { width: 2 * PICTURE.width, height: 2 * PICTURE.height });
    compose(canvas.getContext("2d"), 2);
    canvas.toBlob((blob) => download(blob, "png"), "image/png");
  }

  function svg() {
    const text = new XMLSerializer().serializeToString(vector());
    download(new Blob([text], { type: "image/svg+xml" }), "svg");
  }

  const sheet = document.getElementById("sheet");
  addEventListener("beforeprint", () => {
    pen.theme.paper(true);
    if (["network", "ground", "time"].includes(state.view)) sheet.replaceChildren(vector());
  });
  addEventListener("afterprint", () => {
    sheet.replaceChildren();
    pen.theme.paper(false);
  });

  async function link() {
    writeAddress();
    announce(say((await toClipboard(location.href)) ? "save.linked" : "save.not-linked"));
  }

  document.getElementById("save-png").addEventListener("click", png);
  document.getElementById("save-svg").addEventListener("click", svg);
  document.getElementById("save-print").addEventListener("click", () => print());
  document.getElementById("save-link").addEventListener("click", link);
}
