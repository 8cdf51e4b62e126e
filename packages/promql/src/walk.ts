import type { Expr } from './expr.ts';

/** Visits a query and every part of it, from outside to inside and from left to right; aggregation parameters too. */
export function walk(expr: Expr, visit: (part: Expr) => void): void {
  // A stack of our own: a chain of operators may be thousands long.
  const waiting: Expr[] = [expr];
  for (;;) {
    const part = waiting.pop();
    if (part === undefined) return;
    visit(part);
    pushChildren(part, waiting);
  }
}

/** The last one is visited first, so the right side goes on first. */
function pushChildren(part: Expr, waiting: Expr[]): void {
  switch (part.kind) {
    case 'number':
    case 'string':
    case 'vectorSelector':
      return;
    case 'matrixSelector':
      waiting.push(part.selector);
      return;
    case 'paren':
    case 'unary':
    case 'subquery':
      waiting.push(part.expr);
      return;
    case 'aggregation':
      waiting.push(part.expr);
      if (part.param !== null) waiting.push(part.param);
      return;
    case 'call':
      waiting.push(...part.args.toReversed());
      return;
    case 'binary':
      waiting.push(part.right, part.left);
  }
}
