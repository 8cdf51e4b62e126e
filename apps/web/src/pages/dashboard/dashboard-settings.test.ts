import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { jsonObject, type JsonObject } from '../../dashboards/documents/json.ts';
import { readSettings, settingsProblems, writeSettings } from './dashboard-settings.ts';

const document: JsonObject = {
  kind: 'Dashboard',
  metadata: { name: 'd', tags: ['vllm', 'prod'], version: 3 },
  spec: {
    display: { name: 'D', icon: 'kept' },
    duration: '1h',
    links: [{ name: 'Runbook', url: 'https://example.org', targetBlank: true, future: 1 }],
    panels: {},
    unknown: true,
  },
};

describe('dashboard settings', () => {
  it('leave a document as it is when nothing was changed', () => {
    const text = fc.string({ maxLength: 12 });
    const any = fc.record(
      {
        display: fc.record({ name: text, description: text, more: fc.jsonValue() }, { requiredKeys: [] }),
        duration: fc.constantFrom('1h', '7d', '1h30m'),
        refreshInterval: fc.constantFrom('0s', '30s'),
        timezone: fc.constantFrom('UTC', 'local'),
        links: fc.array(
          fc.record({ name: text, url: text, more: fc.jsonValue() }, { requiredKeys: ['url'] }),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(any, (spec) => {
        const one: JsonObject = JSON.parse(
          JSON.stringify({ kind: 'Dashboard', metadata: { name: 'd' }, spec }),
        );
        const written = writeSettings(one, readSettings(one));
        const { display: before, ...rest } = jsonObject(one['spec']);
        const { display: after, ...restAfter } = jsonObject(written['spec']);
        expect(JSON.stringify(restAfter)).toBe(JSON.stringify(rest));
        // Spaces around a title go; an object without a member goes.
        expect(jsonObject(after)['more']).toStrictEqual(jsonObject(before)['more']);
      }),
    );
  });

  it('change what was changed and keep every field that the form does not show', () => {
    const settings = readSettings(document);
    const written = writeSettings(document, {
      ...settings,
      name: 'New',
      description: 'What it shows',
      tags: 'vllm, gpu ,gpu',
      duration: '1:30',
      refresh: '30s',
      timeZone: 'Asia/Kolkata',
      links: [...settings.links, { origin: undefined, name: '', url: '/projects' }],
    });
    expect(written).toStrictEqual({
      kind: 'Dashboard',
      metadata: { name: 'd', tags: ['vllm', 'gpu'], version: 3 },
      spec: {
        display: { name: 'New', icon: 'kept', description: 'What it shows' },
        duration: '1h30m',
        links: [
          { name: 'Runbook', url: 'https://example.org', targetBlank: true, future: 1 },
          { url: '/projects' },
        ],
        panels: {},
        unknown: true,
        refreshInterval: '30s',
        timezone: 'Asia/Kolkata',
      },
    });
    const cleared = writeSettings(written, {
      ...readSettings(written),
      description: '',
      tags: '',
      refresh: 'off',
      timeZone: '',
      links: [],
    });
    expect(cleared['metadata']).toStrictEqual({ name: 'd', version: 3 });
    expect(Object.keys(jsonObject(cleared['spec']))).toStrictEqual([
      'display',
      'duration',
      'panels',
      'unknown',
    ]);
  });

  it('name the value, the limit and the way out of what cannot be stored', () => {
    const settings = readSettings(document);
    const problems = settingsProblems({
      ...settings,
      tags: Array.from({ length: 21 }, (_, index) => `t${index}`).join(','),
      duration: 'soon',
      refresh: '5 s',
      timeZone: 'Mars',
      links: [{ origin: undefined, name: 'x', url: ' ' }],
    });
    expect(problems).toStrictEqual({
      tags: '21 tags; at most 20 are allowed.',
      duration: '"soon" is no length of time. Use 30m, 6h or 7d.',
      refresh: '"5 s" is no length of time. Use 15s, 1m, or nothing for off.',
      timeZone: '"Mars" is no time zone. Use UTC, local or a name such as Europe/Berlin.',
      'links.0': 'A link needs an address.',
    });
    expect(settingsProblems(settings)).toStrictEqual({});
  });
});
