import { z } from 'zod/v4';
import { definitionSchema } from '../definition.js';

/** The part of JSON Schema that is walked here. */
interface Shape {
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
  const?: unknown;
  enum?: unknown[];
  propertyNames?: Shape;
}

export type Path = readonly (string | number)[];

/** The keys that may stand in the mapping at `path`, as the schema says; `file` is what was read, for its `kind`s. */
export function knownKeys(path: Path, file: unknown): string[] {
  const schema = z.toJSONSchema(definitionSchema, { io: 'input', unrepresentable: 'any' }) as Shape;
  const start = { shape: schema, value: file };
  const { shape } = path.reduce<{ shape: Shape | undefined; value: unknown }>((here, step) => {
    const value = (here.value as Record<string | number, unknown> | undefined)?.[step];
    const inner = typeof step === 'number' ? here.shape?.items : here.shape?.properties?.[step];
    return { shape: inner && chosenVariant(inner, value), value };
  }, start);
  return [...Object.keys(shape?.properties ?? {}), ...namesOf(shape?.propertyNames)];
}

/** Of several variants the one whose `kind` the value has. */
function chosenVariant(shape: Shape, value: unknown): Shape {
  const kind = (value as { kind?: unknown } | undefined)?.kind;
  const variants = shape.anyOf ?? shape.oneOf ?? [];
  return variants.find((variant) => variant.properties?.kind?.const === kind) ?? shape;
}

function namesOf(names: Shape | undefined): string[] {
  const all = [names, ...(names?.anyOf ?? [])].flatMap((shape) => shape?.enum ?? []);
  return all.filter((name): name is string => typeof name === 'string');
}
