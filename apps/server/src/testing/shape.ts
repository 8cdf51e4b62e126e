/**
 * What an answer must look like: a type's name, an object whose named members must fit (others may be there), or an array of
 * one shape that every element must fit.
 */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'object'
  | 'array'
  | { readonly [member: string]: Shape }
  | readonly [Shape];

/** Where a value differs from a shape, or null. */
export function misfit(value: unknown, shape: Shape, path = '$'): string | null {
  if (typeof shape === 'string') {
    const found = Array.isArray(value) ? 'array' : typeof value;
    return found === shape && value !== null
      ? null
      : `${path} is ${value === null ? 'null' : found}, not ${shape}`;
  }
  if (isList(shape)) {
    if (!Array.isArray(value)) return `${path} is no array`;
    for (const [index, one] of value.entries()) {
      const found = misfit(one, shape[0], `${path}[${index}]`);
      if (found !== null) return found;
    }
    return null;
  }
  if (typeof value !== 'object' || value === null) return `${path} is no object`;
  for (const [member, inner] of Object.entries(shape)) {
    const found = misfit(Reflect.get(value, member), inner, `${path}.${member}`);
    if (found !== null) return found;
  }
  return null;
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
