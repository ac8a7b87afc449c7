import type { Import } from './imports.js';

/**
 * The import rule of the house, as data. A unit may import what stands in a layer before its own, and itself.
 * `apart` layers hold units that do not know each other; in the others each unit may import those named before it.
 */
const LAYERS: { units: string[]; apart: boolean }[] = [
  // What everything stands on. `people` knows the program, the program knows referrals, and so on, never back.
  {
    units: [
      'errors',
      'clock',
      'keyed-hash',
      'csv',
      'matching',
      'log',
      'config',
      'messages',
      'referral',
      'program',
      'people',
    ],
    apart: false,
  },
  {
    units: [
      ...['intake', 'routing', 'handoff', 'updates', 'setup', 'partners'],
      ...['checkins', 'digests', 'rewards', 'scorecard'],
      ...['known', 'eligibility', 'protection', 'review', 'terms'],
      ...['attribution', 'kit', 'export'],
    ],
    apart: true,
  },
  {
    units: ['store', 'platforms/slack', 'platforms/teams', 'outbox', 'http', 'playground', 'jobs', 'cli'],
    apart: true,
  },
  // The places that know everybody: what is said, how it is rendered, how it is put together, and who is started.
  { units: ['catalogue', 'compose', 'assemble'], apart: false },
  { units: ['main.ts', 'cli.ts'], apart: true },
];

/** Where a package may be used, when it may not be used everywhere. */
const PACKAGES: { named: RegExp; only: string[] }[] = [
  { named: /^(mongoose|mongodb|mongodb-memory-server(-.+)?)$/, only: ['store'] },
  { named: /^@slack\//, only: ['platforms/slack'] },
  { named: /^(@microsoft\/|botbuilder|botframework)/, only: ['platforms/teams'] },
  { named: /^(agenda|@agendajs\/.+)$/, only: ['jobs', 'assemble'] },
  { named: /^commander$/, only: ['cli'] },
  { named: /^pino$/, only: ['log'] },
  { named: /^prom-client$/, only: ['http'] },
  { named: /^(react|react-dom|slack-blocks-to-jsx|esbuild)$/, only: ['playground'] },
];

/** Who implements another's ports: types only, since a port is a promise and not code. */
const PORTS: { from: string; to: string }[] = [{ from: 'store', to: 'outbox' }];

/** `platforms/slack` for src/platforms/slack/render.ts, `config` for src/config.ts, but `cli.ts` for src/cli.ts. */
export function unitOf(file: string): string | undefined {
  const path = file.replace(/^src\//, '');
  const units = LAYERS.flatMap((layer) => layer.units);
  if (units.includes(path)) return path;
  return units.find((unit) => path === `${unit}.ts` || path.startsWith(`${unit}/`));
}

function layerOf(unit: string): number {
  return LAYERS.findIndex(({ units }) => units.includes(unit));
}

/** What is wrong with an import, or undefined. */
export function violation({ from, to, kind, typeOnly }: Import): string | undefined {
  const importer = unitOf(from);
  if (importer === undefined) return `${from} stands in no layer`;
  if (kind === 'package') {
    const rule = PACKAGES.find(({ named }) => named.test(to));
    return rule && !rule.only.includes(importer)
      ? `${from} imports ${to}, which only ${rule.only.join(' and ')} may`
      : undefined;
  }
  const imported = unitOf(to);
  if (imported === undefined) return `${to} stands in no layer`;
  if (importer === imported || mayImport(importer, imported)) return undefined;
  if (PORTS.some((port) => port.from === importer && port.to === imported))
    return typeOnly ? undefined : `${from} imports code of ${to}; only its types are a port`;
  return `${from} imports ${to}: ${importer} may not know ${imported}`;
}

function mayImport(importer: string, imported: string): boolean {
  const [own, other] = [layerOf(importer), layerOf(imported)];
  if (own !== other) return other < own;
  const layer = LAYERS[own];
  return layer !== undefined && !layer.apart && layer.units.indexOf(imported) < layer.units.indexOf(importer);
}

/** Each ring of files that import each other, as `a -> b -> a`; type-only imports count. One ring of each knot. */
export function cycles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, kind } of imports)
    if (kind === 'file') next.set(from, [...(next.get(from) ?? []), to]);
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: string[]) => {
    const at = way.indexOf(file);
    if (at >= 0) found.push([...way.slice(at), file].join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const other of next.get(file) ?? []) visit(other, [...way, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}
