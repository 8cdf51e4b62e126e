import type { SeededRandom } from './seeded-random.ts';

/** Writes the small parts of queries: blanks, names, texts, numbers, durations, selectors. */
export interface TextGenerator {
  /** White space or a comment, at least one character. */
  blank(): string;
  /** White space or a comment, mostly none. */
  some(): string;
  string(): string;
  number(): string;
  /** A duration for brackets that begins with a number or sign. */
  duration(): string;
  /** A duration for the brackets of a range, where functions may stand too. */
  rangeDuration(): string;
  /** A selector with `offset` and `@` behind it, or without. */
  timeShifted(text: string): string;
  labelList(): string;
  selector(): string;
  matcher(): string;
}

/** The texts over a source of chance. */
export function createTextGenerator(random: SeededRandom): TextGenerator {
  const blank = (): string =>
    random.chance(85) ? ' ' : random.pick(['\n', '\t ', '  ', '\r\n', ' # why\n', '#"{\r', ' #} or x\n']);
  const some = (): string => (random.chance(80) ? '' : blank());

  const content = (): string =>
    random.pick([
      '',
      'a',
      'node-1',
      'über',
      '日本',
      '😀',
      'a b',
      "it's",
      'x{y}',
      '(',
      '# no comment',
      'a,b',
      '=~',
      '\u00a0',
      '\u2028x',
      '`'.repeat(random.below(2)),
    ]);

  const string = (): string => {
    switch (random.below(6)) {
      case 0:
        return `'${content().replaceAll("'", String.raw`\'`)}'`;
      case 1:
        return `\`${content().replaceAll('`', '')}\``;
      case 2:
        return `"${random.pick([String.raw`\n`, String.raw`\x41`, String.raw`\101`, String.raw`\u00e9`, String.raw`\U0001F600`, String.raw`\\`, String.raw`\"`, String.raw`\a\b\f\r\t\v`, String.raw`\x00`, String.raw`\x7f`, String.raw`\u200b`, String.raw`\xff`, String.raw`\xc3\xa9`, String.raw`\xe4\xb8x`])}"`;
      default:
        return `"${content()}"`;
    }
  };

  const number = (): string =>
    random.pick([
      '0',
      '1',
      '5',
      '10',
      '0.5',
      '.5',
      '5.',
      '1e3',
      '1E-7',
      '1.5e+10',
      '0x1F',
      '0X_ff',
      '1_000',
      '1_0.5',
      '010',
      '08',
      '0_7',
      'Inf',
      'nan',
      'NaN',
      '1e21',
      '123456789012345678',
      '9223372036854775808',
      '0.1',
      '1e-9',
      '5m',
      '1h30m',
      '1s500ms',
      '3y',
      '2w1d',
      '0s',
      '1001ms',
    ]);

  const simpleDuration = (): string =>
    random.pick([
      '5m',
      '1h',
      '30s',
      '1d',
      '2w',
      '1y',
      '90s',
      '500ms',
      '1h30m',
      '300',
      '0.5',
      '1.5',
      '1m1s1ms',
      '0x3c',
    ]);

  const durationOperand = (depth: number): string => {
    if (depth <= 0) return simpleDuration();
    switch (random.below(7)) {
      case 0:
        return `(${durationExpr(depth - 1)})`;
      case 1:
        return random.pick(['step()', 'range()', 'STEP ( )']);
      case 2:
        return `${random.pick(['min_of', 'max_of'])}(${durationExpr(depth - 1)}, ${durationExpr(depth - 1)})`;
      case 3:
        return `${random.pick(['-', '+'])}${durationOperand(depth - 1)}`;
      default:
        return simpleDuration();
    }
  };

  const durationExpr = (depth: number): string => {
    if (depth <= 0 || random.chance(40)) return durationOperand(depth);
    return `${durationOperand(depth - 1)} ${random.pick(['+', '-', '*', '/', '%', '^'])} ${durationOperand(depth - 1)}`;
  };

  const duration = (): string =>
    random.chance(75)
      ? simpleDuration()
      : `${simpleDuration()} ${random.pick(['+', '*', '-'])} ${durationExpr(2)}`;

  const rangeDuration = (): string =>
    random.chance(75) ? `${random.pick(['', ' '])}${simpleDuration()}` : durationExpr(2);

  const offset = (): string => {
    if (random.chance(60)) return `${random.pick(['', '-', '- ', '+'])}${simpleDuration()}`;
    return random.pick([
      `(${durationExpr(2)})`,
      `-(${durationExpr(1)})`,
      'step()',
      '-range()',
      '+step()',
      'max_of(step(), 5m)',
      '-min_of(1m,2m)',
      `(${durationExpr(1)}) + 5m`,
      `--${simpleDuration()}`,
      `-+(5m)`,
    ]);
  };

  const at = (): string =>
    random.pick([
      'start()',
      'end( )',
      '1600000000',
      '1.5',
      '-7.0004',
      '1e9',
      '+ 5',
      '0x10',
      '5m',
      '1603774568.0005',
    ]);

  const timeShifted = (text: string): string => {
    switch (random.below(8)) {
      case 0:
        return `${text}${blank()}offset${blank()}${offset()}`;
      case 1:
        return `${text} @${some()}${at()}`;
      case 2:
        return `${text} @ ${at()} offset ${offset()}`;
      case 3:
        return `${text} offset ${offset()} @ ${at()}`;
      default:
        return text;
    }
  };

  const label = (): string =>
    random.pick([
      'job',
      'le',
      'namespace',
      'sum',
      'on',
      'bool',
      'offset',
      'start',
      '"my.label"',
      "'ü'",
      'a:b',
      'Fill',
    ]);

  const labelList = (): string => {
    const count = random.below(4);
    const labels: string[] = [];
    for (let index = 0; index < count; index += 1) labels.push(label());
    return `(${some()}${labels.join(`${some()},${blank()}`)}${count > 0 && random.chance(10) ? ',' : ''})`;
  };

  const metric = (): string =>
    random.pick([
      'up',
      'http_requests_total',
      'job:rate:sum5m',
      ':x',
      'sum',
      'by',
      'offset',
      'fill',
      'start',
      'step',
      'and',
      'limitk',
      'anchored',
      'min_of',
      'nanx',
      'infinity',
    ]);

  const pattern = (): string =>
    random.pick([
      'a|b',
      '.*',
      '.+',
      '',
      '(a|b).*',
      '[a-z]+',
      String.raw`\\d{2,3}`,
      '(?i:x)y?',
      '^a$',
      'a||b',
      String.raw`[^\\n]`,
      '(?P<n>x)',
      'x{0}',
      '(a*)*',
      '[[:alpha:]]',
      String.raw`\\p{L}*`,
      String.raw`\\pN\\P{^Old_Italic}`,
      'ü+',
      '(|a)',
    ]);

  const matcher = (): string => {
    const name = random.pick([
      'job',
      'namespace',
      'le',
      '"my.label"',
      "'a b'",
      'sum',
      '__name__x',
      'instance',
    ]);
    if (random.chance(35)) return `${name}${some()}${random.pick(['=~', '!~'])}${some()}"${pattern()}"`;
    return `${name}${some()}${random.pick(['=', '!='])}${some()}${string()}`;
  };

  const selector = (): string => {
    const matchers: string[] = [];
    const count = random.below(4);
    for (let index = 0; index < count; index += 1) matchers.push(matcher());
    const end = matchers.length > 0 && random.chance(10) ? ',' : '';
    const braces = (all: readonly string[]): string =>
      `{${some()}${all.join(`${some()},${some()}`)}${end}${some()}}`;
    switch (random.below(6)) {
      case 0:
        return metric();
      case 1:
        return braces(['job="x"', ...matchers]);
      case 2:
        return braces([random.pick(['"my.metric"', "'x y'", '"up"']), ...matchers]);
      case 3:
        return braces([`__name__${random.pick(['=', '=~', '!='])}"up"`, 'a="b"', ...matchers]);
      default:
        return `${metric()}${some()}${braces(matchers)}`;
    }
  };

  return { blank, some, string, number, duration, rangeDuration, timeShifted, labelList, selector, matcher };
}
