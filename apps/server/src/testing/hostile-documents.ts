import { resourceKinds } from '@hecate/perses';
import { sampleDocument } from './documents.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A document as somebody sends it who wants to break something. */
export interface HostileDocument {
  /** Which way it was bent. */
  readonly how: string;
  readonly bytes: Buffer;
}

/** A document that was sound before one or two things were done to it. */
export function hostileDocument(random: SeededRandom): HostileDocument {
  const { kind, scope } = random.one([firstKind, ...resourceKinds]);
  const name = random.one(['one', 'two', 'three', `n${random.whole(50)}`]);
  const sound = JSON.stringify(sampleDocument(kind, name, scope === 'project' ? 'team' : undefined));
  const [how, bend] = random.one(bends);
  const bent = bend(sound, random);
  if (random.next() < 0.7) return { how, bytes: toBytes(bent) };
  const [secondHow, second] = random.one(bends);
  const text = typeof bent === 'string' ? bent : bent.toString('latin1');
  return { how: `${how}, ${secondHow}`, bytes: toBytes(second(text, random)) };
}

const [firstKind = { kind: 'Project', root: 'projects', scope: 'global' } as const] = resourceKinds;

type Bend = readonly [how: string, bend: (text: string, random: SeededRandom) => string | Buffer];

const strangeValues: readonly [string, ...string[]] = [
  'null',
  'true',
  '-0',
  '1e999',
  '-1e-999',
  '1'.repeat(400),
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\\u0000"',
  '"<img src=x onerror=alert(1)>"',
  '[]',
  '{}',
  '[[[[]]]]',
  '{"$ref":"file:///etc/passwd"}',
  '{"kind":"SQLProxy","spec":{"file":"/etc/passwd"}}',
  '"javascript:alert(1)"',
  '"${__proto__}"',
  '"$$$${a:b:c}"',
  '01',
  '.5',
  'NaN',
  'undefined',
];

const strangeKeys: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  '\\u0000',
  '\\ud800',
  '$ref',
  'kind',
  'metadata',
  'spec',
  'name',
  'project',
];

const bends: readonly [Bend, ...Bend[]] = [
  ['a value replaced', (text, random) => replaceValue(text, random.one(strangeValues), random)],
  ['a key replaced', (text, random) => replaceKey(text, random.one(strangeKeys), random)],
  [
    'a key twice',
    (text, random) =>
      addMember(text, `"${random.one(strangeKeys)}":1,"${random.one(strangeKeys)}":2`, random),
  ],
  [
    'a strange member',
    (text, random) => addMember(text, `"${random.one(strangeKeys)}":${random.one(strangeValues)}`, random),
  ],
  ['arrays in arrays', (text, random) => addMember(text, `"deep":${nested('[', ']', random)}`, random)],
  [
    'objects in objects',
    (text, random) => addMember(text, `"deep":${nested('{"a":', '}', random, '1')}`, random),
  ],
  ['a long text', (text, random) => addMember(text, `"long":"${'x'.repeat(random.whole(400_000))}"`, random)],
  [
    'a long name',
    (text, random) => text.replace(/"name":"[^"]*"/, `"name":"${'n'.repeat(random.whole(100_000))}"`),
  ],
  ['many keys', (text, random) => addMember(text, manyKeys(random), random)],
  [
    'many panels',
    (text, random) =>
      addMember(
        text,
        `"panels":{${Array.from({ length: random.whole(3_000) }, (_, n) => `"p${n}":{"kind":"Panel","spec":{}}`).join(',')}}`,
        random,
      ),
  ],
  ['cut short', (text, random) => text.slice(0, random.whole(text.length))],
  ['a byte flipped', (text, random) => flipped(Buffer.from(text), random, 1)],
  ['many bytes flipped', (text, random) => flipped(Buffer.from(text), random, 30)],
  [
    'invalid UTF-8',
    (text, random) => spliced(text, Buffer.from([0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xff]), random),
  ],
  ['NUL bytes', (text, random) => spliced(text, Buffer.alloc(3), random)],
  ['a byte order mark', (text) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
  ['UTF-16', (text) => Buffer.from(text, 'utf16le')],
  ['something behind it', (text, random) => `${text}${random.one([...strangeValues])}`],
  [
    'another kind',
    (text, random) =>
      text.replace(/"kind":"\w+"/, `"kind":"${random.one(['Role', 'User', 'dashboard', '__proto__', ''])}"`),
  ],
  [
    'another project',
    (text, random) =>
      text.replace('"team"', random.one(['"../team"', '"TEAM"', '"none"', '"."', '["team"]', '"İ"'])),
  ],
  [
    'another name',
    (text, random) =>
      text.replace(
        /"name":"[^"]*"/,
        `"name":${random.one(['"*"', '"%"', '"../x"', '".x"', '"a/b"', '"system"', '{"a":1}', '"\\u202e"'])}`,
      ),
  ],
  ['as it was', (text) => text],
];

function toBytes(bent: string | Buffer): Buffer {
  return typeof bent === 'string' ? Buffer.from(bent) : bent;
}

function replaceValue(text: string, value: string, random: SeededRandom): string {
  const values = [...text.matchAll(/:(?:"[^"]*"|\d+|true|false|\{\}|\[\])/g)];
  const found = values[random.whole(values.length)];
  if (found === undefined) return value;
  return `${text.slice(0, found.index)}:${value}${text.slice(found.index + found[0].length)}`;
}

function replaceKey(text: string, key: string, random: SeededRandom): string {
  const keys = [...text.matchAll(/"[^"]*":/g)];
  const found = keys[random.whole(keys.length)];
  if (found === undefined) return text;
  return `${text.slice(0, found.index)}"${key}":${text.slice(found.index + found[0].length)}`;
}

function addMember(text: string, member: string, random: SeededRandom): string {
  const objects = [...text.matchAll(/\{(?=")/g)];
  const found = objects[random.whole(objects.length)];
  if (found === undefined) return text;
  return `${text.slice(0, found.index)}{${member},${text.slice(found.index + 1)}`;
}

function nested(open: string, close: string, random: SeededRandom, inside = ''): string {
  const depth = random.one([20, 127, 128, 129, 1_000, 50_000]);
  return `${open.repeat(depth)}${inside}${close.repeat(depth)}`;
}

function manyKeys(random: SeededRandom): string {
  const step = random.one([1, 65_536, 4_294_967_296]);
  return Array.from({ length: random.one([100, 19_000, 30_000]) }, (_, n) => `"${n * step}":0`).join(',');
}

function flipped(bytes: Buffer, random: SeededRandom, times: number): Buffer {
  for (let n = 0; n < times && bytes.length > 0; n += 1) {
    const at = random.whole(bytes.length);
    bytes.writeUInt8(random.whole(256), at);
  }
  return bytes;
}

function spliced(text: string, bytes: Buffer, random: SeededRandom): Buffer {
  const at = random.whole(text.length);
  return Buffer.concat([Buffer.from(text.slice(0, at)), bytes, Buffer.from(text.slice(at))]);
}
