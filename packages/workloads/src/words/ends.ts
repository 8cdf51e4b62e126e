/** How a container ended, in words: the reason of Kubernetes and what its exit code means. */
export function endInWords(reason: string, exitCode: number | null): string {
  if (reason === 'OOMKilled') return 'killed because memory reached its limit (OOMKilled, exit code 137)';
  if (exitCode === null) return `ended with ${reason}`;
  return `ended with ${reason} (exit code ${exitCode}${exitCodeMeaning(exitCode)})`;
}

/** What to do about the end of a container. */
export function endRemedy(reason: string): string {
  if (reason === 'OOMKilled') return 'Raise the memory limit or lower batch size and workers.';
  return 'Read the last lines of the log of the container.';
}

function exitCodeMeaning(exitCode: number): string {
  const meanings: Readonly<Record<number, string>> = {
    1: ': the program ended with an error',
    126: ': the command is not executable',
    127: ': the command was not found',
    134: ': the program aborted',
    137: ': killed, often for memory',
    139: ': segmentation fault',
    143: ': asked to stop',
  };
  return meanings[exitCode] ?? '';
}
