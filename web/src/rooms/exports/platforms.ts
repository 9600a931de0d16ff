/** The platforms that levels are written for, and how they get there. The forms themselves are the server's. */
export interface Platform {
  format: string;
  name: string;
  /** What it carries, in a line. */
  has: string;
  /** Of a downloaded file. */
  extension: string;
  steps: readonly [string, string, string];
  /** Pasted into a field that takes so many bytes. */
  limit?: number;
  /** Prices of the platform's own instrument are meant: conversion is usual. */
  converted?: boolean;
  remark?: string;
}

const pasteLimit = 4_000; // bytes: TradingView's text inputs take no more
const untried =
  'Tested by golden files and, for Pine, by a grammar and a runtime; it has not run on the platform itself here.';

const own: Platform = {
  format: 'tv-own',
  name: 'TradingView, our indicator',
  has: 'Everything: zones as boxes, wall states, time, convention, basis, what is missing',
  extension: 'txt',
  limit: pasteLimit,
  converted: true,
  steps: [
    'Once: open the Pine Editor, paste docs/tradingview/gammafield.pine, Save, Add to chart.',
    'Copy the text.',
    "Double-click the indicator's name, paste into Levels, OK. Each morning again.",
  ],
  remark:
    'It fades and says so when the text is older than you allow, and draws nothing on the chart of another symbol.',
};

