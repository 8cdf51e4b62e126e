/** Names and values of one series in the order they were written: `name, value, name, value…`, each as UTF-8. */
export type LabelPairs = readonly Buffer[];

const quote = 0x22;
const backslash = 0x5c;

/**
 * Orders series as Prometheus does (`labels.Compare`): by the bytes of names and values, one after the other; of two lists where one
 * begins the other, the shorter comes first.
 */
export function compareLabels(left: LabelPairs, right: LabelPairs): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const order = Buffer.compare(left[index] ?? none, right[index] ?? none);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Reads the label object of an answer; JSON.parse would put names of digits first. */
export function readLabelPairs(body: Buffer, start: number, end: number): LabelPairs {
  const pairs: Buffer[] = [];
  let at = start;
  while (at < end) {
    const open = body.indexOf(quote, at);
    if (open < 0 || open >= end) break;
    let close = open + 1;
    let isEscaped = false;
    while (close < end && body[close] !== quote) {
      if (body[close] === backslash) {
        isEscaped = true;
        close += 1;
      }
      close += 1;
    }
    pairs.push(
      isEscaped ? unescaped(body.toString('utf8', open, close + 1)) : body.subarray(open + 1, close),
    );
    at = close + 1;
  }
  return pairs;
}

const none = Buffer.alloc(0);

function unescaped(text: string): Buffer {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? Buffer.from(value) : none;
  } catch {
    // No JSON of Prometheus: its bytes give it a place as good as any.
    return Buffer.from(text);
  }
}
