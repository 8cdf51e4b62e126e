import { errorSentence } from '../../api/api-error.ts';

/** A failed query in words: what happened, then the remedy that fits it. */
export function panelErrorText(error: unknown): {
  readonly text: string;
  readonly remedy: string | undefined;
} {
  const text = error instanceof Error && error.message !== '' ? errorSentence(error) : '';
  if (/parse error/i.test(text)) return { text, remedy: 'Open in Explore shows the place in the query.' };
  if (/exceeded maximum resolution|11,?000 points/i.test(text))
    return {
      text: 'More than 11,000 points per series were asked for.',
      remedy: 'Use a shorter range or a larger minimum step.',
    };
  if (/no datasource found/i.test(text))
    return { text, remedy: 'Add a default Prometheus datasource under Admin, or choose one in the panel.' };
  if (/failed to fetch|networkerror|load failed/i.test(text))
    return { text: 'Hecate cannot be reached.', remedy: 'Check that it is running, then retry.' };
  return { text: text === '' ? 'The query failed without a reason.' : text, remedy: undefined };
}
