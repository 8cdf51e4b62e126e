import { describe, expect, it } from 'vitest';
import { createGateway } from './answer.ts';
import { GatewayError } from './gateway-error.ts';
import type { PrometheusQuery } from './prometheus-query.ts';
import { createPrometheusClient } from './prometheus-client.ts';
import { probeDatasource } from './probe-datasource.ts';
import { readBody } from './read-body.ts';
import { jsonAnswer, writes } from './testing/raw-upstream.ts';
import { failure, plainRead, upstreamPairs } from './testing/upstream-pair.ts';
import { createUpstream } from './upstream.ts';
import { createUpstreams } from './upstreams.ts';

const { start, later } = upstreamPairs();
const answers = (body: string) => writes(jsonAnswer(body));

describe('the walk', () => {
  const range = (windowMs: number, stepMs: number): PrometheusQuery => ({
    kind: 'range',
    promql: 'up',
    startMs: 0,
    endMs: windowMs,
    stepMs,
  });

  it.each<[string, PrometheusQuery, string | undefined]>([
    ['11 001 points', range(11_000_000, 1_000), undefined],
    ['11 001 points and a bit', range(11_000_999, 1_000), undefined],
    [
      '11 002 points',
      range(11_001_000, 1_000),
      'exceeded maximum resolution of 11,000 points per timeseries with 11,001',
    ],
    ['one point', range(0, 1_000), undefined],
    ['an end before its start', range(-1, 1_000), 'end timestamp must not be before start time'],
    ['a step of zero', range(10, 0), 'zero or negative query resolution step widths'],
    ['a step that is not a number', range(10, Number.NaN), 'zero or negative query resolution step widths'],
    [
      'a long query',
      { kind: 'instant', promql: 'é'.repeat(32_769) },
      'the query is 65538 bytes, more than the limit of 65536 bytes',
    ],
    ['half a character', { kind: 'instant', promql: 'up{a="\ud800"}' }, 'it is not Unicode text'],
    [
      'many matchers',
      { kind: 'series', match: Array.from({ length: 101 }, () => 'up') },
      'the number of match[] selectors is 101',
    ],
  ])('limits %s', async (_, query, message) => {
    const { raw, upstream } = await start(answers('{}'));
    const asked = createGateway().answer(query, { upstream });
    if (message === undefined) {
      expect((await asked).status).toBe(200);
    } else {
      const error = await failure(asked);
      expect([error.status, error.message]).toEqual([400, expect.stringContaining(message)]);
      expect(raw.requests).toHaveLength(0);
    }
  });

  it('hands the upstream’s bytes over as they are', async () => {
    const body =
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"b":"2","a":"1"},"value":[1.5,"1e-07"]}]}}\n';
    const { upstream } = await start(answers(body));
    const answer = await createGateway().answer({ kind: 'instant', promql: 'up' }, { upstream });
    expect((await readBody(answer)).toString()).toBe(body);
  });

  it.each(['{"status":"success","data":{', '', '[]', 'null', '{"status":"success"}x'])(
    'calls %j an incomplete answer',
    async (body) => {
      const { upstream } = await start(answers(body));
      expect((await failure(createGateway().answer({ kind: 'buildinfo' }, { upstream }))).code).toBe(
        'answer_incomplete',
      );
    },
  );

  it('waits a moment longer than the client’s own timeout, and no longer than the deadline', async () => {
    const { upstream } = await start(() => undefined);
    const error = await failure(
      createGateway().answer({ kind: 'instant', promql: 'up', timeoutMs: 100 }, { upstream }),
    );
    expect(error.message).toContain('within 600 ms');
    const sooner = await failure(
      createGateway().answer({ kind: 'instant', promql: 'up', timeoutMs: 100 }, { upstream, deadlineMs: 50 }),
    );
    expect(sooner.message).toContain('within 50 ms');
  });

  it('passes a request of the generic proxy on, rebuilt', async () => {
    const { raw, upstream } = await start(answers('{}'));
    await createGateway().pass(
      {
        method: 'POST',
        path: '/api/search',
        parameters: [
          ['q', 'a&b c'],
          ['q', 'd'],
        ],
        body: Buffer.from('{}'),
        contentType: 'application/json',
      },
      { upstream },
    );
    expect(raw.requests[0]).toMatch(/^POST \/api\/search\?q=a%26b%20c&q=d HTTP\/1\.1\r\n/);
    expect(raw.requests[0]).toMatch(/\r\ncontent-type: application\/json\r\n/);
  });
});

