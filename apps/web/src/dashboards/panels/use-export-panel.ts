import { useCallback } from 'react';
import { useToast } from '../../components/Toasts.tsx';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { palettes } from '../../theme/tokens.ts';
import { useTimeRange } from '../../time/TimeProvider.tsx';
import type { ExportFormat } from './export-file-name.ts';
import type { ShownPanel } from './export-panel.ts';

/** The way to save a panel as a file; what makes the files is fetched when somebody asks for one. */
export function useExportPanel(): (
  format: ExportFormat,
  panel: Omit<ShownPanel, 'zone' | 'palette'>,
) => Promise<void> {
  const { zone } = useTimeRange();
  const { mode } = usePreferences();
  const toast = useToast();
  return useCallback(
    async (format, panel) => {
      const problem = await import('./export-panel.ts').then(
        ({ exportPanel }) => exportPanel(format, { ...panel, zone, palette: palettes[mode] }),
        () => 'Hecate does not answer, so the file was not made. Try again when it does.',
      );
      if (problem !== undefined) toast({ text: problem, tone: 'failed' });
    },
    [zone, mode, toast],
  );
}
