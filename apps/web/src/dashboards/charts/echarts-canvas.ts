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
  // Where the page is shown larger, a canvas of the screen's own pixels would be stretched and blurred.
  const zoom: unknown = Reflect.get(host, 'currentCSSZoom');
  const devicePixelRatio = window.devicePixelRatio * (typeof zoom === 'number' ? zoom : 1);
  return init(host, undefined, { renderer: 'canvas', width, height, devicePixelRatio });
}
