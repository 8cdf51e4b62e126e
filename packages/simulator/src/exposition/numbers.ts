/** How an exporter's language prints numbers: Python writes `1.0`, Go and C++ write `1`. */
export type NumberStyle = 'python' | 'go';

/** A sample value or bucket bound as the exporter of that language prints it. */
export function printNumber(value: number, style: NumberStyle): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return style === 'python' ? pythonNumber(value) : goNumber(value);
}

/** A bucket bound as Prometheus 3 stores it whatever the exporter wrote: always with a point or an exponent. */
export function storedBound(value: number): string {
  const text = printNumber(value, 'go');
  return /[.eIN]/.test(text) ? text : `${text}.0`;
}

/** As `floatToGoString` of prometheus_client: repr, and from 1e6 on an exponent with a leading 0 however long it is. */
function pythonNumber(value: number): string {
  if (value >= 1e6) {
    const [mantissa = '0', power = '+0'] = value.toExponential().split('e');
    return `${mantissa}e+0${power.slice(1)}`;
  }
  const text = Math.abs(value) < 1e-4 && value !== 0 ? exponent(value) : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** As Go's `strconv.FormatFloat(v, 'g', -1, 64)`: exponent below 1e-4 and from 1e6 on. */
function goNumber(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e6) ? exponent(value) : String(value);
}

function exponent(value: number): string {
  const [mantissa = '0', power = '+0'] = value.toExponential().split('e');
  const sign = power.startsWith('-') ? '-' : '+';
  return `${mantissa}e${sign}${power.slice(1).padStart(2, '0')}`;
}
