/**
 * Small pieces from which the Block Kit rules are put together as data. A finding reads as Slack writes it:
 * `[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]`.
 */
type Findings = string[];

export interface Check {
  required: boolean;
  run(findings: Findings, path: string, value: unknown): void;
}

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function find(findings: Findings, path: string, problem: string): void {
  findings.push(`[ERROR] ${problem} [json-pointer:${path}]`);
}

function check(run: Check['run']): Check {
  return { required: false, run };
}

export function required(inner: Check): Check {
  return { ...inner, required: true };
}

export function string(max: number, min = 0): Check {
  return check((findings, path, value) => {
    if (typeof value !== 'string') find(findings, path, 'should be a string');
    else if (value.length > max) find(findings, path, `must be less than ${max + 1} characters`);
    else if (value.length < min) find(findings, path, `must be more than ${min - 1} characters`);
  });
}

export function pattern(expression: RegExp, problem: string): Check {
  return check((findings, path, value) => {
    if (typeof value !== 'string' || !expression.test(value)) find(findings, path, problem);
  });
}

/** A web link: Slack refuses other schemes and links without one. */
export function url(max: number): Check {
  return check((findings, path, value) => {
    string(max, 1).run(findings, path, value);
    if (typeof value === 'string' && !/^(https?|mailto|slack|tel|sms|ftp):/i.test(value)) {
      find(findings, path, 'invalid url');
    }
  });
}

export const boolean = check((findings, path, value) => {
  if (typeof value !== 'boolean') find(findings, path, 'should be a boolean');
});

export function integer(min: number, max: number): Check {
  return check((findings, path, value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) find(findings, path, 'should be a number');
    else if (value < min) find(findings, path, `must be greater than or equal to ${min}`);
    else if (value > max) find(findings, path, `must be less than or equal to ${max}`);
  });
}

export function oneOf(...allowed: string[]): Check {
  return check((findings, path, value) => {
    if (!allowed.includes(value as string)) {
      find(findings, path, `must be a valid enum value: ${allowed.join(', ')}`);
    }
  });
}

export const anything = check(() => {});

export function arrayOf(item: Check, min: number, max: number): Check {
  return check((findings, path, value) => {
    if (!Array.isArray(value)) {
      find(findings, path, 'should be an array');
      return;
    }
    if (value.length > max) find(findings, path, `no more than ${max} items allowed`);
    if (value.length < min) find(findings, path, `no fewer than ${min} items allowed`);
    for (const [index, each] of value.entries()) item.run(findings, `${path}/${index}`, each);
  });
}

/** An object with exactly these properties; `also` looks at the object as a whole. */
export function object(properties: Record<string, Check>, also?: Check['run']): Check {
  return check((findings, path, value) => {
    if (!isObject(value)) {
      find(findings, path, 'should be an object');
      return;
    }
    for (const name of Object.keys(value)) {
      if (!(name in properties)) find(findings, path, `invalid additional property: ${name}`);
    }
    for (const [name, property] of Object.entries(properties)) {
      const given = value[name];
      if (given !== undefined && given !== null) property.run(findings, `${path}/${name}`, given);
      else if (property.required) find(findings, path, `missing required field: ${name}`);
    }
    also?.(findings, path, value);
  });
}

/** An object whose `type` says which rules hold. */
export function byType(kinds: Record<string, Check>): Check {
  return check((findings, path, value) => {
    if (!isObject(value)) {
      find(findings, path, 'should be an object');
      return;
    }
    const kind = kinds[value.type as string];
    if (kind) kind.run(findings, path, value);
    else find(findings, `${path}/type`, `unsupported type: ${String(value.type)}`);
  });
}
