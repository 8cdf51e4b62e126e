/** Bucket bounds of vLLM 0.1x (V1 engine), as a real engine prints them. */
export const timeToFirstToken = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640,
  2560,
] as const;
export const interTokenLatency = [
  0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80,
] as const;
export const requestTime = [
  0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680,
] as const;
export const iterationTokens = [1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384] as const;
export const parameterN = [1, 2, 5, 10, 20] as const;
export const nixlTransferTime = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 5] as const;
export const nixlPostTime = [0.001, ...nixlTransferTime] as const;
export const nixlBytes = Array.from({ length: 12 }, (_, index) => 2048 * 4 ** index);
export const nixlDescriptors = [
  10, 20, 30, 50, 75, 100, 200, 400, 1000, 2000, 4000, 10_000, 20_000, 50_000,
] as const;
export const httpHighResolution = [
  0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 7.5, 10, 30, 60,
] as const;
export const httpLowResolution = [0.1, 0.5, 1] as const;

/** 1-2-5 steps of every decade up to the model's maximum length. */
export function tokenCounts(maxModelLength: number): readonly number[] {
  const bounds: number[] = [];
  for (let decade = 1; decade <= maxModelLength; decade *= 10) {
    for (const factor of [1, 2, 5]) if (factor * decade <= maxModelLength) bounds.push(factor * decade);
  }
  return bounds;
}
