import type { ValueType } from './value-type.ts';

/** What a function takes and gives. */
export interface FunctionSignature {
  readonly args: readonly ValueType[];
  readonly returns: ValueType;
  /** How many more of the last argument may follow, which itself may be left out; -1 without a bound, 0 where none may. */
  readonly variadic: number;
}

/** The functions of Prometheus 3.15 by name, the experimental ones included. */
export const functionTable: ReadonlyMap<string, FunctionSignature> = new Map(
  Object.entries({
    abs: signature('vector', 'vector'),
    absent: signature('vector', 'vector'),
    absent_over_time: signature('matrix', 'vector'),
    acos: signature('vector', 'vector'),
    acosh: signature('vector', 'vector'),
    asin: signature('vector', 'vector'),
    asinh: signature('vector', 'vector'),
    atan: signature('vector', 'vector'),
    atanh: signature('vector', 'vector'),
    avg_over_time: signature('matrix', 'vector'),
    ceil: signature('vector', 'vector'),
    changes: signature('matrix', 'vector'),
    clamp: signature('vector scalar scalar', 'vector'),
    clamp_max: signature('vector scalar', 'vector'),
    clamp_min: signature('vector scalar', 'vector'),
    cos: signature('vector', 'vector'),
    cosh: signature('vector', 'vector'),
    count_over_time: signature('matrix', 'vector'),
    day_of_month: signature('vector', 'vector', 1),
    day_of_week: signature('vector', 'vector', 1),
    day_of_year: signature('vector', 'vector', 1),
    days_in_month: signature('vector', 'vector', 1),
    deg: signature('vector', 'vector'),
    delta: signature('matrix', 'vector'),
    deriv: signature('matrix', 'vector'),
    double_exponential_smoothing: signature('matrix scalar scalar', 'vector'),
    end: signature('', 'scalar'),
    exp: signature('vector', 'vector'),
    first_over_time: signature('matrix', 'vector'),
    floor: signature('vector', 'vector'),
    histogram_avg: signature('vector', 'vector'),
    histogram_count: signature('vector', 'vector'),
    histogram_fraction: signature('scalar scalar vector', 'vector'),
    histogram_quantile: signature('scalar vector', 'vector'),
    histogram_quantiles: signature('vector string scalar scalar', 'vector', 9),
    histogram_stddev: signature('vector', 'vector'),
    histogram_stdvar: signature('vector', 'vector'),
    histogram_sum: signature('vector', 'vector'),
    hour: signature('vector', 'vector', 1),
    idelta: signature('matrix', 'vector'),
    increase: signature('matrix', 'vector'),
    info: signature('vector vector', 'vector', 1),
    irate: signature('matrix', 'vector'),
    label_join: signature('vector string string string', 'vector', -1),
    label_replace: signature('vector string string string string', 'vector'),
    last_over_time: signature('matrix', 'vector'),
    ln: signature('vector', 'vector'),
    log10: signature('vector', 'vector'),
    log2: signature('vector', 'vector'),
    mad_over_time: signature('matrix', 'vector'),
    max_of: signature('scalar scalar', 'scalar'),
    max_over_time: signature('matrix', 'vector'),
    min_of: signature('scalar scalar', 'scalar'),
    min_over_time: signature('matrix', 'vector'),
    minute: signature('vector', 'vector', 1),
    month: signature('vector', 'vector', 1),
    pi: signature('', 'scalar'),
    predict_linear: signature('matrix scalar', 'vector'),
    present_over_time: signature('matrix', 'vector'),
    quantile_over_time: signature('scalar matrix', 'vector'),
    rad: signature('vector', 'vector'),
    range: signature('', 'scalar'),
    rate: signature('matrix', 'vector'),
    resets: signature('matrix', 'vector'),
    round: signature('vector scalar', 'vector', 1),
    scalar: signature('vector', 'scalar'),
    sgn: signature('vector', 'vector'),
    sin: signature('vector', 'vector'),
    sinh: signature('vector', 'vector'),
    sort: signature('vector', 'vector'),
    sort_by_label: signature('vector string', 'vector', -1),
    sort_by_label_desc: signature('vector string', 'vector', -1),
    sort_desc: signature('vector', 'vector'),
    sqrt: signature('vector', 'vector'),
    start: signature('', 'scalar'),
    start_timestamp: signature('vector', 'vector'),
    stddev_over_time: signature('matrix', 'vector'),
    stdvar_over_time: signature('matrix', 'vector'),
    step: signature('', 'scalar'),
    sum_over_time: signature('matrix', 'vector'),
    tan: signature('vector', 'vector'),
    tanh: signature('vector', 'vector'),
    time: signature('', 'scalar'),
    timestamp: signature('vector', 'vector'),
    ts_of_first_over_time: signature('matrix', 'vector'),
    ts_of_last_over_time: signature('matrix', 'vector'),
    ts_of_max_over_time: signature('matrix', 'vector'),
    ts_of_min_over_time: signature('matrix', 'vector'),
    vector: signature('scalar', 'vector'),
    year: signature('vector', 'vector', 1),
  }),
);

function signature(args: string, returns: ValueType, variadic = 0): FunctionSignature {
  return { args: args.split(' ').filter(isValueType), returns, variadic };
}

function isValueType(text: string): text is ValueType {
  return ['vector', 'scalar', 'matrix', 'string'].includes(text);
}
