import { hash32, seedOf } from '../model/noise.ts';

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Kubernetes-like random suffix of a name, the same for the same seed and text. */
export function nameSuffix(seed: number, text: string, length: number): string {
  const base = seedOf(seed, text);
  return Array.from({ length }, (_, index) => ALPHABET[hash32(base, index, 7) % ALPHABET.length] ?? 'x').join(
    '',
  );
}

/** A UUID-shaped identifier, the same for the same seed and text. */
export function uidOf(seed: number, text: string): string {
  const base = seedOf(seed, text);
  const hex = [0, 1, 2, 3].map((index) => hash32(base, index, 11).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A pod address in 10.128.0.0/14. */
export function podIp(seed: number, text: string): string {
  const base = seedOf(seed, text);
  return `10.${128 + (hash32(base, 0, 3) % 4)}.${hash32(base, 1, 3) % 256}.${2 + (hash32(base, 2, 3) % 250)}`;
}

/** The address of a node. */
export function nodeIp(node: string): string {
  return `10.0.1.${10 + Number(node.replaceAll(/\D/g, ''))}`;
}
