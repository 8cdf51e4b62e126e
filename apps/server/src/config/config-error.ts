/** One thing that is wrong in the configuration: where, what was found, what is allowed. */
export interface ConfigProblem {
  /** Key path, and where it came from when that was not the file. */
  readonly path: string;
  readonly text: string;
}

/** Stops the start: names every wrong key with its path and the allowed values. */
export class ConfigError extends Error {
  readonly code = 'config_invalid';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(
      `The configuration cannot be used:\n${problems.map(({ path, text }) => `  ${path}: ${text}`).join('\n')}`,
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
