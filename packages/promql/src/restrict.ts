import type { Binary, Draft, Expr, Matcher, VectorSelector } from './expr.ts';
import { nameLabel } from './parse-selector.ts';
import { promqlError, type PromqlError } from './promql-error.ts';

/** What a query may read: series whose label has one of the values. */
export interface Scope {
  readonly label: string;
  readonly values: readonly [string, ...string[]];
  /** What becomes of a selector that asks for other values only: it selects nothing, or the query is refused. */
  readonly whenDisjoint: 'empty' | 'refuse';
}

/**
 * The query with the scope added to every selector it has, wherever it stands. Nothing that was written is taken away, so the
 * result reads no more than the query and no more than the scope. What reads series that no selector names is refused.
 */
export function restrict(expr: Expr, scope: Scope): Expr | PromqlError {
  const { label, values } = scope;
  if (label === '' || label === nameLabel) return promqlError('scope_label', { label }, null);
  // A label that is empty is a label that is missing: it would open what belongs to nobody.
  if (values.includes('')) return promqlError('scope_value', { label }, null);
  const restricting: Restricting = { scope, matcher: scopeMatcher(scope), error: null };
  const restricted = restrictPart(expr, restricting);
  return restricting.error ?? restricted;
}

interface Restricting {
  readonly scope: Scope;
  readonly matcher: Matcher;
  /** The first refusal. */
  error: PromqlError | null;
}

function scopeMatcher({ label, values }: Scope): Matcher {
  const [first, ...others] = values;
  if (others.length === 0) return { name: label, operator: '=', value: first, matchesEmpty: false };
  return { name: label, operator: '=~', value: values.map(quoteLiteral).join('|'), matchesEmpty: false };
}

function restrictPart(expr: Expr, restricting: Restricting): Expr {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return expr;
    case 'vectorSelector':
      return restrictSelector(expr, restricting);
    case 'matrixSelector':
      return { ...expr, selector: restrictSelector(expr.selector, restricting) };
    case 'subquery':
    case 'paren':
    case 'unary':
      return { ...expr, expr: restrictPart(expr.expr, restricting) };
    case 'aggregation': {
      const param = expr.param === null ? null : restrictPart(expr.param, restricting);
      return { ...expr, param, expr: restrictPart(expr.expr, restricting) };
    }
    case 'call':
      if (expr.name === 'info') {
        restricting.error ??= promqlError('scope_info', { label: restricting.scope.label }, null);
      }
      return { ...expr, args: expr.args.map((argument) => restrictPart(argument, restricting)) };
    case 'binary':
      return restrictChain(expr, restricting);
  }
}

/** Long chains of operators must not become deep recursion: the left sides are walked along. */
function restrictChain(expr: Binary, restricting: Restricting): Expr {
  const root: Draft<Binary> = { ...expr };
  let last = root;
  for (;;) {
    last.right = restrictPart(last.right, restricting);
    if (last.left.kind !== 'binary') break;
    const next: Draft<Binary> = { ...last.left };
    last.left = next;
    last = next;
  }
  last.left = restrictPart(last.left, restricting);
  return root;
}

function restrictSelector(selector: VectorSelector, restricting: Restricting): VectorSelector {
  const { scope, matcher } = restricting;
  if (scope.whenDisjoint === 'refuse' && isDisjoint(selector, scope)) {
    const values = scope.values.join(', ');
    restricting.error ??= promqlError('scope_disjoint', { label: scope.label, values }, null);
  }
  return { ...selector, matchers: [matcher, ...selector.matchers] };
}

/** Whether the selector's own matchers leave no value of the scope; a pattern that is more than a list of values may leave any. */
function isDisjoint({ matchers }: VectorSelector, { label, values }: Scope): boolean {
  return values.every((value) =>
    matchers.some((matcher) => matcher.name === label && excludes(matcher, value)),
  );
}

function excludes({ operator, value }: Matcher, candidate: string): boolean {
  switch (operator) {
    case '=':
      return value !== candidate;
    case '!=':
      return value === candidate;
    case '=~':
      return !special.test(value) && !value.split('|').includes(candidate);
    case '!~':
      return !special.test(value) && value.split('|').includes(candidate);
  }
}

const special = /[\\.+*?()[\]{}^$]/;

/** A text that matches itself in RE2. */
function quoteLiteral(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, (character) => `\\${character}`);
}
