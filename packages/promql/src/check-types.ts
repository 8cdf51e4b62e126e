import type { Aggregation, Binary, Call, Draft, Expr, VectorSelector } from './expr.ts';
import { functionTable } from './function-table.ts';
import { quoteText } from './go-text.ts';
import { nameLabel } from './parse-selector.ts';
import { promqlError, type PromqlError, type PromqlErrorValues } from './promql-error.ts';
import type { PromqlErrorCode } from './promql-error-table.ts';
import { documentedType, type ValueType } from './value-type.ts';

/**
 * Throws the first type error of a query that was just read, in Prometheus' order. Gives each operator the matching it
 * really has: none unless both sides are vectors, many-to-many between sets.
 */
export function checkTypes(expr: Expr, text: string): ValueType {
  return check(expr, text);
}

function check(expr: Expr, text: string): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'vectorSelector':
      checkSelector(expr, text);
      return 'vector';
    case 'matrixSelector':
      checkSelector(expr.selector, text);
      return 'matrix';
    case 'paren':
      return check(expr.expr, text);
    case 'unary': {
      const found = check(expr.expr, text);
      if (found === 'scalar' || found === 'vector') return found;
      throw refusal(text, expr.start, 'unary_type', { found: quoteText(documentedType(found)) });
    }
    case 'subquery': {
      const found = check(expr.expr, text);
      if (found !== 'vector') throw refusal(text, expr.start, 'subquery_type', { found });
      return 'matrix';
    }
    case 'aggregation':
      checkAggregation(expr, text);
      return 'vector';
    case 'call':
      return checkCall(expr, text);
    case 'binary':
      return checkChain(expr, text);
  }
}

function checkSelector(selector: VectorSelector, text: string): void {
  const { name, matchers, start } = selector;
  if (name !== '') {
    const double = matchers.slice(0, -1).find((matcher) => matcher.name === nameLabel);
    if (double === undefined) return;
    throw refusal(text, start, 'name_twice', { first: quoteText(name), second: quoteText(double.value) });
  }
  if (matchers.every(({ matchesEmpty }) => matchesEmpty))
    throw refusal(text, start, 'selects_everything', {});
}

function checkAggregation({ operator, expr, param }: Aggregation, text: string): void {
  expectType(expr, 'vector', 'aggregation expression', text);
  if (param === null) return;
  expectType(param, operator === 'count_values' ? 'string' : 'scalar', 'aggregation parameter', text);
}

function expectType(expr: Expr, expected: ValueType, place: string, text: string): void {
  const found = check(expr, text);
  if (found !== expected) throw typeRefusal(text, expr.start, expected, place, found);
}

function checkCall({ name, args, start }: Call, text: string): ValueType {
  const signature = functionTable.get(name);
  if (signature === undefined) throw refusal(text, start, 'unknown_function', { name: quoteText(name) });
  const { args: types, variadic, returns } = signature;
  const count = args.length;
  const least = variadic === 0 ? types.length : types.length - 1;
  const most = variadic < 0 ? Number.POSITIVE_INFINITY : least + variadic;
  if (count < least || count > most) {
    const bound = count < least ? `at least ${least}` : `at most ${most}`;
    const expected = variadic === 0 ? least : bound;
    throw refusal(text, start, 'argument_count', { expected, name: quoteText(name), count });
  }
  const isInfo = name === 'info';
  const second = args[1];
  if (isInfo && second !== undefined) checkInfoSelector(second, start, text);
  for (const [index, argument] of args.entries()) {
    const expected = types[Math.min(index, types.length - 1)];
    if (expected === undefined) break;
    // What `info` takes second selects labels to add, and may be empty.
    const found = isInfo && index === 1 ? 'vector' : check(argument, text);
    if (found !== expected) {
      throw typeRefusal(text, argument.start, expected, `call to function ${quoteText(name)}`, found);
    }
  }
  return returns;
}

function checkInfoSelector(selector: Expr, start: number, text: string): void {
  const found = typeOf(selector);
  if (found !== 'vector') throw typeRefusal(text, start, 'vector', 'call to function "info"', found);
  if (selector.kind !== 'vectorSelector') throw refusal(text, selector.start, 'info_no_selector', {});
  if (selector.name !== '') throw refusal(text, selector.start, 'info_selector_named', {});
}

