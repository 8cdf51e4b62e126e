import { createContext, useContext } from 'react';

/** Path of the datasource proxy that questions about a panel go to; the default datasource's unless the page knows better. */
export const PanelProxyContext = createContext('/prometheus');

/** Path of the proxy for questions beside the panel's own queries. */
export function usePanelProxy(): string {
  return useContext(PanelProxyContext);
}
