import type { FastifyInstance } from 'fastify';
import { convertDocuments, validateName } from '@hecate/perses';
import { ConvertAnswer, ConvertRequest } from '../../../../contract/index.ts';

/** `POST /api/hecate/v1/convert`: Grafana dashboards, custom resources and older Perses documents, with the report; nothing is stored. */
export function registerConvert(app: FastifyInstance): void {
  const schema = {
    summary: 'Convert Grafana dashboards, custom resources and Perses documents; nothing is stored',
    tags: ['hecate'],
    body: ConvertRequest,
    response: { 200: ConvertAnswer },
  };
  app.post<{ Body: ConvertRequest }>('/api/hecate/v1/convert', { schema }, async (request, reply) => {
    const { text, to = 'perses', project, useDefaultDatasource } = request.body;
    if (project !== undefined) validateName(project);
    const { documents, report } = convertDocuments(text, {
      to,
      ...(project === undefined ? {} : { project }),
      ...(useDefaultDatasource === undefined ? {} : { usesDefaultDatasource: useDefaultDatasource }),
    });
    // The documents are sent as the texts they are, so that their specs keep their bytes.
    const printed = documents.map((document) => document.text).join(',');
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .send(`{"documents":[${printed}],"report":${JSON.stringify(report)}}`);
  });
}
