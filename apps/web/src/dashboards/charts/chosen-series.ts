/** Ids of the curves that are shown; undefined = all. */
export type ChosenSeries = ReadonlySet<string> | undefined;

/** What is shown after a click on a curve's name: only this one, with Ctrl or Cmd this one as well, the only one again = all. */
export function chosenSeries(selected: ChosenSeries, id: string, isAdding: boolean): ChosenSeries {
  const next = new Set(isAdding ? selected : []);
  if (isAdding && next.has(id)) next.delete(id);
  else next.add(id);
  const isSame = selected?.size === 1 && selected.has(id) && !isAdding;
  return isSame || next.size === 0 ? undefined : next;
}
