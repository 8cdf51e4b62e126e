import { functionTable } from '../function-table.ts';
import type { ValueType } from '../value-type.ts';
import type { SeededRandom } from './seeded-random.ts';
import { createTextGenerator, type TextGenerator } from './text-generator.ts';

/** Writes queries of PromQL, each place of the grammar filled by chance. */
export interface QueryGenerator {
  /** A query of any type that Prometheus accepts. */
  query(): string;
  /** A query of one type; `depth` bounds how many parts stand inside one another. */
  ofType(type: ValueType, depth: number): string;
}

const functions = [...functionTable].filter(([name]) => name !== 'info');
const comparisons = ['==', '!=', '<=', '<', '>=', '>'] as const;
const arithmetic = ['+', '-', '*', '/', '%', '^', 'atan2'] as const;
const plainAggregations = ['sum', 'avg', 'count', 'min', 'max', 'group', 'stddev', 'stdvar', 'SUM'] as const;

/** A generator over a source of chance; the texts say how the small parts are written. */
export function createQueryGenerator(
  random: SeededRandom,
  texts: TextGenerator = createTextGenerator(random),
): QueryGenerator {
  const blank = (): string => texts.blank();
  const some = (): string => texts.some();

  const ofType = (type: ValueType, depth: number): string => {
    switch (type) {
      case 'vector':
        return vector(depth);
      case 'scalar':
        return scalar(depth);
      case 'matrix':
        return matrix(depth);
      case 'string':
        return texts.string();
    }
  };

  const vector = (depth: number): string => {
    if (depth <= 0) return shifted(texts.selector());
    switch (random.below(9)) {
      case 0:
      case 1:
        return call('vector', depth);
      case 2:
        return aggregation(depth);
      case 3:
      case 4:
        return vectorBinary(depth);
      case 5:
        return `(${some()}${vector(depth - 1)}${some()})`;
      case 6:
        return `${random.pick(['-', '+'])}${some()}${operand(vector(depth - 1))}`;
      case 7:
        return random.chance(30) ? info(depth) : shifted(texts.selector());
      default:
        return shifted(texts.selector());
    }
  };

  const scalar = (depth: number): string => {
    if (depth <= 0) return texts.number();
    switch (random.below(5)) {
      case 0:
        return call('scalar', depth);
      case 1: {
        const operator = random.chance(30) ? `${random.pick(comparisons)} bool` : random.pick(arithmetic);
        return `${scalar(depth - 1)} ${operator} ${scalar(depth - 1)}`;
      }
      case 2:
        return `(${scalar(depth - 1)})`;
      case 3:
        return `${random.pick(['-', '+'])}${scalar(depth - 1)}`;
      default:
        return texts.number();
    }
  };

  const matrix = (depth: number): string => {
    if (depth > 0 && random.chance(40)) {
      const step = random.chance(50) ? texts.duration() : '';
      // The lexer asks for a number before the first colon.
      const range = texts.duration();
      return texts.timeShifted(`${operand(vector(depth - 1))}[${some()}${range}${some()}:${some()}${step}]`);
    }
    const extended = random.chance(10) ? ` ${random.pick(['anchored', 'smoothed'])}` : '';
    return texts.timeShifted(`${texts.selector()}${some()}[${texts.rangeDuration()}]${extended}`);
  };

  const shifted = (text: string): string => {
    const extended = random.chance(4) ? ` ${random.pick(['anchored', 'smoothed'])}` : '';
    return texts.timeShifted(text) + extended;
  };

  const call = (returns: ValueType, depth: number): string => {
    const fitting = functions.filter(([, signature]) => signature.returns === returns);
    const found = fitting[random.below(fitting.length)];
    if (found === undefined) return ofType(returns, 0);
    const [name, { args, variadic }] = found;
    const least = variadic === 0 ? args.length : args.length - 1;
    const more = random.below(variadic < 0 ? 4 : variadic + 1);
    const written: string[] = [];
    for (let index = 0; index < least + more; index += 1) {
      const type = args[Math.min(index, args.length - 1)] ?? 'scalar';
      written.push(ofType(type, depth - 1));
    }
    return `${name}${some()}(${some()}${written.join(`,${blank()}`)}${some()})`;
  };

  const info = (depth: number): string => {
    const second = random.chance(50) ? `, {${random.pick(['', 'k8s_cluster=~".+"', 'x=""'])}}` : '';
    return `info(${vector(depth - 1)}${second})`;
  };

  const aggregation = (depth: number): string => {
    const [operator, param] = random.chance(60)
      ? [random.pick(plainAggregations), null]
      : parameterised(depth);
    const args = `(${some()}${param === null ? '' : `${param},${blank()}`}${vector(depth - 1)}${some()})`;
    const modifier = `${random.pick(['by', 'without', 'BY'])}${some()}${texts.labelList()}`;
    switch (random.below(3)) {
      case 0:
        return `${operator}${some()}${args}`;
      case 1:
        return `${operator} ${modifier}${some()}${args}`;
      default:
        return `${operator}${args}${blank()}${modifier}`;
    }
  };

  const parameterised = (depth: number): readonly [string, string] => {
    if (random.chance(20)) return ['count_values', texts.string()];
    return [random.pick(['topk', 'bottomk', 'quantile', 'limitk', 'limit_ratio']), scalar(depth - 1)];
  };

  const vectorBinary = (depth: number): string => {
    const left = vector(depth - 1);
    switch (random.below(5)) {
      case 0:
        return `${left} ${random.pick(['and', 'or', 'unless', 'AND'])} ${setMatching()}${vector(depth - 1)}`;
      case 1: {
        const bool = random.chance(40) ? 'bool ' : '';
        const [one, other] = random.chance(50) ? [left, scalar(depth - 1)] : [scalar(depth - 1), left];
        return `${one} ${random.pick(comparisons)} ${bool}${other}`;
      }
      case 2:
        return `${left} ${random.pick([...arithmetic, '</', '>/'])} ${scalar(depth - 1)}`;
      case 3: {
        const bool = random.chance(30) ? 'bool ' : '';
        return `${left} ${random.pick(comparisons)} ${bool}${matching()}${vector(depth - 1)}`;
      }
      default:
        return `${left} ${random.pick(arithmetic)} ${matching()}${vector(depth - 1)}`;
    }
  };

  const setMatching = (): string =>
    random.chance(40) ? `${random.pick(['on', 'ignoring'])}${some()}${texts.labelList()}${blank()}` : '';

  const matching = (): string => {
    const fill = random.chance(15) ? `${fills()} ` : '';
    if (random.chance(50)) return fill;
    const way = random.pick(['on', 'ignoring']);
    const side = random.pick([
      '',
      'group_left ',
      'group_right ',
      'group_left (extra, "b c") ',
      'group_right () ',
    ]);
    // A label may not be matched on and taken over at once.
    return `${way} (a, "d.e") ${side}${fill}`;
  };

  const fills = (): string => {
    const value = (): string => random.pick(['0', '-1', '+ 2.5', '1e30', '1e-7', '5m', '0x10']);
    const one = `fill_left${some()}(${value()})`;
    const other = `fill_right (${value()})`;
    return random.pick([`fill (${value()})`, one, other, `${one} ${other}`, `${other} ${one}`]);
  };

  /** What a range or a sign may stand at without changing what it belongs to. */
  const operand = (text: string): string => (/^[\w:]+(?:\{[^{}]*\})?$/.test(text) ? text : `(${text})`);

  return {
    query: () =>
      ofType(random.pick(['vector', 'vector', 'vector', 'matrix', 'scalar', 'string']), random.below(5)),
    ofType,
  };
}
