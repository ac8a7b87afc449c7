import type { ReactNode } from 'react';

const openTo = 3;

function leaf(value: unknown): ReactNode {
  const kind = value === null ? 'null' : typeof value;
  return <span className={`json-${kind}`}>{JSON.stringify(value) ?? 'undefined'}</span>;
}

function Node({ name, value, depth }: { name?: string; value: unknown; depth: number }) {
  const label = name === undefined ? null : <span className="json-name">{name}: </span>;
  if (typeof value !== 'object' || value === null) {
    return (
      <div className="json-line">
        {label}
        {leaf(value)}
      </div>
    );
  }
  const entries = Object.entries(value);
  const [before, after] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) {
    return (
      <div className="json-line">
        {label}
        {before}
        {after}
      </div>
    );
  }
  return (
    <details className="json-branch" open={depth < openTo}>
      <summary>
        {label}
        <span className="quiet">
          {before} {entries.length} {after}
        </span>
      </summary>
      {entries.map(([key, inner]) => (
        <Node key={key} name={key} value={inner} depth={depth + 1} />
      ))}
    </details>
  );
}

/** A JSON value one can fold. */
export function JsonTree({ value }: { value: unknown }) {
  return (
    <div className="json">
      <Node value={value} depth={0} />
    </div>
  );
}
