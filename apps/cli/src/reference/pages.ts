import { apiPage, configurationPage } from '@hecate/server';
import { commandLinePage } from './command-line.ts';
import { forbiddenLicences, librariesOfBrowserApp } from './notice.ts';

/** A generated file of the repository. */
export interface ReferencePage {
  readonly path: string;
  readonly text: string;
}

/** Every page that is generated from the sources as it should be now, and the sentences for which the check must fail. */
export async function referencePages(projectRoot: string): Promise<{
  readonly pages: readonly ReferencePage[];
  readonly refusals: readonly string[];
}> {
  return {
    pages: [
      { path: 'docs/reference/command-line.md', text: commandLinePage() },
      { path: 'docs/reference/configuration.md', text: configurationPage() },
      { path: 'docs/reference/api.md', text: await apiPage() },
    ],
    refusals: forbiddenLicences(librariesOfBrowserApp(projectRoot)),
  };
}
