import { expect, test } from 'vitest';
import { changed, choicesOf, commandLineOf, isOfServer, matches, presetOverrides, tomlOf } from './registry';

test('a list where values are names, a field where something is to be put in', () => {
  expect(choicesOf({ values: 'NET|GROSS|ABS' })).toEqual(['NET', 'GROSS', 'ABS']);
  expect(choicesOf({ values: 'above|any' })).toEqual(['above', 'any']);
  expect(choicesOf({ values: 'wide|off|tight|agnostic' })).toHaveLength(4);
  for (const values of [
    '0.05',
    '1|observed|SCALE',
    '0.7-1.3|LOW-HIGH',
    'next|all|le_dte:N',
    'sticky_strike|ssr:R',
    'positioning|MODEL:WEIGHT,...',
  ])
    expect(choicesOf({ values }), values).toBeNull();
});

test('what the server does anyway is no override', () => {
  expect(changed([], 'basis.call', 'GROSS', 'NET')).toEqual(['basis.call=GROSS']);
  expect(changed(['basis.call=GROSS'], 'basis.call', 'NET', 'NET')).toEqual([]);
  expect(changed(['basis.call=GROSS', 'uncertainty.models=a:1,b:2'], 'basis.call', null, 'NET')).toEqual([
    'uncertainty.models=a:1,b:2',
  ]);
});

test('of a preset a browser takes what concerns one snapshot', () => {
  const options = { 'otc.visible_share': '0.3', 'state.break_rule': 'pct:1', 'SPX:put_wall_rule': 'abs', unit: 'raw' };
  expect(presetOverrides({ name: '', help: '', options })).toEqual({
    taken: ['otc.visible_share=0.3'],
    left: ['state.break_rule=pct:1', 'SPX:put_wall_rule=abs', 'unit=raw'],
  });
  expect(isOfServer('hysteresis.h')).toBe(true);
});

test('what is copied can be pasted', () => {
  const overrides = ['basis.call=GROSS', 'clock=a b'];
  expect(commandLineOf(overrides)).toBe("gammafield serve --set basis.call=GROSS --set 'clock=a b'");
  expect(tomlOf(overrides)).toBe('set = ["basis.call=GROSS", "clock=a b"]');
});

test('every word sought has to be somewhere', () => {
  const option = { key: 'basis.call', default: 'NET', values: 'NET|GROSS|ABS', help: 'what the call wall compares' };
  expect(matches(option, 'wall gross')).toBe(true);
  expect(matches(option, 'wall flip')).toBe(false);
});
