import { isJsonObject, type JsonObject } from './json.ts';

/** A typed text read as a JSON object, or where it stops being one. */
export type ParsedJsonText =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly problem: string };

/** Reads a JSON object from text; the problem names line and column where the browser tells the position. */
export function parseJsonText(text: string): ParsedJsonText {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value)
      ? { ok: true, value }
      : { ok: false, problem: 'This is JSON, but not an object: it has to begin with {.' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    const place = /line (\d+) column (\d+)/.exec(message);
    if (place) return { ok: false, problem: `No valid JSON at line ${place[1]}, column ${place[2]}.` };
    if (position === undefined)
      return { ok: false, problem: 'No valid JSON: the text ends too early or has a stray character.' };
    const before = text.slice(0, Number(position)).split('\n');
    return {
      ok: false,
      problem: `No valid JSON at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}.`,
    };
  }
}
