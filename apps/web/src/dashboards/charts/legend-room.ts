import type { LegendForm } from './ChartLegend.tsx';

/** Share of the height that the legend may take. */
const LEGEND_SHARE = 0.25;
const TABLE_LEGEND_SHARE = 0.4;
/** Height of one row of the legend, px. */
const LEGEND_ROW_PX = 26;

/** Whole rows: as many as there are, at most a quarter of the height (the table form 40 %), but three where there is room. */
export function legendRoom(
  form: LegendForm,
  names: readonly string[],
  width: number,
  height: number,
): number {
  const perLine = Math.max(
    1,
    Math.floor((width - 24) / (Math.min(42, Math.max(...names.map((name) => name.length))) * 7 + 100)),
  );
  const rows = form.kind === 'table' ? names.length + 1 : Math.ceil(names.length / perLine);
  const share = form.kind === 'table' ? TABLE_LEGEND_SHARE : LEGEND_SHARE;
  const most = Math.max(Math.floor((height * share) / LEGEND_ROW_PX), height >= 200 ? 3 : 1);
  return Math.min(rows, most) * LEGEND_ROW_PX + 6;
}

/** As many figures as leave the names room to be read. */
export function fittingForm(form: LegendForm, width: number): LegendForm {
  const room = Math.max(1, Math.floor((width - 170) / 88));
  return form.columns.length <= room ? form : { ...form, columns: form.columns.slice(0, room) };
}
