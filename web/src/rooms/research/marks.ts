/** A shape for each baseline, so that colour is not what tells them apart. */
import type { Context } from '../../draw/plane';

type Corner = readonly [x: number, y: number];

const radius = 4.2; // pixels
const corner = 4.5; // pixels of a corner at 1

/** Corners about the middle, all of about one area. The first shape of all is round. */
const shapes: readonly (readonly Corner[])[] = [
  [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  [
    [0, -1.15],
    [1.15, 0.85],
    [-1.15, 0.85],
  ],
  [
    [0, 1.15],
    [1.15, -0.85],
    [-1.15, -0.85],
  ],
  [
    [-1.3, -0.5],
    [1.3, -0.5],
    [1.3, 0.5],
    [-1.3, 0.5],
  ],
  [
    [-0.5, -1.3],
    [0.5, -1.3],
    [0.5, 1.3],
    [-0.5, 1.3],
  ],
  [
    [-1.15, -1],
    [1.15, 1],
    [1.15, -1],
    [-1.15, 1],
  ],
];
export const kindsOfMarks = shapes.length + 1;

/** Filled with its own colour, or with the ground's. */
export function drawMark(context: Context, at: Corner, shape: number, colour: string, fill: string): void {
  const corners = shapes[(shape % kindsOfMarks) - 1];
  context.beginPath();
  if (corners) {
    for (const [x, y] of corners) context.lineTo(at[0] + corner * x, at[1] + corner * y);
    context.closePath();
  } else {
    context.arc(at[0], at[1], radius, 0, 2 * Math.PI);
  }
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  context.stroke();
}
