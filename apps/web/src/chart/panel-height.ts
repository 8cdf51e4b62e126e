/** Height of a plot in px: 200 on narrow screens, else what the page wants. */
export function panelHeight(isNarrow: boolean, wanted: number): number {
  return isNarrow ? 200 : wanted;
}
