/** How a page names a built file: the server puts its prefix in the first part's place (`server.apiPrefix`). */
export function builtUrl(file: string): string {
  return `/PREFIX_PATH_PLACEHOLDER/${file}`;
}
