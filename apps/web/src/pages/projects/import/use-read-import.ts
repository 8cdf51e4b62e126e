import { useEffect, useState } from 'react';
import { errorSentence } from '../../../api/api-error.ts';
import { readImport, type ReadImport } from './read-import.ts';

/** A text read into dashboards and a report, or why it cannot be read; undefined while there is none. */
export type ImportReading =
  | { readonly ok: true; readonly read: ReadImport }
  | { readonly ok: false; readonly problem: string };

/** How long typing must pause before the text is read again. */
const READ_AFTER_MS = 150;

/** Reads the text when typing pauses; the converter arrives in a chunk of its own. */
export function useReadImport(text: string, project: string): ImportReading | undefined {
  const [reading, setReading] = useState<ImportReading>();
  useEffect(() => {
    let isLeft = false;
    const timer = setTimeout(() => {
      const read = async () => {
        const next = await readText(text, project);
        if (!isLeft) setReading(next);
      };
      void read();
    }, READ_AFTER_MS);
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [text, project]);
  return text.trim() === '' ? undefined : reading;
}

async function readText(text: string, project: string): Promise<ImportReading | undefined> {
  if (text.trim() === '') return undefined;
  try {
    const { convertDocuments } = await import('./conversions.ts');
    return { ok: true, read: readImport(convertDocuments(text, { to: 'perses', project })) };
  } catch (error) {
    const problem = errorSentence(error).replace(/^Bad request: /, '');
    return { ok: false, problem: problem.charAt(0).toUpperCase() + problem.slice(1) };
  }
}
