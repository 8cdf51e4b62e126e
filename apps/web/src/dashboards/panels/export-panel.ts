import { dateTime, isoTime } from '../../format/time.ts';
import type { Palette } from '../../theme/tokens.ts';
import type { ChartSeries } from '../charts/time-chart-model.ts';
import { exportFileName, type ExportFormat } from './export-file-name.ts';
import { panelCsv } from './panel-csv.ts';
import { panelJson } from './panel-json.ts';
import { panelPicture } from './panel-picture.ts';
import { saveFile } from './save-file.ts';

/** A panel as it is shown: all that its files are made of. */
export interface ShownPanel {
  readonly title: string;
  readonly unit: string;
  readonly series: readonly ChartSeries[];
  readonly zone: string;
  /** What is drawn below the header. */
  readonly body: HTMLElement | null;
  readonly palette: Palette;
}

/** Saves a panel as a file; answers in words what stands in the way, undefined when the file was handed to the browser. */
export async function exportPanel(format: ExportFormat, panel: ShownPanel): Promise<string | undefined> {
  const nowMs = Date.now();
  const name = exportFileName(panel.title, nowMs, format);
  const time = (epochMs: number) => isoTime(epochMs, panel.zone);
  switch (format) {
    case 'csv': {
      const series = panel.series.map((one) => ({ name: one.name, values: one.points }));
      saveFile(name, 'text/csv;charset=utf-8', panelCsv(series, time));
      return undefined;
    }
    case 'json':
      saveFile(name, 'application/json', panelJson(panel, nowMs, time));
      return undefined;
    case 'png': {
      const picture = await panelPicture({ ...panel, note: dateTime(nowMs, panel.zone) });
      if (typeof picture === 'string') return picture;
      saveFile(name, 'image/png', picture);
      return undefined;
    }
  }
}