export const platforms: readonly Platform[] = [
  own,
  {
    format: 'tv',
    name: "TradingView, MenthorQ's string",
    has: 'The 19 names that such scripts know',
    extension: 'txt',
    limit: pasteLimit,
    converted: true,
    steps: [
      'Copy the text.',
      "Open your script's settings and paste it into the field for levels.",
      'OK. Each morning again.',
    ],
    remark:
      "The names are MenthorQ's, the definitions are ours; HVL stands for the Gamma Flip, which is not exactly what MenthorQ means by it.",
  },
  {
    format: 'tv-columns',
    name: 'TradingView, ticker, price, colour',
    has: 'Prices and r/g/y',
    extension: 'txt',
    limit: pasteLimit,
    converted: true,
    steps: ['Copy the text.', "Paste it into the script's field.", 'OK. Each morning again.'],
  },
  {
    format: 'tv-table',
    name: 'TradingView, price <TAB> name',
    has: 'Prices and names',
    extension: 'txt',
    limit: pasteLimit,
    converted: true,
    steps: ['Copy the text.', "Paste it into the script's field.", 'OK. Each morning again.'],
  },
  {
    format: 'pine',
    name: 'TradingView, Pine script',
    has: 'Main levels, drawn from their own moment on; no indicator needed',
    extension: 'pine',
    converted: true,
    steps: ['Copy the script.', 'Paste it into the Pine Editor.', 'Add to chart.'],
    remark: 'With history inside: gammafield replay --from FOLDER --format pine, up to 90 sessions.',
  },
  {
    format: 'ninjatrader',
    name: 'NinjaTrader 8',
    has: 'All levels; zones as two prices',
    extension: 'csv',
    converted: true,
    steps: [
      'Once: copy docs/ninjatrader/GammafieldLevels.cs to Documents\\NinjaTrader 8\\bin\\Custom\\Indicators; Tools, NinjaScript Editor, Compile.',
      'Download the file, or copy the address for scripts.',
      'Add GammafieldLevels to the chart; as Source give the file or the address.',
    ],
    remark: untried,
  },
  {
    format: 'sierra',
    name: 'Sierra Chart',
    has: 'All levels; zones as two prices; tab separated',
    extension: 'txt',
    converted: true,
    steps: [
      'Download the file.',
      "In the chart's Spreadsheet Study open the sheet and paste or import it.",
      'Refer to column A from the formula columns that are graphed (K on): =A2 is the most important level.',
    ],
    remark: untried,
  },
  {
    format: 'tos',
    name: 'thinkorswim',
    has: 'All levels, as a thinkScript study',
    extension: 'thinkscript',
    converted: true,
    steps: [
      'Copy the script.',
      'Studies, Edit Studies, Create: paste over what is there, OK.',
      'Each morning again: thinkScript has no network.',
    ],
    remark: untried,
  },
  {
    format: 'quantower',
    name: 'Quantower, any program',
    has: 'All levels as JSON, by file or by HTTP',
    extension: 'json',
    converted: true,
    steps: [
      'Copy the address for scripts, or download the file.',
      'In your indicator read levels[]: name, price, high (of a zone, else null), state, color.',
      'Draw what has a price; missing[] says why others have none.',
    ],
    remark: untried,
  },
  {
    format: 'bookmap',
    name: 'Bookmap',
    has: 'All levels as cloud notes, one a price',
    extension: 'csv',
    converted: true,
    steps: [
      'Give the alias that Bookmap shows, as ESZ6.CME@RITHMIC, under Name on the platform.',
      'In Bookmap: Notes column, Cloud Notes, Bookmap notes format; give the address for scripts.',
      'Bookmap asks for it again by itself.',
    ],
    remark: untried,
  },
  {
    format: 'jigsaw',
    name: 'Jigsaw daytradr',
    has: 'All levels, one a price, names of at most nine characters',
    extension: 'csv',
    converted: true,
    steps: [
      'Download the file into Documents\\Jigsaw Trading\\Levels.',
      'Depth & Sales, Settings, Load Levels: choose the file, separator a comma.',
      'Load; Show Line draws them on Auction Vista.',
    ],
    remark: untried,
  },
  {
    format: 'gex-terminal',
    name: 'gex-terminal',
    has: 'The shape of its overlay, gex-terminal.tradingview-overlay.v1',
    extension: 'json',
    converted: true,
    steps: ['Copy the address for scripts.', 'Give it to a tool that reads this shape.', 'It asks by itself.'],
  },
  {
    format: 'json',
    name: 'JSON',
    has: 'Every level with value, share, strength and reason',
    extension: 'json',
    steps: [
      'Copy the address for scripts.',
      'GET it; numbers have their unit in their name.',
      'null comes with a reason.',
    ],
  },
  {
    format: 'csv',
    name: 'CSV, spreadsheet',
    has: 'A level a row: price, value in dollars per 1 % move, effect, remark',
    extension: 'csv',
    steps: [
      'Download the file, or copy the address for scripts.',
      'Open it; columns are separated by commas.',
      'Cells that could run as formulas are quoted.',
    ],
  },
  {
    format: 'md',
    name: 'Markdown',
    has: 'A table for notes and chats',
    extension: 'md',
    steps: ['Copy the text.', 'Paste it into your notes.', 'The time of the data is in its first lines.'],
  },
  {
    format: 'text',
    name: 'Plain text',
    has: 'The table of the command line',
    extension: 'txt',
    steps: [
      'Copy the text.',
      'Paste it anywhere with a fixed-width font.',
      'The time of the data is in its first line.',
    ],
  },
];

export const platformOf = (format: string): Platform => platforms.find((each) => each.format === format) ?? own;

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** What is asked of /v1/levels. Conversion alone where there is a price to convert by. */
export interface Conversion {
  to: string;
  toPrice: string;
  by: string;
  instrument: string;
}
export function questionOf(platform: Platform, { to, toPrice, by, instrument }: Conversion): Record<string, string> {
  const question: Record<string, string> = { format: platform.format };
  if (!platform.converted) return question;
  if (to !== '' && toPrice !== '') Object.assign(question, { to, to_price: toPrice }, by ? { by } : {});
  if (instrument !== '') question['instrument'] = instrument;
  return question;
}

/** Futures and funds that options of a symbol are usually carried over to. */
const targets: Readonly<Record<string, readonly string[]>> = {
  SPX: ['ES', 'MES', 'SPY'],
  SPY: ['ES', 'SPX'],
  NDX: ['NQ', 'MNQ', 'QQQ'],
  QQQ: ['NQ', 'NDX'],
  RUT: ['RTY', 'IWM'],
  DJX: ['YM'],
};
export const targetsOf = (symbol: string): readonly string[] => targets[symbol] ?? [];
