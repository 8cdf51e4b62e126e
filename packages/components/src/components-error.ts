/** Every way this room refuses or fails: code → message with remedy. It has no HTTP door, so there is no status column. */
const errors = {
  unknown_component: 'There is no component "{name}". Known: {known}.',
  configured_unusable:
    '{variable}={path} cannot be used as {title}: {why}. Correct the path, or unset {variable}.',
  unavailable: '{title} {range} cannot be had on this machine. Tried:\n{tried}\n{remedy}',
  cache_unusable:
    'The component cache {folder} cannot be used ({why}). Make it writable, or name another folder with HECATE_CACHE.',
  lock_timeout:
    'Another process has been getting {name} for {minutes} minutes, the longest wait. End it, or wait and start again.',
  invalid_range:
    '"{range}" is not a version range. Write comparisons with spaces between them, such as ">=2.42.0 <4".',
  invalid_id: '"{id}" is not a component id. Use 1 to 64 lower-case letters, digits and hyphens.',
  too_many_running: '{count} components run already, the most allowed. Stop one first.',
  already_running:
    'A component with the id "{id}" runs already (process {pid}). Stop it first, or use another id.',
  spawn_failed: '{id} could not be started from {binary}: {why}.',
  exited_early: '{id} ended ({how}) before it was ready. Its last words:\n{lines}\nThe whole log: {logFile}',
  not_ready:
    '{id} was not ready within {timeoutMs} ms: {url} {why}. Its last words:\n{lines}\nThe whole log: {logFile}',
  not_stopped:
    '{id} (process {pid}) still runs {waitMs} ms after it was killed. End it by hand: kill -9 {pid}.',
  not_all_stopped: 'Not every component could be stopped:\n{refusals}',
} as const satisfies Record<string, string>;

/** A row of this room's error table. */
export type ComponentsErrorCode = keyof typeof errors;

/** A refusal or failure of the components room: `code` is the table's row, `message` is fit for the person at the terminal. */
export class ComponentsError extends Error {
  readonly code: ComponentsErrorCode;

  constructor(
    code: ComponentsErrorCode,
    values: Readonly<Record<string, string | number>>,
    options?: { readonly cause?: unknown },
  ) {
    super(
      errors[code].replaceAll(/\{(\w+)\}/g, (placeholder, name: string) =>
        String(values[name] ?? placeholder),
      ),
      options,
    );
    this.name = 'ComponentsError';
    this.code = code;
  }
}
