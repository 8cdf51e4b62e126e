import type { ComponentType } from 'react';
import type { QueryPluginType } from '@perses-dev/core';

/** A panel plugin that only draws: its editor arrives with edit mode. `mode` is how the datasource is asked, a range where it is left out. */
export function drawing<Props>(PanelComponent: ComponentType<Props>, mode?: 'range' | 'instant') {
  const supportedQueryTypes: QueryPluginType[] = ['TimeSeriesQuery'];
  return {
    PanelComponent,
    supportedQueryTypes,
    createInitialOptions: () => ({}),
    ...(mode === undefined ? {} : { queryOptions: { mode } }),
  };
}
