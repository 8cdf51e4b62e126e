/** How one quantile of a measure is drawn: all of them in one colour, told apart by dash and width. */
interface QuantileInk {
  /** What the quantiles are of; empty when the name is only `p95`. */
  readonly measure: string;
  readonly dash: readonly number[] | undefined;
  readonly width: number;
}

/** The 95th is the one people look at: solid and wide. */
const inks: Readonly<Record<string, Pick<QuantileInk, 'dash' | 'width'>>> = {
  '50': { dash: [2, 3], width: 1.5 },
  '90': { dash: [6, 3], width: 1.5 },
  '95': { dash: undefined, width: 2 },
  '99': { dash: [10, 3, 2, 3], width: 1.5 },
};

/** The ink of a series named like `p95` or `llama-8b p95`; null when the name tells no usual quantile. */
export function quantileInk(name: string): QuantileInk | null {
  const found = /^(?:(.*\S)[\s,]+)?p(50|90|95|99)$/i.exec(name);
  const ink = inks[found?.[2] ?? ''];
  return found === null || ink === undefined ? null : { measure: found[1] ?? '', ...ink };
}
