// How one node, one line and one circle look, on screen and in a saved picture.

function pencil(graph, theme) {
  const looks = [];

  /** The radius of a node in map units; on a wide view shapes grow so that they stay visible. */
  function size(node, scale = 1) {
    const { sizes } = theme.look;
    const own = sizes[node.kind.id] ?? sizes.other;
    return own * (node.connector ? 1.4 : node.hub ? 1.6 : 1) * Math.min(Math.max(1, 0.72 / scale), node.small ? 1.3 : 2.4);
  }

  /** The look of a node: a group is a wide pale ring of people, a professional has a dashed line. */
  function look(node) {
    const { colours, blocks } = theme.look;
    const block = blocks[node.block];
    const ring = node.kind.id === "group";
    const hollow = ring || node.professional;
    return {
      shape: block.shape,
      fill: hollow ? colours.panel : block.fill,
      line: block.line,
      width: ring ? 3.5 : 1.5,
      dashed: node.professional === true,
      ring: node.connector ? colours.ring : null,
    };
  }

  function refresh() {
    graph.nodes.forEach((node) => { looks[node.id] = look(node); });
  }
  refresh();

  function drawNode(context, node, scale) {
    const own = looks[node.id];
    const radius = size(node, scale);
    // On a wide view lines keep at least half a pixel on screen.
    const width = Math.max(own.width, Math.min(2.2, own.width * 0.7) / scale);
    context.save();
    if (own.ring) {
      context.strokeStyle = own.ring;
      context.lineWidth = Math.max(2.5, 2 / scale);
      context.beginPath();
      context.arc(node.x, node.y, radius + Math.max(4.5, 3.2 / scale), 0, 2 * Math.PI);
      context.stroke();
    }
    trace(context, own.shape, node.x, node.y, radius);
    context.fillStyle = own.fill;
    context.fill();
    if (own.dashed) context.setLineDash([Math.max(3, 2.4 / scale), Math.max(2.2, 1.8 / scale)]);
    context.lineWidth = width;
    context.strokeStyle = own.line;
    context.stroke();
    context.restore();
  }

  /** The radius of a folded circle: its surface follows its people. */
  const foldedSize = (circle, scale) => Math.max(30 * Math.sqrt(circle.members.length), 14 / scale);

  function drawFolded(context, circle, scale) {
    const { colours, blocks } = theme.look;
    context.save();
    context.beginPath();
    context.arc(circle.x, circle.y, foldedSize(circle, scale), 0, 2 * Math.PI);
    context.fillStyle = colours.land;
    context.fill();
    context.lineWidth = 2 / scale;
    context.strokeStyle = blocks[2].line;
    context.stroke();
    context.restore();
  }

  const lineWidth = (closeness) => [0.8, 1, 1.8, 3, 4.6][closeness];

  return { theme, size, look, refresh, drawNode, drawFolded, foldedSize, lineWidth };
}
