/** What stands for the namespace of things that have none, such as ClusterQueues. */
const clusterWide = '_cluster';

/** A namespace as people read it. */
export function namespaceWord(namespace: string): string {
  return namespace === clusterWide ? 'cluster-wide' : namespace;
}

/** The project that a namespace stands for; null for what belongs to the whole cluster. */
export function projectOfNamespace(namespace: string): string | null {
  return namespace === clusterWide ? null : namespace;
}
