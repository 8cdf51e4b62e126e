/** Slots that a role has on every page, whatever else is drawn beside it. */
const roles: Readonly<Record<string, number>> = {
  running: 0,
  waiting: 1,
  pending: 1,
  prompt: 2,
  generation: 3,
  generated: 3,
};

/** The fixed colour of a series whose name is a role: running 1, waiting 2, prompt 3, generation 4. */
export function roleColour(name: string, palette: readonly string[]): { readonly fixedColour?: string } {
  const slot = roles[name.toLowerCase()];
  const colour = slot === undefined ? undefined : palette[slot];
  return colour === undefined ? {} : { fixedColour: colour };
}
