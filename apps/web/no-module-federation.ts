/** Stands in for `@module-federation/enhanced/runtime`: plugins are chunks of this build, and the original carries `eval`. */
export function createInstance(): never {
  throw new Error('Plugins are built into Hecate; loading one from elsewhere is switched off.');
}
