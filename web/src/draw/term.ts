/** A line with points over time left, for what is told expiry by expiry: options of uPlot without its size. */
import type uPlot from 'uplot';
import type { Palette } from './palette';

const marks = [0, 7, 30, 90, 182, 365, 730, 1095, 1826, 2557]; // days, as people count them

/** Near expiries are many and far ones few: time goes by its square root, as volatility does. */
export const placeOf = (days: number): number => Math.sqrt(Math.max(0, days));

const apart = 44; // pixels: a mark's name and a gap

/** Those marks within the axis that do not run into each other. */
export function spread(places: readonly number[], low: number, high: number, width: number): number[] {
  const least = (apart * (high - low)) / Math.max(1, width);
  const kept: number[] = [];
  for (const place of places) {
    if (place < low - 1e-9 || place > high) continue;
    if (kept.length === 0 || place - (kept.at(-1) as number) >= least) kept.push(place);
  }
  return kept;
}

export function markName(days: number): string {
  if (days < 14) return `${days} d`;
  if (days < 365) return `${Math.round(days / 30.4)} mo`;
  return `${Math.round(days / 365)} y`;
}

export interface Term {
  digits: number;
  colour: (palette: Palette) => string;
  /** The point that is nearest to the pointer. */
  point: (index: number | null) => void;
}

export function termOptions({ digits, colour, point }: Term) {
  return (palette: Palette): Omit<uPlot.Options, 'width' | 'height'> => {
    const axis = {
      stroke: palette['text-soft'],
      font: `11px ${palette.font}`,
      grid: { stroke: palette.line, width: 1 },
      ticks: { show: false },
    };
    return {
      padding: [22, 14, 0, 0], // above: room for the button that shows the table
      legend: { show: false },
      cursor: { y: false, points: { size: 7 } },
      scales: { x: { time: false } },
      axes: [
        {
          ...axis,
          size: 28,
          splits: (plot, _axis, low, high) => spread(marks.map(placeOf), low, high, plot.width),
          values: (_plot, at) => at.map((place) => markName(Math.round(place * place))),
        },
        { ...axis, size: 56, values: (_plot, values) => values.map((value) => `${value.toFixed(digits)} %`) },
      ],
      series: [{}, { stroke: colour(palette), width: 1.6, points: { show: true, size: 5, fill: palette.surface } }],
      hooks: { setCursor: [(plot) => point(plot.cursor.idx ?? null)] },
    };
  };
}
