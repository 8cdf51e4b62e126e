const words: Readonly<Record<string, string>> = {
  vllm: 'vLLM',
  ovms: 'OVMS',
  pytorch: 'PyTorch',
  ray: 'Ray',
  notebook: 'Notebook',
  kueue: 'Kueue',
  unknown: 'unknown',
};

/** A runtime as its makers write it. */
export function runtimeWord(runtime: string): string {
  return words[runtime] ?? runtime;
}
