/** A line with points over dates, for what is told expiry by expiry: options of uPlot without its size. */
import type uPlot from 'uplot';
import { day } from '../format/time';
import type { Palette } from './palette';

export function termOptions(name: string, digits: number, colour: (palette: Palette) => string) {
  return (palette: Palette): Omit<uPlot.Options, 'width' | 'height'> => {
    const font = `11px ${palette.font}`;
    const axis = {
      stroke: palette['text-soft'],
      font,
      grid: { stroke: palette.line, width: 1 },
      ticks: { show: false },
    };
    return {
      padding: [8, 12, 0, 0],
      legend: { show: true, live: true },
      cursor: { y: false, points: { size: 7 } },
      scales: { x: { time: true } },
      axes: [
        { ...axis, space: 70 },
        { ...axis, size: 56, values: (_plot, values) => values.map((value) => `${value.toFixed(digits)} %`) },
      ],
      series: [
        {
          label: 'Settles',
          value: (_plot, at) => (at === null ? '–' : day(new Date(at * 1_000).toISOString().slice(0, 10))),
        },
        {
          label: name,
          stroke: colour(palette),
          width: 1.6,
          spanGaps: false,
          points: { show: true, size: 5, fill: palette.surface },
          value: (_plot, value) => (value === null ? '–' : `${value.toFixed(digits + 1)} %`),
        },
      ],
    };
  };
}
