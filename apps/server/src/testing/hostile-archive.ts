import { gzipSync } from 'node:zlib';
import { rawTar, type RawEntry } from './archives.ts';
import { hostileDocument } from './hostile-documents.ts';
import type { SeededRandom } from './seeded-random.ts';

/** An archive as somebody sends it who wants to break something. */
export interface HostileArchive {
  readonly how: string;
  readonly bytes: Buffer;
}

/** An archive of sound, bent and impossible entries, packed right, wrong or twice. */
export function hostileArchive(random: SeededRandom): HostileArchive {
  const entries = Array.from({ length: 1 + random.whole(5) }, (_, index) => entry(index, random));
  const [how, pack] = random.one(packings);
  return { how: `${how}: ${entries.map((one) => one.how).join('; ')}`, bytes: pack(rawTar(entries), random) };
}

const names: readonly [string, ...string[]] = [
  '../../../tmp/hecate-was-here.json',
  '/tmp/hecate-was-here.json',
  'a/../../b.json',
  './x.json',
  'C:\\x.json',
  '..\\..\\x.json',
  'a\u0000b.json',
  '.hidden/x.json',
  'hecate-manifest.json',
  'projects/team/dashboards/one.json',
  'x.yaml',
  'x.exe',
  '__proto__.json',
  'con.json',
  '\u202egnp.json',
  `${'d/'.repeat(40)}x.json`,
  `${'n'.repeat(300)}.json`,
  '..',
  '/',
];

const yamls: readonly [string, ...string[]] = [
  'a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\ne: [*d,*d,*d]\n',
  'kind: !!js/function "x"\n',
  'kind: Project\nmetadata: {name: yes}\nspec: {<<: {a: 1}}\n',
  '*missing\n',
  '? [a, b]\n: c\n',
  'kind: Project\n---\nkind: Project\n',
  `${'- '.repeat(2_000)}x\n`,
  `a: ${'['.repeat(20_000)}\n`,
  'kind: Project\nmetadata:\n  name: fine\nspec: {}\n',
  '%YAML 9.9\n---\n{}\n',
];

function entry(index: number, random: SeededRandom): RawEntry & { readonly how: string } {
  const document = hostileDocument(random);
  const name = `f${index}.json`;
  const kind = random.whole(12);
  if (kind === 0) return { how: 'a name', name: random.one(names), content: document.bytes };
  if (kind === 1)
    return {
      how: 'a type',
      name,
      type: random.one(['1', '2', '3', '4', '5', '6', '7', 'S', 'Z', 'K']),
      linkTo: '/etc/passwd',
    };
  if (kind === 2)
    return {
      how: 'a size',
      name,
      content: document.bytes,
      claimedSize: random.one([1, 5_000_000, 6_000_000, 10 * 2 ** 30, document.bytes.length + 513]),
    };
  if (kind === 3) return { how: 'YAML', name: `f${index}.yaml`, content: random.one(yamls) };
  if (kind === 4)
    return {
      how: 'an extended header',
      name: 'pax',
      type: random.one(['x', 'g', 'L']),
      content: random.one([
        '30 path=../../../tmp/x.json\n\n',
        '20 size=99999999999\n',
        'garbage',
        'x'.repeat(2_000_000),
      ]),
    };
  return { how: document.how, name, content: document.bytes };
}

type Packing = readonly [how: string, pack: (tar: Buffer, random: SeededRandom) => Buffer];

const packings: readonly [Packing, ...Packing[]] = [
  ['packed right', (tar) => gzipSync(tar)],
  ['packed right', (tar) => gzipSync(tar)],
  ['packed right', (tar) => gzipSync(tar)],
  ['cut', (tar, random) => cut(gzipSync(tar), random)],
  ['cut before packing', (tar, random) => gzipSync(cut(tar, random))],
  ['bytes flipped', (tar, random) => flipped(gzipSync(tar), random)],
  ['bytes flipped before packing', (tar, random) => gzipSync(flipped(tar, random))],
  ['packed twice', (tar) => gzipSync(gzipSync(tar))],
  ['not packed', (tar) => tar],
  ['followed by itself', (tar) => Buffer.concat([gzipSync(tar), gzipSync(tar)])],
  ['followed by noise', (tar) => Buffer.concat([gzipSync(tar), Buffer.from('noise behind it')])],
  [
    'a bomb',
    (tar, random) =>
      gzipSync(Buffer.concat([tar, Buffer.alloc(random.one([1, 8, 24]) * 1024 * 1024)]), { level: 1 }),
  ],
  ['without an end', (tar) => gzipSync(tar.subarray(0, tar.length - 1024))],
  ['nothing', () => Buffer.alloc(0)],
];

function cut(bytes: Buffer, random: SeededRandom): Buffer {
  return bytes.subarray(0, random.whole(bytes.length));
}

function flipped(bytes: Buffer, random: SeededRandom): Buffer {
  for (let n = 0; n < 1 + random.whole(5); n += 1)
    bytes.writeUInt8(random.whole(256), random.whole(bytes.length));
  return bytes;
}
