/** The texts of a JSON array, as columns hold them; what is no text is left out. */
export function readTexts(json: string): readonly string[] {
  const texts: unknown = JSON.parse(json);
  return Array.isArray(texts) ? texts.filter((text) => typeof text === 'string') : [];
}
