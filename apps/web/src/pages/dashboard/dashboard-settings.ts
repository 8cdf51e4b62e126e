import {
  isJsonObject,
  jsonList,
  jsonObject,
  jsonText,
  type Json,
  type JsonObject,
} from '../../dashboards/documents/json.ts';
import { parseDuration } from '../../time/duration.ts';
import { isZone } from '../../time/zone.ts';

/** A link of a dashboard as the form shows it; what else the document's link holds stays with it. */
export interface SettingsLink {
  /** Position of the stored link this one came from; undefined for a new one. */
  readonly origin: number | undefined;
  readonly name: string;
  readonly url: string;
}

/** The settings of a dashboard as texts of a form. */
export interface DashboardSettings {
  readonly name: string;
  readonly description: string;
  /** Separated by commas. */
  readonly tags: string;
  readonly duration: string;
  readonly refresh: string;
  readonly timeZone: string;
  readonly links: readonly SettingsLink[];
}

/** What is wrong, under the field's name; `links.0` for the first link. */
export type SettingsProblems = Readonly<Record<string, string>>;

/** Tags of one dashboard. */
const TAG_COUNT = 20;
/** Length of a tag, characters. */
const TAG_CHARACTERS = 50;
/** Links of one dashboard that the form takes. */
export const LINK_COUNT = 50;

/** The settings of a document; empty texts for what it does not have. */
export function readSettings(document: JsonObject): DashboardSettings {
  const spec = jsonObject(document['spec']);
  const display = jsonObject(spec['display']);
  return {
    name: jsonText(display['name']) ?? '',
    description: jsonText(display['description']) ?? '',
    tags: tagsOf(document).join(', '),
    duration: jsonText(spec['duration']) ?? '',
    refresh: jsonText(spec['refreshInterval']) ?? '',
    timeZone: jsonText(spec['timezone']) ?? '',
    links: linksOf(document).map((link, origin) => ({
      origin,
      name: jsonText(link['name']) ?? '',
      url: jsonText(link['url']) ?? '',
    })),
  };
}

/** What of the settings cannot be stored, each with the value, the limit and what to do. */
export function settingsProblems(settings: DashboardSettings): SettingsProblems {
  const tags = splitTags(settings.tags);
  const long = tags.find((tag) => tag.length > TAG_CHARACTERS);
  const problems: Record<string, string> = {};
  if (tags.length > TAG_COUNT) problems['tags'] = `${tags.length} tags; at most ${TAG_COUNT} are allowed.`;
  else if (long !== undefined)
    problems['tags'] = `"${long}" has ${long.length} characters; at most ${TAG_CHARACTERS} are allowed.`;
  if (settings.duration.trim() !== '' && parseDuration(settings.duration) === null)
    problems['duration'] = `"${settings.duration}" is no length of time. Use 30m, 6h or 7d.`;
  if (!isRefresh(settings.refresh))
    problems['refresh'] = `"${settings.refresh}" is no length of time. Use 15s, 1m, or nothing for off.`;
  if (settings.timeZone !== '' && settings.timeZone !== 'local' && !isZone(settings.timeZone))
    problems['timeZone'] =
      `"${settings.timeZone}" is no time zone. Use UTC, local or a name such as Europe/Berlin.`;
  for (const [index, link] of settings.links.entries())
    if (link.url.trim() === '') problems[`links.${index}`] = 'A link needs an address.';
  return problems;
}

/** The document with the settings; what was not changed stays as it is spelled, and an emptied field goes. */
export function writeSettings(document: JsonObject, settings: DashboardSettings): JsonObject {
  const before = readSettings(document);
  const spec = jsonObject(document['spec']);
  const display = changed(jsonObject(spec['display']), {
    name: textChange(before.name, settings.name.trim()),
    description: textChange(before.description, settings.description.trim()),
  });
  const links = sameLinks(before.links, settings.links)
    ? undefined
    : { to: settings.links.length === 0 ? undefined : writeLinks(document, settings.links) };
  const nextSpec = changed(spec, {
    display: Object.keys(display).length === 0 ? { to: undefined } : { to: display },
    duration: textChange(before.duration, spelled(settings.duration)),
    refreshInterval: textChange(before.refresh, spelled(settings.refresh)),
    timezone: textChange(before.timeZone, settings.timeZone.trim()),
    links,
  });
  const tags = splitTags(settings.tags);
  const metadata = changed(jsonObject(document['metadata']), {
    tags: before.tags === settings.tags ? undefined : { to: tags.length === 0 ? undefined : tags },
  });
  return { ...document, metadata, spec: nextSpec };
}

type Change = { readonly to: Json | undefined } | undefined;

function textChange(before: string, after: string): Change {
  return before === after ? undefined : { to: after === '' ? undefined : after };
}

function changed(object: JsonObject, changes: Readonly<Record<string, Change>>): JsonObject {
  const entries = Object.entries(object).map(([key, value]) => {
    const change = changes[key];
    return [key, change === undefined ? value : change.to] as const;
  });
  const added = Object.entries(changes).flatMap(([key, change]) =>
    Object.hasOwn(object, key) || change === undefined ? [] : [[key, change.to] as const],
  );
  return Object.fromEntries([...entries, ...added].filter(([, value]) => value !== undefined));
}

function sameLinks(before: readonly SettingsLink[], after: readonly SettingsLink[]): boolean {
  return (
    before.length === after.length &&
    before.every((link, index) => {
      const next = after[index];
      return next?.origin === link.origin && next?.name === link.name && next?.url === link.url;
    })
  );
}

function writeLinks(document: JsonObject, links: readonly SettingsLink[]): readonly Json[] {
  const stored = linksOf(document);
  return links.map(({ origin, name, url }) =>
    changed(origin === undefined ? {} : (stored[origin] ?? {}), {
      name: { to: name.trim() === '' ? undefined : name.trim() },
      url: { to: url.trim() },
    }),
  );
}

function linksOf(document: JsonObject): readonly JsonObject[] {
  return jsonList(jsonObject(document['spec'])['links']).filter(isJsonObject);
}

function tagsOf(document: JsonObject): readonly string[] {
  return jsonList(jsonObject(document['metadata'])['tags']).filter((tag) => typeof tag === 'string');
}

function splitTags(text: string): readonly string[] {
  const tags = text.split(',').map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

function isRefresh(text: string): boolean {
  return ['', '0s', 'off'].includes(text.trim()) || parseDuration(text) !== null;
}

/** `1:30` and `off` are how people say it; the document has `1h30m` and nothing. */
function spelled(text: string): string {
  const trimmed = text.trim();
  if (trimmed === 'off') return '';
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(trimmed);
  if (clock === null) return trimmed;
  return `${Number(clock[1])}h${Number(clock[2])}m`.replaceAll(/(?<!\d)0[hm]/g, '');
}
