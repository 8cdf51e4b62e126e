import { printExact } from '@hecate/perses';
import { getDashboard } from '../../dashboards/api/dashboards.ts';
import { saveFile } from '../../dashboards/panels/save-file.ts';

/** Saves a dashboard's document as a file. */
export async function downloadDashboard(project: string, name: string): Promise<void> {
  const { document, numbers } = await getDashboard(project, name);
  saveFile(`${name}.json`, 'application/json', printExact(document, numbers, 2));
}
