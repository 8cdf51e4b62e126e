import { isHarmlessHtml } from './harmless-html.ts';

/** What of the browser's Trusted Types is used here (W3C Trusted Types, §2.3). */
interface PolicyFactory {
  readonly createPolicy: (
    name: 'default',
    rules: { readonly createHTML: (text: string) => string | null },
  ) => unknown;
}

/**
 * Says what libraries may write as HTML strings; everything else that would become markup, script or a script's address is refused by
 * the page's content policy. DOMPurify, which cleans the texts of panels, brings a policy of its own.
 */
export function installHtmlPolicy(browser: object): void {
  const factory: unknown = Reflect.get(browser, 'trustedTypes');
  if (!isPolicyFactory(factory)) return; // this browser has no Trusted Types: the content policy without them applies
  factory.createPolicy('default', { createHTML: (text) => (isHarmlessHtml(text) ? text : null) });
}

function isPolicyFactory(value: unknown): value is PolicyFactory {
  return typeof value === 'object' && value !== null && 'createPolicy' in value;
}
