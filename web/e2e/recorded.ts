/** Three made-up sessions, recorded: what pictures and the room of history are tested on. The same bytes each time. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { program } from './house';

const run = promisify(execFile);

/** A wall of seed 13 is tested again and again on the last day, from the first minutes on. */
const sessions = [
  { date: '2026-11-18', seed: 18, every: 1800 },
  { date: '2026-11-19', seed: 19, every: 1800 },
  { date: '2026-11-20', seed: 13, every: 60 },
];

async function chainsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^SPX_2.*\.csv$/.test(name)).map((name) => join(folder, name));
}

/** Writes them below `scratch`; returns the record's folder. */
export async function record(scratch: string): Promise<string> {
  const folder = join(scratch, 'history');
  for (const { date, seed, every } of sessions) {
    const day = join(scratch, date);
    const what = ['--seed', `${seed}`, '--contracts', '2000', '--every', `${every}`, '--session', date, '-o', day];
    await run(program, ['simulate', 'session', ...what]);
    const bars = join(day, 'SPX_bars_1m.csv');
    await run(program, ['record', ...(await chainsIn(day)), '--bars', bars, '--to', folder]);
  }
  return folder;
}

/** A record of one chain, of 11:00 New York on the last day, its rows changed; a row for which there is null goes. */
export async function recordOfOneChain(
  scratch: string,
  name: string,
  change: (row: string[]) => string[] | null,
): Promise<string> {
  const file = (await chainsIn(join(scratch, '2026-11-20'))).find((each) => each.includes('T160000Z')) ?? '';
  const lines = (await readFile(file, 'utf8')).split('\n');
  const head = lines.findIndex((line) => line.startsWith('Expiration')) + 1;
  const rows = lines.slice(head).map((line) => (line ? change(line.split(','))?.join(',') : line));
  const folder = join(scratch, name);
  await mkdir(folder);
  const chain = join(folder, 'chain.csv');
  await writeFile(chain, [...lines.slice(0, head), ...rows.filter((row) => row !== undefined)].join('\n'));
  const history = join(folder, 'history');
  await run(program, ['record', chain, '--symbol', 'SPX', '--to', history]);
  return history;
}
