/** Results of three studies, by the program itself: of the days of a record, and of a made-up series in which there is something to find. */
import { execFile } from 'node:child_process';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { program } from './house';

const run = promisify(execFile);

/** Minimal standard; its products are exact. */
function uniform(): () => number {
  let state = 7;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Sessions whose moves are the smaller the higher the figure of the evening before. */
function series(count: number): string {
  const next = uniform();
  const normal = () => Array.from({ length: 12 }, next).reduce((sum, each) => sum + each, -6);
  const lines = ['date,price,gex'];
  const day = new Date('2024-01-02T00:00:00Z');
  for (let price = 5_000; lines.length <= count; day.setUTCDate(day.getUTCDate() + 1)) {
    if (day.getUTCDay() % 6 === 0) continue;
    const gex = normal();
    lines.push(`${day.toISOString().slice(0, 10)},${price.toFixed(2)},${(1e9 * gex).toFixed(0)}`);
    price *= 1 + 0.01 * 2 ** (-0.7 * gex) * normal();
  }
  return `${lines.join('\n')}\n`;
}

const ofRecord = 'symbols = ["SPX"]\nbaselines = ["random_price", "round_number"]\n[levels]\nrecordings = "."\n';
const calm = `kind = "next_day"
title = "Is the session after a high GEX calmer?"
question = "With the volatility of the 20 sessions before taken out: is the next session calmer after a high GEX?"
[series]
file = "series.csv"
`;
const ofRecords: Readonly<Record<string, string>> = {
  lasting: `kind = "break_labels"\ntitle = "Do breaks of these walls last?"\n${ofRecord}`,
  walls: `kind = "hit_rate"
title = "Do these walls hold?"
question = "Once price has touched a wall: does it turn back more often than elsewhere?"
rules = ["race", "close"]
bases = ["net", "gross", "absolute"]
${ofRecord}`,
};
const madeAt = new Date('2026-11-20T22:00:00Z'); // is shown

/** Writes them to `results` below `scratch`. */
export async function studied(scratch: string, record: string): Promise<void> {
  const research = join(scratch, 'results');
  const study = async (data: string, studies: Readonly<Record<string, string>>) => {
    const files = Object.entries(studies).map(([name, text]) => ({ file: join(scratch, `${name}.toml`), text }));
    for (const { file, text } of files) await writeFile(file, text);
    await run(program, ['research', 'run', ...files.map(({ file }) => file), '--data', data, '-o', research]);
  };
  await writeFile(join(scratch, 'series.csv'), series(400));
  await study(scratch, { calm });
  await study(record, ofRecords);
  for (const name of await readdir(research)) await utimes(join(research, name), madeAt, madeAt);
}
