/** The fixed texts of a `query_range` answer as Prometheus writes it: what is read when it is indexed, and written when it is spliced. */
export const matrixText = {
  head: Buffer.from('{"status":"success","data":{"resultType":"matrix","result":['),
  metricKey: Buffer.from('{"metric":'),
  valuesKey: Buffer.from(',"values":['),
  histogramsKey: Buffer.from(',"histograms":['),
} as const;