describe('createPrometheusClient', () => {
  const vector =
    '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up","constructor":"x"},"value":[1.5,"1"]},{"metric":{},"value":[1,"NaN"]},{"metric":{},"value":[1,"-Inf"]},{"metric":{},"histogram":[1,{}]}]},"warnings":["w"],"infos":["i"]}';
  it('gives instant values, NaN and infinities as they are, and says what it left out', async () => {
    const { raw, upstream } = await start(answers(vector));
    const { series, warnings } = await createPrometheusClient(upstream).instant('up', { timeMs: 1_500 });
    expect(series.map(({ value }) => value)).toEqual([1, Number.NaN, Number.NEGATIVE_INFINITY]);
    expect(series[0]?.labels).toEqual({ __name__: 'up', constructor: 'x' });
    expect(warnings).toEqual([
      'w',
      'i',
      '1 native histogram series are left out; use histogram_quantile() or histogram_avg()',
    ]);
    expect(raw.requests[0]).toContain('time=1.500');
  });

  it('gives points, with null where there is no drawable number', async () => {
    const { upstream } = await start(
      answers(
        '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":"b"},"values":[[1,"2"],[2.5,"NaN"],[3,"+Inf"],[4,"1e-07"]]}]}}',
      ),
    );
    const { series } = await createPrometheusClient(upstream).range('up', {
      startMs: 1,
      endMs: 2,
      stepMs: 1,
    });
    expect(series).toEqual([
      {
        labels: { a: 'b' },
        points: [
          [1, 2],
          [2.5, null],
          [3, null],
          [4, 1e-7],
        ],
      },
    ]);
  });

  it('reads a scalar', async () => {
    const { upstream } = await start(
      answers('{"status":"success","data":{"resultType":"scalar","result":[1,"7"]}}'),
    );
    expect((await createPrometheusClient(upstream).instant('7')).series).toEqual([{ labels: {}, value: 7 }]);
  });

  it.each([
    ['not JSON inside', '{x}', 'answer_invalid'],
    ['no data', '{"status":"success"}', 'answer_invalid'],
    [
      'another type',
      '{"status":"success","data":{"resultType":"string","result":[1,"x"]}}',
      'answer_invalid',
    ],
    [
      'a result that is no list',
      '{"status":"success","data":{"resultType":"vector","result":{}}}',
      'answer_invalid',
    ],
    [
      'a value that is no number',
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"x"]}]}}',
      'answer_invalid',
    ],
    [
      'an empty value',
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,""]}]}}',
      'answer_invalid',
    ],
    [
      'a label that is no text',
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":1},"value":[1,"1"]}]}}',
      'answer_invalid',
    ],
    ['a refusal', '{"status":"error","errorType":"bad_data","error":"1:3: parse error"}', 'query_failed'],
  ])('refuses %s', async (_, body, code) => {
    const { upstream } = await start(answers(body));
    expect((await failure(createPrometheusClient(upstream).instant('up'))).code).toBe(code);
  });
});

describe('probeDatasource', () => {
  it('tells the version', async () => {
    const { upstream } = await start(answers('{"status":"success","data":{"version":"3.15.0"}}'));
    expect(await probeDatasource(upstream, undefined, () => 5)).toEqual({
      reachable: true,
      version: '3.15.0',
      latencyMs: 0,
      reason: null,
    });
  });

  it.each([
    ['is not offered', 'HTTP/1.1 404 X\r\ncontent-type: text/plain\r\ncontent-length: 3\r\n\r\nno\n'],
    ['is refused', 'HTTP/1.1 403 X\r\ncontent-length: 0\r\n\r\n'],
    ['has no version', jsonAnswer('{"status":"success","data":{}}')],
    ['is a page', 'HTTP/1.1 200 X\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\n<>'],
  ])('asks the query 1 when the build information %s', async (_, bytes) => {
    const { raw, upstream } = await start(
      ({ socket, request }) =>
        void socket.write(
          request.includes('buildinfo')
            ? bytes
            : jsonAnswer('{"status":"success","data":{"resultType":"scalar","result":[1,"1"]}}'),
        ),
    );
    expect(await probeDatasource(upstream)).toMatchObject({ reachable: true, version: null });
    expect(raw.requests.at(-1)).toMatch(/query=1&/);
  });

  it('says why not', async () => {
    const { upstream } = await start(
      ({ socket }) => void socket.write('HTTP/1.1 401 X\r\ncontent-length: 0\r\n\r\n'),
    );
    expect(await probeDatasource(upstream)).toEqual({
      reachable: false,
      version: null,
      latencyMs: null,
      reason:
        'the datasource "prom" refused the credentials it was given (HTTP 401); check its secret or token file',
    });
    const gone = createUpstream({ name: 'gone', url: 'http://127.0.0.1:1' });
    later(() => gone.close(0));
    expect((await probeDatasource(gone)).reason).toContain('nothing listens at its address');
  });
});

describe('createUpstreams', () => {
  const proxy = (url: string, more = {}) => ({
    url,
    allowedEndpoints: [],
    headers: {},
    secret: undefined,
    ...more,
  });

  it('keeps one pool for a document until the document changes', async () => {
    const upstreams = createUpstreams();
    later(() => upstreams.close(0));
    const first = upstreams.of('g/prom', 'prom', proxy('http://a'));
    expect(upstreams.of('g/prom', 'prom', proxy('http://a'))).toBe(first);
    const other = upstreams.of('p/prom', 'prom', proxy('http://a'));
    expect(other).not.toBe(first);
    const changed = upstreams.of('g/prom', 'prom', proxy('http://a', { headers: { 'X-Scope-OrgID': 't' } }));
    expect(changed).not.toBe(first);
    expect((await failure(first.request(plainRead))).code).toBe('upstream_closed');
    expect(upstreams.stats()).toHaveLength(2);
  });

  it('closes the pool not asked for longest when there are too many', async () => {
    const upstreams = createUpstreams({ limit: 2 });
    later(() => upstreams.close(0));
    const a = upstreams.of('a', 'a', proxy('http://a'));
    const b = upstreams.of('b', 'b', proxy('http://b'));
    upstreams.of('a', 'a', proxy('http://a'));
    upstreams.of('c', 'c', proxy('http://c'));
    expect(upstreams.of('a', 'a', proxy('http://a'))).toBe(a);
    expect(upstreams.of('b', 'b', proxy('http://b'))).not.toBe(b);
  });

  it('refuses a document whose secret is not there, and any document once closed', async () => {
    const upstreams = createUpstreams();
    expect(() => upstreams.of('a', 'a', proxy('http://a', { secret: 's' }))).toThrow(
      `secret "s" attached doesn't exist`,
    );
    await upstreams.close(0);
    expect(() => upstreams.of('a', 'a', proxy('http://a'))).toThrow(GatewayError);
  });
});
