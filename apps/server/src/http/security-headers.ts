/**
 * Sent with every answer. `style-src` of pages allows inline styles: the chart tooltips of ECharts and the editors of the
 * Perses packages write them without a nonce (docs/decisions/content-security-policy.md).
 */
export const commonHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
  'x-frame-options': 'DENY',
};

/** What a datasource answered is data, never a page of ours: no script, no forms, no origin, no guessing of the type. */
export const proxyHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/** The policy of a page: own files only, and the inline scripts whose SHA-256 was taken at the start. */
export function pagePolicy(inlineScriptHashes: readonly string[]): string {
  const scripts = ["'self'", ...inlineScriptHashes.map((hash) => `'sha256-${hash}'`)].join(' ');
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    // Strings do not become markup or script: `default` is the app's own policy, `dompurify` that of the cleaner of texts.
    "require-trusted-types-for 'script'",
    'trusted-types default dompurify',
  ].join('; ');
}

/** One year, as browsers ask for; sent over TLS only, and not for loopback names, where it would lock out other local servers. */
export const strictTransport = 'max-age=31536000';
