/**
 * A formula written in a line, as a tree of MathML: `N_K = ∑_i x_i OI_i M_i γ_i S^2 / 100`.
 * `_` and `^` bind to what stands before them, `{}` holds together, `frac{a}{b}` is a fraction,
 * `√{a}` a root, `"words"` are words.
 */
export interface MathNode {
  tag: 'mi' | 'mn' | 'mo' | 'mrow' | 'msub' | 'msup' | 'msubsup' | 'mfrac' | 'msqrt';
  text?: string;
  children?: readonly MathNode[];
}

const token = /\s*("[^"]*"|frac(?=\{)|\p{L}+|[\d,.]*\d|\S)/uy;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) tokens.push(match[1] ?? '');
  return tokens;
}

const row = (children: readonly MathNode[]): MathNode =>
  children.length === 1 && children[0] ? children[0] : { tag: 'mrow', children };

/** Words are identifiers, not mtext: that counts as space, and a sign beside nothing but space loses its own. */
const quoted = (text: string): MathNode => ({
  tag: /^[-+−±$\d]/.test(text) ? 'mn' : 'mi',
  text: text.replace(/^ | $/g, '\u00a0'),
});

function leaf(text: string): MathNode {
  if (text.startsWith('"')) return quoted(text.slice(1, -1));
  if (/^[\d.,]/.test(text)) return { tag: 'mn', text };
  return { tag: /^\p{L}/u.test(text) ? 'mi' : 'mo', text: text === '-' ? '−' : text };
}

class Reader {
  private at = 0;
  constructor(private readonly tokens: readonly string[]) {}

  /** Until the end, or the brace that ends the group. */
  row(): MathNode {
    const children: MathNode[] = [];
    while (this.at < this.tokens.length && this.tokens[this.at] !== '}') children.push(this.scripted());
    this.at += 1;
    return row(children);
  }

  private scripted(): MathNode {
    const base = this.atom();
    const below = this.script('_');
    const above = this.script('^');
    if (below && above) return { tag: 'msubsup', children: [base, below, above] };
    if (below) return { tag: 'msub', children: [base, below] };
    return above ? { tag: 'msup', children: [base, above] } : base;
  }

  private script(mark: string): MathNode | null {
    if (this.tokens[this.at] !== mark) return null;
    this.at += 1;
    return this.atom();
  }

  private atom(): MathNode {
    const text = this.tokens[this.at++] ?? '';
    if (text === '{') return this.row();
    if (text === 'frac') return { tag: 'mfrac', children: [this.atom(), this.atom()] };
    if (text === '√') return { tag: 'msqrt', children: [this.atom()] };
    return leaf(text);
  }
}

export const formula = (text: string): MathNode => new Reader(tokensOf(text)).row();
