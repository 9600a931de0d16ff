/** A line with points over time left, for what is told expiry by expiry: options of uPlot without its size. */
import type uPlot from 'uplot';
import type { Palette } from './palette';

const marks = [0, 7, 30, 90, 182, 365, 730, 1095, 1826, 2557]; // days, as people count them

/** Near expiries are many and far ones few: time goes by its square root, as volatility does. */
export const placeOf = (days: number): number => Math.sqrt(Math.max(0, days));

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
      padding: [10, 14, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 7 } },
      scales: { x: { time: false } },
      axes: [
        {
          ...axis,
          splits: (_plot, _axis, low, high) => marks.map(placeOf).filter((at) => at >= low - 1e-9 && at <= high),
          values: (_plot, at) => at.map((place) => markName(Math.round(place * place))),
        },
        { ...axis, size: 56, values: (_plot, values) => values.map((value) => `${value.toFixed(digits)} %`) },
      ],
      series: [{}, { stroke: colour(palette), width: 1.6, points: { show: true, size: 5, fill: palette.surface } }],
      hooks: { setCursor: [(plot) => point(plot.cursor.idx ?? null)] },
    };
  };
}
