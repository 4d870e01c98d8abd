import { evaluate, type Series } from './metric-math.ts';
import type { MetricRow, Widget } from './read-dashboard.ts';

export type DataSource = (metric: NonNullable<MetricRow['metric']>, length: number) => Series;

const COLUMN = 60;
const LINE = 40;
const POINTS = 36;
const COLORS = ['#1f77b4', '#ff7f0e', '#2ca02c', '#9467bd', '#d62728', '#8c564b', '#e377c2', '#17becf'];

type Box = { x: number; y: number; width: number; height: number };
type Shown = { label: string; values: Series; color: string };

/** The dashboard as an SVG of 1,440 px width. */
export function drawDashboard(widgets: readonly Widget[], data: DataSource): string {
  const bottom = Math.max(...widgets.map(({ y, height }) => y + height)) * LINE;
  const drawn = widgets.map((widget) => drawWidget(widget, data)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${24 * COLUMN}" height="${bottom}" font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="#f2f3f3"/>
${drawn}
</svg>
`;
}

function drawWidget(widget: Widget, data: DataSource): string {
  const box = {
    x: widget.x * COLUMN + 4,
    y: widget.y * LINE + 4,
    width: widget.width * COLUMN - 8,
    height: widget.height * LINE - 8,
  };
  if (widget.type === 'text') return drawText(widget, box);
  const frame = `<rect ${attributes(box)} fill="#fff" stroke="#d5dbdb" rx="3"/>${text(box.x + 8, box.y + 16, clip(widget.title, box.width), 'font-weight="bold"')}`;
  if (widget.type === 'alarm') return frame + drawAlarms(widget, box);
  if (widget.type === 'log') return frame + text(box.x + 8, box.y + 40, 'log lines', 'fill="#888"');
  const shown = evaluateRows(widget, data);
  return frame + (widget.view === 'singleValue' ? drawNumbers(shown, box) : drawGraph(widget, shown, box));
}

/** Values of the visible rows. Throws when an expression does not evaluate. */
export function evaluateRows({ rows, title }: Widget, data: DataSource): Shown[] {
  const known = new Map<string, Series>();
  for (const { metric, id } of rows) if (metric && id) known.set(id, data(metric, POINTS));
  return rows
    .filter(({ visible }) => visible)
    .map(({ metric, expression, label }, i) => {
      if (!metric && !expression) throw new Error(`${title}: a row with neither metric nor expression`);
      const values = metric ? data(metric, POINTS) : evaluate(expression ?? '', known, POINTS);
      return { label, values, color: COLORS[i % COLORS.length] ?? '#000' };
    });
}

function drawText({ markdown }: Widget, { x, y }: Box): string {
  const [title = '', ...rest] = markdown.replace(/^#+ /, '').split('\n');
  return (
    text(x + 4, y + 30, title, 'font-size="18" font-weight="bold"') +
    text(x + 4, y + 52, rest.join(' ').replaceAll('`', ''), 'fill="#555" font-size="13"')
  );
}

function drawAlarms({ alarms }: Widget, box: Box): string {
  const width = (box.width - 16) / 3;
  return alarms
    .map((name, i) => {
      const label = name.replace(/^prompt-workers-[a-z0-9]+-/, '');
      const place = { x: box.x + 8 + (i % 3) * width, y: box.y + 26 + Math.floor(i / 3) * 24 };
      return `<rect x="${place.x}" y="${place.y}" width="${width - 4}" height="20" fill="#e9f5ea" rx="2"/>${text(place.x + 5, place.y + 14, label, 'font-size="10"')}`;
    })
    .join('');
}

function drawNumbers(shown: readonly Shown[], box: Box): string {
  return shown
    .map(({ label, values }, i) => {
      const y = box.y + 48 + i * 56;
      const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0);
      return (
        text(box.x + 8, y, format(sum), 'font-size="22"') +
        text(box.x + 8, y + 16, clip(label, box.width), 'fill="#555"')
      );
    })
    .join('');
}

function drawGraph(widget: Widget, shown: readonly Shown[], box: Box): string {
  const plot = { x: box.x + 44, y: box.y + 26, width: box.width - 54, height: box.height - 72 };
  const stacked = widget.stacked ? stack(shown) : shown;
  const values = stacked.flatMap((one) => one.values.filter((value) => value !== undefined));
  const top = Math.max(...values, ...widget.lines.map(({ value }) => value), 0) * 1.05 || 1;
  const at = (value: number) => plot.y + plot.height * (1 - value / top);
  const grid = [0, 0.5, 1].map((share) => {
    const y = at(top * share);
    return `<line x1="${plot.x}" x2="${plot.x + plot.width}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}" stroke="#eee"/>${text(plot.x - 4, y + 4, format(top * share), 'text-anchor="end" fill="#888" font-size="9"')}`;
  });
  const lines = widget.lines.map(({ value, color, label }) => {
    const y = at(value).toFixed(1);
    return `<line x1="${plot.x}" x2="${plot.x + plot.width}" y1="${y}" y2="${y}" stroke="${escapeXml(color)}" stroke-dasharray="4 3"/>${text(plot.x + plot.width, Number(y) - 3, label, `text-anchor="end" fill="${escapeXml(color)}" font-size="9"`)}`;
  });
  const curves = stacked.map(({ values: series, color }) => {
    const step = plot.width / (series.length - 1);
    const points = series.map(
      (value, i) => value !== undefined && `${(plot.x + i * step).toFixed(1)} ${at(value).toFixed(1)}`,
    );
    const path = points.map((point, i) => (point ? `${points[i - 1] ? 'L' : 'M'}${point}` : '')).join('');
    return `<path d="${path}" fill="none" stroke="${color}" stroke-width="1.5"/>`;
  });
  return [...grid, ...lines, ...curves, drawLegend(shown, box)].join('');
}

function drawLegend(shown: readonly Shown[], box: Box): string {
  const columns = shown.length > 4 ? 4 : 2;
  const width = (box.width - 16) / columns;
  return shown
    .map(({ label, color }, i) => {
      const x = box.x + 8 + (i % columns) * width;
      const y = box.y + box.height - 26 + Math.floor(i / columns) * 14;
      return `<rect x="${x.toFixed(1)}" y="${y - 7}" width="8" height="8" fill="${color}"/>${text(x + 11, y, clip(label, width), 'font-size="9"')}`;
    })
    .join('');
}

function stack(shown: readonly Shown[]): Shown[] {
  const totals: number[] = new Array(POINTS).fill(0);
  return shown.map((one) => ({
    ...one,
    values: one.values.map((value, i) => {
      totals[i] = (totals[i] ?? 0) + (value ?? 0);
      return totals[i];
    }),
  }));
}

function format(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)}M`;
  if (value >= 1e4) return `${(value / 1e3).toFixed(0)}k`;
  return value >= 100 || value === 0 ? value.toFixed(0) : value.toPrecision(2);
}

const text = (x: number, y: number, content: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escapeXml(content)}</text>`;
const clip = (content: string, width: number): string => {
  const room = Math.floor(width / 5.8);
  return content.length > room ? `${content.slice(0, room - 1)}…` : content;
};
const escapeXml = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const attributes = ({ x, y, width, height }: Box): string =>
  `x="${x}" y="${y}" width="${width}" height="${height}"`;
