import { bytesOf, isObject, type Json } from '../json.js';
import { LIMITS } from '../limits.js';
import { ACTIONS, ELEMENTS, type Kind, PARTS } from './elements.js';
import { inputsOf } from './parts.js';

/** What is being looked at: the card's version, and where findings go. */
interface Look {
  version: string;
  findings: string[];
}

type Rule = (typeof ELEMENTS)[string];

/** What is wrong with an Adaptive Card for Teams, as `body[0].text: must be a string`; empty when nothing is. */
export function checkCard(card: unknown): string[] {
  if (!isObject(card)) return ['a card must be an object'];
  const findings: string[] = [];
  if (card.type !== 'AdaptiveCard') findings.push('type: must be AdaptiveCard');
  const version = String(card.version);
  if (!/^1\.[0-9]$/.test(version)) findings.push('version: must be given, such as 1.5');
  else if (isNewer(version, LIMITS.cardVersion))
    findings.push(`version: Teams draws cards up to ${LIMITS.cardVersion}, not ${version}`);
  const bytes = bytesOf(card);
  if (bytes > LIMITS.cardBytes) findings.push(`the card has ${bytes} bytes, at most ${LIMITS.cardBytes}`);
  const look = { version, findings };
  checkInside(look, '', card);
  checkRefresh(look, card.refresh);
  const ids = inputsOf(card).map(({ id }) => String(id));
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  for (const id of new Set(twice)) findings.push(`input id ${id} stands twice`);
  return findings;
}

function isNewer(one: string, other: string): boolean {
  return Number(one.split('.')[1]) > Number(other.split('.')[1]);
}

function checkInside(look: Look, path: string, card: Json): void {
  checkValue(look, at(path, 'body'), 'elements', card.body);
  checkValue(look, at(path, 'actions'), 'actions', card.actions);
  checkValue(look, at(path, 'selectAction'), 'action', card.selectAction);
}

function checkRefresh({ findings, version }: Look, refresh: unknown): void {
  if (refresh === undefined) return;
  if (!isObject(refresh) || !isObject(refresh.action) || refresh.action.type !== 'Action.Execute')
    findings.push('refresh.action: must be an Action.Execute');
  else if (isNewer('1.4', version)) findings.push('refresh: needs version 1.4');
  const users = isObject(refresh) ? refresh.userIds : undefined;
  if (Array.isArray(users) && users.length > LIMITS.refreshUsers)
    findings.push(`refresh.userIds: at most ${LIMITS.refreshUsers}`);
}

function at(path: string, name: string | number): string {
  if (typeof name === 'number') return `${path}[${name}]`;
  return path ? `${path}.${name}` : name;
}

function checkValue(look: Look, path: string, kind: Kind, value: unknown): void {
  if (value === undefined || value === null) return;
  const wrong = (problem: string) => look.findings.push(`${path}: ${problem}`);
  if (typeof kind === 'object') {
    if ('listOf' in kind)
      eachOf(look, path, value, (place, item) => checkPart(look, place, kind.listOf, item));
    else if (!kind.oneOf.some((allowed) => allowed.toLowerCase() === String(value).toLowerCase()))
      wrong(`must be one of ${kind.oneOf.join(', ')}`);
    return;
  }
  switch (kind) {
    case 'string':
    case 'boolean':
    case 'number':
      if (typeof value !== kind) wrong(`must be a ${kind}`);
      return;
    case 'link':
      if (typeof value !== 'string' || !/^(https?:|mailto:|tel:|data:image\/)/i.test(value))
        wrong('must be a link');
      return;
    case 'data':
      if (typeof value !== 'string' && !isObject(value)) wrong('must be an object or a string');
      return;
    case 'card':
      if (isObject(value)) checkInside(look, path, value);
      else wrong('must be a card');
      return;
    case 'inlines':
      eachOf(look, path, value, (place, item) => {
        if (typeof item !== 'string') checkPart(look, place, 'TextRun', item);
      });
      return;
    case 'action':
      checkTyped(look, path, ACTIONS, value);
      return;
    case 'actions':
      eachOf(look, path, value, (place, item) => checkTyped(look, place, ACTIONS, item));
      checkPrimary(look, path, value);
      return;
    case 'elements':
      eachOf(look, path, value, (place, item) => checkTyped(look, place, ELEMENTS, item));
  }
}

function eachOf(look: Look, path: string, list: unknown, check: (path: string, item: unknown) => void): void {
  if (!Array.isArray(list)) look.findings.push(`${path}: must be a list`);
  else for (const [index, item] of list.entries()) check(at(path, index), item);
}

function checkPrimary({ findings }: Look, path: string, list: unknown): void {
  const primary = (Array.isArray(list) ? list : []).filter(
    (each) => isObject(each) && each.mode !== 'secondary',
  );
  if (primary.length > LIMITS.primaryActions)
    findings.push(`${path}: Teams draws ${LIMITS.primaryActions} primary actions, not ${primary.length}`);
}

function checkPart(look: Look, path: string, type: string, value: unknown): void {
  const rule = PARTS[type];
  if (!isObject(value)) look.findings.push(`${path}: must be an object`);
  else if (rule) checkRule(look, path, rule, value);
}

function checkTyped(look: Look, path: string, rules: Record<string, Rule>, value: unknown): void {
  if (!isObject(value)) {
    look.findings.push(`${path}: must be an object`);
    return;
  }
  const rule = rules[String(value.type)];
  if (!rule) {
    // https://adaptivecards.io/explorer: an unknown element is replaced by its fallback, which may be "drop".
    if (value.fallback === undefined) look.findings.push(`${path}: unknown type ${String(value.type)}`);
    else if (isObject(value.fallback)) checkTyped(look, at(path, 'fallback'), rules, value.fallback);
    return;
  }
  if (isNewer(rule.since, look.version) && value.fallback === undefined)
    look.findings.push(`${path}: ${String(value.type)} needs version ${rule.since}`);
  checkRule(look, path, rule, value);
}

function checkRule(look: Look, path: string, rule: Rule, value: Json): void {
  for (const [name, kind] of Object.entries(rule.required ?? {})) {
    if (value[name] === undefined || value[name] === null || value[name] === '')
      look.findings.push(`${at(path, name)}: is required`);
    else checkValue(look, at(path, name), kind, value[name]);
  }
  for (const [name, kind] of Object.entries(rule.optional ?? {}))
    checkValue(look, at(path, name), kind, value[name]);
}
