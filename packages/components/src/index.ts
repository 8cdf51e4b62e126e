export type { ComponentBinary, ComponentWay } from './attempt.ts';
export { componentNames, type ComponentName, type ResolveOrder } from './component-table.ts';
export {
  componentsCommandUsage,
  runComponentsCommand,
  type ComponentsCommandDeps,
} from './components-command.ts';
export { ComponentsError, type ComponentsErrorCode } from './components-error.ts';
export { freePort } from './free-port.ts';
export { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';
export {
  createResolver,
  type ComponentListing,
  type ComponentResolver,
  type ResolverDeps,
} from './resolver.ts';
export {
  createRunner,
  type ComponentExit,
  type ComponentRunner,
  type ComponentStart,
  type RunnerDeps,
  type RunningComponent,
} from './runner.ts';
export { openLogFile, type LogFile } from './log-file.ts';
