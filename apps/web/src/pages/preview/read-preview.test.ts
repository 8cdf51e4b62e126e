import { describe, expect, it } from 'vitest';
import { readPreview } from './read-preview.ts';

const document = (ttl: unknown) => ({
  kind: 'EphemeralDashboard',
  metadata: { name: 'board', project: 'team', updatedAt: '2026-11-20T10:00:00.000Z', version: 0 },
  spec: { ttl, display: { name: 'Board' }, panels: {}, layouts: [] },
});

describe('a preview', () => {
  it('is a dashboard with the instant at which it goes', () => {
    const preview = readPreview(document('1d2h'));
    expect(preview?.dashboard).toMatchObject({ name: 'board', project: 'team', title: 'Board' });
    expect(preview?.expiresAtMs).toBe(Date.parse('2026-11-21T12:00:00Z'));
  });

  it.each([undefined, 7, 'soon', ''])('says nothing of an end it cannot read: %j', (ttl) => {
    expect(readPreview(document(ttl))?.expiresAtMs).toBeUndefined();
  });

  it.each([null, [], { kind: 'Dashboard', metadata: { name: 'a' }, spec: {} }])('is not %j', (value) => {
    expect(readPreview(value)).toBeUndefined();
  });
});