/** The type an expression has by its form, whether or not its parts are right. */
function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'vectorSelector':
    case 'aggregation':
      return 'vector';
    case 'matrixSelector':
    case 'subquery':
      return 'matrix';
    case 'paren':
    case 'unary':
      return typeOf(expr.expr);
    case 'call':
      return functionTable.get(expr.name)?.returns ?? 'vector';
    case 'binary':
      return chainOf(expr).operators.every(({ right }) => typeOf(right) === 'scalar') &&
        typeOf(chainOf(expr).first) === 'scalar'
        ? 'scalar'
        : 'vector';
  }
}

/** `a + b - c`: the leftmost operand, and the operators from left to right. Long chains must not become deep recursion. */
function chainOf(expr: Binary): { readonly first: Expr; readonly operators: readonly Binary[] } {
  const operators: Binary[] = [];
  let first: Expr = expr;
  while (first.kind === 'binary') {
    operators.push(first);
    first = first.left;
  }
  return { first, operators: operators.toReversed() };
}

function checkChain(expr: Binary, text: string): ValueType {
  const { first, operators } = chainOf(expr);
  let type = check(first, text);
  for (const operator of operators) type = checkOperator(operator, type, check(operator.right, text), text);
  return type;
}

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<=', '<', '>=', '>']);
const setOperators: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

function checkOperator(expr: Binary, left: ValueType, right: ValueType, text: string): ValueType {
  const { operator, returnsBool, matching, start } = expr;
  const isComparison = comparisons.has(operator);
  const areScalars = left === 'scalar' && right === 'scalar';
  if (returnsBool && !isComparison) {
    throw refusal(text, operatorStart(expr, text), 'bool_without_comparison', {});
  }
  if (isComparison && !returnsBool && areScalars) {
    throw refusal(text, operatorStart(expr, text), 'comparison_without_bool', {});
  }
  const isSet = setOperators.has(operator);
  if (matching !== null) {
    const double = matching.isOn && matching.labels.find((label) => matching.include.includes(label));
    if (typeof double === 'string') {
      throw refusal(text, operatorStart(expr, text), 'label_on_and_grouped', { label: quoteText(double) });
    }
  }
  if (left !== 'scalar' && left !== 'vector') throw refusal(text, expr.left.start, 'operand_type', {});
  if (right !== 'scalar' && right !== 'vector') throw refusal(text, expr.right.start, 'operand_type', {});
  checkMatching(expr, left === 'vector' && right === 'vector', isSet, text);
  if (isSet && (left === 'scalar' || right === 'scalar')) {
    throw refusal(text, start, 'set_of_scalars', { operator: quoteText(operator) });
  }
  return areScalars ? 'scalar' : 'vector';
}

function checkMatching(expr: Binary, areVectors: boolean, isSet: boolean, text: string): void {
  const { matching, operator, start } = expr;
  if (matching === null) return;
  const hasFill = matching.fillLeft !== null || matching.fillRight !== null;
  const draft: Draft<Binary> = expr;
  if (!areVectors) {
    if (matching.labels.length > 0) throw refusal(text, start, 'matching_of_scalars', {});
    if (hasFill) throw refusal(text, start, 'fill_of_scalars', {});
    draft.matching = null;
  } else if (isSet) {
    if (matching.cardinality !== 'one-to-one') {
      throw refusal(text, start, 'grouping_of_sets', { operator: quoteText(operator) });
    }
    if (hasFill) throw refusal(text, start, 'fill_of_sets', {});
    draft.matching = { ...matching, cardinality: 'many-to-many' };
  }
}

/** Where the operator stands, which the tree does not keep. */
function operatorStart({ left }: Binary, text: string): number {
  let at = left.end;
  while (' \t\r\n'.includes(text[at] ?? '.')) at += 1;
  return at;
}

function typeRefusal(
  text: string,
  offset: number,
  expected: ValueType,
  place: string,
  found: ValueType,
): PromqlError {
  const values = { expected: documentedType(expected), place, found: documentedType(found) };
  return refusal(text, offset, 'expected_type', values);
}

function refusal<Code extends PromqlErrorCode>(
  text: string,
  offset: number,
  code: Code,
  values: PromqlErrorValues<Code>,
): PromqlError {
  return promqlError(code, values, { text, offset });
}
