/** Bucket bounds of the llm-d endpoint picker, as a real one prints them. */
export const short = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1] as const;
export const hitBytes = [
  0, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536,
] as const;
export const hitRatio = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;
/** 32778 is the exporter's own slip for 32768. */
export const tokens = [
  1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_778, 65_536, 131_072, 262_144, 524_288,
  1_048_576,
] as const;
export const outputTokens = [1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192] as const;
export const responseBytes = [...outputTokens, 16_384, 32_778, 65_536] as const;
export const requestBytes = Array.from({ length: 25 }, (_, index) => 64 * 2 ** index);
export const duration = [
  0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60, 120,
  180, 240, 300, 360, 480, 600, 900, 1200, 1800, 2700, 3600,
] as const;
export const firstToken = duration.slice(0, 24);
export const perToken = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] as const;
export const interToken = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2,
] as const;
