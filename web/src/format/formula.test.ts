import { expect, test } from 'vitest';
import { formula, type MathNode } from './formula';

const written = ({ tag, text, children }: MathNode): string =>
  `<${tag}>${text ?? children?.map(written).join('') ?? ''}</${tag}>`;

test('scripts bind to what stands before them', () => {
  expect(written(formula('N_K'))).toBe('<msub><mi>N</mi><mi>K</mi></msub>');
  expect(written(formula('S^2 - 1'))).toBe('<mrow><msup><mi>S</mi><mn>2</mn></msup><mo>−</mo><mn>1</mn></mrow>');
  expect(written(formula('s_u^2'))).toBe('<msubsup><mi>s</mi><mi>u</mi><mn>2</mn></msubsup>');
  expect(written(formula('∑_{k ≤ K} N'))).toBe(
    '<mrow><msub><mo>∑</mo><mrow><mi>k</mi><mo>≤</mo><mi>K</mi></mrow></msub><mi>N</mi></mrow>',
  );
});

test('fractions, words, and figures with their separators', () => {
  expect(written(formula('frac{a}{b}'))).toBe('<mfrac><mi>a</mi><mi>b</mi></mfrac>');
  expect(written(formula('"at the strike " 6,500.25 "$3B"'))).toBe(
    '<mrow><mi>at the strike\u00a0</mi><mn>6,500.25</mn><mn>$3B</mn></mrow>',
  );
  expect(written(formula('√{2 a}'))).toBe('<msqrt><mrow><mn>2</mn><mi>a</mi></mrow></msqrt>');
});
