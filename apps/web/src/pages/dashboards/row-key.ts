/** Names a dashboard in selections and lists. */
export function rowKey({ project, name }: { readonly project: string; readonly name: string }): string {
  return `${project}/${name}`;
}
