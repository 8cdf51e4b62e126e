import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Makes `cert.pem` and `key.pem` in a folder, for localhost and two days; a checked-in pair would end on a day nobody remembers. */
export function makeCertificate(
  folder: string,
  commonName: string,
): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', `/CN=${commonName}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...subject], {
    stdio: 'ignore',
  });
  return { cert, key };
}
