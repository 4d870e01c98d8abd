export type MetricRow = {
  /** Absent for metric math. */
  metric?: { namespace: string; name: string; dimensions: Record<string, string> };
  expression?: string;
  id?: string;
  label: string;
  visible: boolean;
  /** Second axis. */
  right: boolean;
};

export type Widget = {
  type: 'text' | 'metric' | 'alarm' | 'log';
  x: number;
  y: number;
  width: number;
  height: number;
  title: string;
  markdown: string;
  view: string;
  stacked: boolean;
  rows: MetricRow[];
  /** Horizontal lines. */
  lines: { value: number; label: string; color: string }[];
  alarms: string[];
};

type Template = { Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }> };

/** Reads the one dashboard of a synthesized template. References are replaced by the names they lead to. */
export function readDashboard(template: Template): Widget[] {
  const found = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::CloudWatch::Dashboard');
  if (!found) throw new Error('The template has no dashboard');
  const text = resolve(found.Properties?.DashboardBody, template);
  const { widgets } = JSON.parse(text) as { widgets: RawWidget[] };
  return widgets.map(readWidget);
}

type RawWidget = {
  type: Widget['type'];
  x: number;
  y: number;
  width: number;
  height: number;
  properties: Record<string, unknown>;
};
type RawOptions = { expression?: string; id?: string; label?: string; visible?: boolean; yAxis?: string };
type RawLine = { value: number; label?: string; color?: string };

function readWidget({ type, x, y, width, height, properties }: RawWidget): Widget {
  const annotations = properties.annotations as { horizontal?: RawLine[] } | undefined;
  return {
    ...{ type, x, y, width, height },
    title: String(properties.title ?? ''),
    markdown: String(properties.markdown ?? ''),
    view: String(properties.view ?? ''),
    stacked: properties.stacked === true,
    rows: ((properties.metrics ?? []) as unknown[][]).map(readRow),
    lines: (annotations?.horizontal ?? []).map(({ value, label = '', color = '#888' }) => ({
      value,
      label,
      color,
    })),
    alarms: ((properties.alarms ?? []) as string[]).map((arn) => arn.split(':').at(-1) ?? arn),
  };
}

/** `[namespace, name, dimension, value, …, options]`, or `[options]` for an expression. */
function readRow(row: readonly unknown[]): MetricRow {
  const options = row.at(-1) as RawOptions;
  const [namespace, name, ...pairs] = row.slice(0, -1).map(String);
  const dimensions: Record<string, string> = {};
  for (let i = 0; i + 1 < pairs.length; i += 2) dimensions[pairs[i] ?? ''] = pairs[i + 1] ?? '';
  return {
    ...(namespace && name && { metric: { namespace, name, dimensions } }),
    ...(options.expression && { expression: options.expression }),
    ...(options.id && { id: options.id }),
    label: options.label ?? name ?? '',
    visible: options.visible !== false,
    right: options.yAxis === 'right',
  };
}

/** Joins a value; a reference becomes the name that the resource was given, else its logical id. */
function resolve(value: unknown, template: Template): string {
  if (typeof value === 'string') return value;
  const node = value as Record<string, unknown>;
  const join = node['Fn::Join'] as [string, unknown[]] | undefined;
  if (join) return join[1].map((part) => resolve(part, template)).join(join[0]);
  const attribute = node['Fn::GetAtt'] as [string, string] | undefined;
  const id = attribute?.[0] ?? String(node.Ref);
  if (id.startsWith('AWS::')) return id;
  const resource = template.Resources[id];
  if (!resource) throw new Error(`The dashboard refers to ${id}, which the template does not have`);
  const name = ['QueueName', 'FunctionName', 'LogGroupName', 'AlarmName'].map(
    (key) => resource.Properties?.[key],
  );
  return String(name.find((each) => typeof each === 'string') ?? id);
}
