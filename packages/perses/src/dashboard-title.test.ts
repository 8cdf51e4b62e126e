import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withDashboardTitle } from './dashboard-title.ts';

it('changes nothing but the display name, byte for byte', () => {
  expect(withDashboardTitle('{ "n":1.50, "display" : { "x":1e2, "name" : "a" } }', 'b "c"')).toBe(
    '{ "n":1.50, "display" : { "x":1e2, "name" : "b \\"c\\"" } }',
  );
  expect(withDashboardTitle('{"a":{"display":{"name":"no"}}}', 'b')).toBe(
    '{"display":{"name":"b"},"a":{"display":{"name":"no"}}}',
  );
  expect(withDashboardTitle('{"display":{ }}', 'b')).toBe('{"display":{"name":"b" }}');
  expect(withDashboardTitle('{"display":null}', 'b')).toBe('{"display":{"name":"b"}}');
  expect(withDashboardTitle('{}', 'b')).toBe('{"display":{"name":"b"}}');
});

it('sets the display name of any spec', () => {
  const display = fc.option(fc.dictionary(fc.constantFrom('name', 'description'), fc.string()), {
    nil: undefined,
  });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), display, fc.string(), (rest, shown, title) => {
      const spec = { ...rest, ...(shown === undefined ? {} : { display: shown }) };
      const { display: before, ...others } = JSON.parse(JSON.stringify(spec)) as Record<string, unknown>;
      const changed = JSON.parse(withDashboardTitle(JSON.stringify(spec), title)) as Record<string, unknown>;
      const { display: after, ...kept } = changed;
      expect(kept).toEqual(others);
      const isShown = typeof before === 'object' && before !== null && !Array.isArray(before);
      expect(after).toEqual({ ...(isShown ? before : {}), name: title });
    }),
  );
});
