/** Rows for labels along a line so that none covers another: the lowest row that is free there. */
export function rowsOf(labels: readonly { at: number; width: number }[], gap = 6): number[] {
  const rows = new Array<number>(labels.length).fill(0);
  const ends: number[] = [];
  const order = labels.map((_, i) => i).sort((a, b) => (labels[a]?.at ?? 0) - (labels[b]?.at ?? 0));
  for (const i of order) {
    const { at, width } = labels[i] ?? { at: 0, width: 0 };
    let row = ends.findIndex((end) => end + gap <= at);
    if (row < 0) row = ends.length;
    ends[row] = at + width;
    rows[i] = row;
  }
  return rows;
}

/** A label's left edge: centred, but within the line. */
export const placed = (centre: number, width: number, [low, high]: readonly [number, number]) =>
  Math.max(low, Math.min(high - width, centre - width / 2));

/** Moves labels, in order from above, so that none lies on another and all are between top and bottom. */
export function spread(labels: { y: number }[], height: number, top: number, bottom: number): void {
  let least = top;
  for (const label of labels) {
    label.y = Math.max(label.y, least);
    least = label.y + height;
  }
  let most = bottom;
  for (const label of labels.toReversed()) {
    label.y = Math.min(label.y, most);
    most = label.y - height;
  }
}
