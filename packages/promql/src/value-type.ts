/** What an expression evaluates to. */
export type ValueType = 'vector' | 'scalar' | 'matrix' | 'string';

/** A type as Prometheus' documentation calls it. */
export function documentedType(type: ValueType): string {
  if (type === 'vector') return 'instant vector';
  return type === 'matrix' ? 'range vector' : type;
}
