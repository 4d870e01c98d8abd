import type { Import } from './imports.ts';

/**
 * Which room may import from which (DESIGN §2). The first rule whose `from` fits a file decides. A rule without
 * `typesTo` lets types through only where it lets values through.
 */
export const ARROWS: { from: string; to: string[]; typesTo?: string[] }[] = [
  { from: 'layers/shared/contract/', to: ['layers/shared/contract/'] },
  { from: 'layers/shared/workers.ts', to: ['layers/shared/contract/'] },
  { from: 'layers/shared/environment.ts', to: ['layers/shared/contract/', 'layers/shared/workers.ts'] },
  {
    from: 'layers/shared/runtime/',
    to: ['layers/shared/'],
  },
  // Stages, adapters, store and telemetry know nothing of queues and claims.
  {
    from: 'layers/shared/',
    to: [
      'layers/shared/contract/',
      'layers/shared/stage.ts',
      'layers/shared/adapters/',
      'layers/shared/store/',
      'layers/shared/telemetry/',
      'layers/shared/tokens/',
      'layers/shared/values/',
      'layers/shared/extraction/',
      'layers/shared/chunking/',
      'layers/shared/retrieval/',
      'layers/shared/answering/',
      'layers/shared/agents/',
      'layers/shared/evaluation/',
      'layers/shared/plugins/',
    ],
  },
  { from: 'layers/enterprise/', to: ['layers/enterprise/', 'layers/shared/plugins/'] },
  { from: 'plugins-enterprise/', to: [], typesTo: ['layers/shared/plugins/host.ts'] },
  { from: 'client/', to: ['client/', 'layers/shared/contract/'] },
  { from: 'functions/', to: ['functions/', 'layers/shared/'] },
  { from: 'local/', to: ['local/', 'functions/', 'client/', 'layers/shared/', 'layers/enterprise/'] },
  {
    from: 'infra/',
    to: [
      'infra/',
      'layers/enterprise/',
      'layers/shared/contract/',
      'layers/shared/workers.ts',
      'layers/shared/environment.ts',
      'layers/shared/telemetry/metrics.ts',
      'layers/shared/extraction/engine-files.ts',
      'layers/shared/adapters/closest.ts',
    ],
  },
];

/** Rooms of layers/shared in the order in which they may use each other: a room uses only rooms above it. */
const ROOMS = [
  'contract',
  'telemetry',
  'store',
  'tokens',
  'values',
  'extraction',
  'adapters',
  'plugins',
  'chunking',
  'retrieval',
  'agents',
  'answering',
  'evaluation',
  'runtime',
];

/** Says what is wrong with an import, or undefined. */
export function wrongArrow({ from, to, typeOnly }: Import): string | undefined {
  if (from.startsWith('plugins-enterprise/') && sameFolder(from, to)) return undefined;
  const rule = ARROWS.find((arrow) => from.startsWith(arrow.from));
  if (!rule) return `${from}: no rule says what this folder may import`;
  const allowed = typeOnly ? [...rule.to, ...(rule.typesTo ?? [])] : rule.to;
  if (!allowed.some((place) => to.startsWith(place))) return `${from} must not import ${to}`;
  return typeOnly ? undefined : wrongRoom(from, to);
}

/** Inside layers/shared, run-time imports go one way (types may look both ways: they are erased). */
function wrongRoom(from: string, to: string): string | undefined {
  const [source, target] = [from, to].map((path) => ROOMS.indexOf(path.split('/')[2] ?? ''));
  if (!from.startsWith('layers/shared/') || source === undefined || target === undefined) return undefined;
  if (source < 0 || target < 0 || target <= source) return undefined;
  return `${from} must not import ${to}: ${ROOMS[source]} stands below ${ROOMS[target]}`;
}

function sameFolder(from: string, to: string): boolean {
  return from.split('/')[1] === to.split('/')[1] && to.startsWith('plugins-enterprise/');
}
