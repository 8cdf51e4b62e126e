/** The short piece of line that stands for a curve in legends, tooltips and tables. */
export function SeriesSwatch({ colour, isDashed }: { readonly colour: string; readonly isDashed: boolean }) {
  return (
    <svg width="14" height="10" viewBox="0 0 14 10" aria-hidden="true" style={{ flex: 'none' }}>
      <line
        x1="1"
        y1="5"
        x2="13"
        y2="5"
        stroke={colour}
        strokeWidth="3"
        strokeDasharray={isDashed ? '4 2' : undefined}
      />
    </svg>
  );
}
