import type { Expr } from './expr.ts';
import { print } from './print.ts';
import { walk } from './walk.ts';

/**
 * What a query divides by only where it is above 0, as `b` in `a / (b > 0)`, each printed, from left to right: where these are 0
 * the query has no answer although all its metrics have samples.
 */
export function guardedDivisors(expr: Expr): readonly string[] {
  const found = new Set<string>();
  walk(expr, (part) => {
    if (part.kind !== 'binary' || part.operator !== '/') return;
    const divisor = withoutParens(part.right);
    if (divisor.kind !== 'binary' || divisor.operator !== '>' || divisor.returnsBool) return;
    const bound = withoutParens(divisor.right);
    if (bound.kind === 'number' && bound.value === 0) found.add(print(divisor.left));
  });
  return [...found];
}

function withoutParens(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === 'paren') inner = inner.expr;
  return inner;
}
