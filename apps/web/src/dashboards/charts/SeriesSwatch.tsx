/** The short piece of line that stands for a curve in legends, tooltips and tables. */
export function SeriesSwatch({
  colour,
  dash,
}: {
  readonly colour: string;
  /** The curve's own dash in px; shown shortened, so that it fits into the swatch. */
  readonly dash: readonly number[] | undefined;
}) {
  return (
    <svg
      data-picture="swatch"
      width="14"
      height="10"
      viewBox="0 0 14 10"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <line
        x1="1"
        y1="5"
        x2="13"
        y2="5"
        stroke={colour}
        strokeWidth="3"
        strokeDasharray={dash?.map((length) => Math.min(length, 4) * 0.8).join(' ')}
      />
    </svg>
  );
}
