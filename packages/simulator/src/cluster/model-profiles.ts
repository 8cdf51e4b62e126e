import type { ModelProfile } from './cluster-plan.ts';

/** A chat model of 8 billion parameters on one H100: domain reference §6.2. */
export const chat8b: ModelProfile = {
  requestsPerSecond: 11,
  promptMedian: 450,
  promptSigma: 0.9,
  outputMedian: 220,
  outputSigma: 0.7,
  maxModelLength: 8192,
  gpuBlocks: 27_000,
  prefillTokensPerSecond: 12_000,
  tokenSeconds: 0.009,
  parameters: 8.03e9,
  prefixHitRatio: 0.55,
};

/** Retrieval-augmented answers: long prompts, short answers. */
export const retrieval7b: ModelProfile = {
  ...chat8b,
  requestsPerSecond: 2.4,
  promptMedian: 3000,
  promptSigma: 0.6,
  outputMedian: 160,
  outputSigma: 0.6,
  maxModelLength: 16_384,
  gpuBlocks: 9_500,
  parameters: 7.25e9,
  prefixHitRatio: 0.42,
};

/** A larger chat model served with prefill and decode apart. */
export const chat14b: ModelProfile = {
  ...chat8b,
  requestsPerSecond: 4.5,
  gpuBlocks: 8_200,
  prefillTokensPerSecond: 7_500,
  tokenSeconds: 0.014,
  parameters: 14.8e9,
  maxModelLength: 32_768,
  prefixHitRatio: 0.63,
};

/** A staging model: little traffic. */
export const staging8b: ModelProfile = { ...chat8b, requestsPerSecond: 0.7, prefixHitRatio: 0.35 };
