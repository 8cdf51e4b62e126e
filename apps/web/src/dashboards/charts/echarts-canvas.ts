import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { init, use as register, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

register([
  LineChart,
  BarChart,
  ScatterChart,
  GridComponent,
  MarkLineComponent,
  MarkAreaComponent,
  CanvasRenderer,
]);

/** An empty drawing on `host`, sized by hand; ECharts brings only what the time chart draws. */
export function createCanvas(host: HTMLElement, width: number, height: number): ECharts {
  return init(host, undefined, { renderer: 'canvas', width, height });
}
