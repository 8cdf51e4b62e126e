import { documentLimits } from '../../document-limits.ts';
import type { JsonObject, JsonValue } from '../../json-reader.ts';
import type { NoteTaker } from '../conversion-report.ts';
import { convertVariableUses } from './convert-query-text.ts';
import type { GrafanaPanel } from './grafana-panel.ts';
import { given, members, objects, text } from './loose-json.ts';

/** The links of a panel and its data links, which become links of the panel too where they need no clicked value. */
export function convertPanelLinks(panel: GrafanaPanel, notes: NoteTaker): readonly JsonObject[] {
  const dataLinks = [...objects(panel.options['dataLinks']), ...objects(panel.defaults['links'])].filter(
    (link) => {
      const url = text(link['url']) ?? '';
      if (!/\$\{?__(?:data|value|series|field|cell|row)/.test(url)) return true;
      notes.attention(
        `data link ${text(link['title']) ?? url}`,
        'it needs the clicked value, which Perses links do not have',
      );
      return false;
    },
  );
  return bounded([...objects(panel.value['links']), ...dataLinks], notes);
}

/** The links of a dashboard; lists of dashboards by tag have no counterpart. */
export function convertDashboardLinks(value: JsonValue | undefined, notes: NoteTaker): readonly JsonObject[] {
  const links = objects(value).filter((link) => {
    if (link['type'] !== 'dashboards') return true;
    notes.attention(
      `link list ${text(link['title']) ?? ''}`.trim(),
      'Perses has no list of dashboards by tag',
    );
    return false;
  });
  return bounded(links, notes);
}

function bounded(links: readonly JsonObject[], notes: NoteTaker): readonly JsonObject[] {
  if (links.length > documentLimits.links) {
    notes.attention(`${links.length} links`, `${documentLimits.links} are allowed: the rest was left out`);
  }
  return links
    .slice(0, documentLimits.links)
    .map((link) => convertLink(link, notes))
    .filter((link) => link !== undefined);
}

function convertLink(link: JsonObject, notes: NoteTaker): JsonObject | undefined {
  const written = text(link['url']) ?? oldAddress(link);
  const name = text(link['title'])?.slice(0, documentLimits.displayNameCharacters);
  if (written === undefined) {
    notes.attention(`link ${name ?? ''}`.trim(), 'it has no address');
    return undefined;
  }
  if (written.length > documentLimits.urlCharacters || isUnsafe(written)) {
    notes.attention(`link ${name ?? written}`, 'its address is too long or no web address');
    return undefined;
  }
  if (/\/d(?:-solo)?\/|^dashboard\//.test(written)) {
    notes.minor(`link ${name ?? written}`, 'it leads to a dashboard in Grafana');
  }
  const url = convertVariableUses(written, notes);
  return {
    ...given('name', name),
    url,
    ...given('tooltip', text(link['tooltip'])),
    ...(link['targetBlank'] === true ? { targetBlank: true } : {}),
    ...(/\$\{?\w/.test(url) ? { renderVariables: true } : {}),
  };
}

/** Links before Grafana 7 named a dashboard instead of an address. */
function oldAddress(link: JsonObject): string | undefined {
  const path = text(members(link)['dashUri']);
  return path === undefined ? undefined : `dashboard/${path}`;
}

function isUnsafe(url: string): boolean {
  // Browsers ignore blanks and control characters in front of and inside a scheme.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replaceAll(/[\s\p{Cc}]/gu, ''))?.[1]?.toLowerCase();
  return scheme !== undefined && scheme !== 'http' && scheme !== 'https' && scheme !== 'mailto';
}
