import type { aggregators, binaryOperators } from './token.ts';

/** Where a node stands in the query, in UTF-16 units; `end` behind its last unit. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** How a label is matched. */
export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** One condition of a selector. */
export interface Matcher {
  readonly name: string;
  readonly operator: MatchOperator;
  readonly value: string;
  /** Whether a series without the label fulfils it. */
  readonly matchesEmpty: boolean;
}

/** `start()` or `end()` of the query behind an `@`. */
export type QueryEdge = 'start' | 'end';

/** What `offset` and `@` add to a selector or subquery. */
export interface TimeShift {
  /** Nanoseconds, as Prometheus counts; sub-millisecond parts are read but not printed. */
  readonly offsetNs: number;
  readonly offsetExpr: DurationExpr | null;
  /** Milliseconds of Unix time. */
  readonly timestampMs: number | null;
  readonly edge: QueryEdge | null;
}

/** `name{label="value"}`. */
export interface VectorSelector extends Place, TimeShift {
  readonly kind: 'vectorSelector';
  /** The name before the braces; '' without one. */
  readonly name: string;
  /** In the order of the query; the name before the braces is the last one, by `__name__`. */
  readonly matchers: readonly Matcher[];
  readonly isAnchored: boolean;
  readonly isSmoothed: boolean;
}

/** `selector[range]`; its shift is the selector's. */
export interface MatrixSelector extends Place {
  readonly kind: 'matrixSelector';
  readonly selector: VectorSelector;
  readonly rangeNs: number;
  readonly rangeExpr: DurationExpr | null;
}

/** `expression[range:step]`. */
export interface Subquery extends Place, TimeShift {
  readonly kind: 'subquery';
  readonly expr: Expr;
  readonly rangeNs: number;
  readonly rangeExpr: DurationExpr | null;
  /** 0 without a step: the server's default. */
  readonly stepNs: number;
  readonly stepExpr: DurationExpr | null;
}

/** A number, or a duration as seconds. */
export interface NumberLiteral extends Place {
  readonly kind: 'number';
  readonly value: number;
  readonly isDuration: boolean;
}

export interface StringLiteral extends Place {
  readonly kind: 'string';
  readonly value: string;
}

export interface Paren extends Place {
  readonly kind: 'paren';
  readonly expr: Expr;
}

export interface Unary extends Place {
  readonly kind: 'unary';
  readonly operator: '+' | '-';
  readonly expr: Expr;
}

export interface Aggregation extends Place {
  readonly kind: 'aggregation';
  readonly operator: (typeof aggregators)[number];
  readonly expr: Expr;
  /** The first argument of those that take two: `topk(5, …)`. It may be a query of its own. */
  readonly param: Expr | null;
  readonly grouping: readonly string[];
  readonly isWithout: boolean;
}

export interface Call extends Place {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expr[];
}

/** How many series of one side meet how many of the other. */
export type Cardinality = 'one-to-one' | 'many-to-one' | 'one-to-many' | 'many-to-many';

/** How the series of two vectors find each other. */
export interface VectorMatching {
  readonly cardinality: Cardinality;
  readonly labels: readonly string[];
  /** `on (…)`; else the labels are ignored. */
  readonly isOn: boolean;
  readonly include: readonly string[];
  readonly fillLeft: number | null;
  readonly fillRight: number | null;
}

export interface Binary extends Place {
  readonly kind: 'binary';
  readonly operator: (typeof binaryOperators)[number];
  readonly left: Expr;
  readonly right: Expr;
  /** Null unless both sides are vectors. */
  readonly matching: VectorMatching | null;
  readonly returnsBool: boolean;
}

/** A duration that is computed: `[5m * 2]`, `offset step()`. It selects nothing. */
export interface DurationExpr extends Place {
  readonly kind: 'duration';
  readonly operator: '+' | '-' | '*' | '/' | '%' | '^' | 'step' | 'range' | 'max_of' | 'min_of';
  /** Null in front of a sign, and of `step()` and `range()`. */
  readonly left: DurationOperand | null;
  readonly right: DurationOperand | null;
  readonly isWrapped: boolean;
}

export type DurationOperand = DurationExpr | NumberLiteral;

/** A query as a tree. */
export type Expr =
  | VectorSelector
  | MatrixSelector
  | Subquery
  | NumberLiteral
  | StringLiteral
  | Paren
  | Unary
  | Aggregation
  | Call
  | Binary;

/** A node while it is built. */
export type Draft<Node> = { -readonly [Key in keyof Node]: Node[Key] };
