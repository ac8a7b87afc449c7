/** Walks and checks of Adaptive Cards, written from adaptivecards.io and Microsoft's documentation, not from the adapter. */

export type Json = Record<string, unknown>;

function walk(node: unknown, visit: (node: Json) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) visit(node as Json);
  for (const each of Object.values(node)) walk(each, visit);
}

/** Every object of a type in a card. */
export function all(card: unknown, type: string): Json[] {
  const found: Json[] = [];
  walk(card, (node) => {
    if (node.type === type) found.push(node);
  });
  return found;
}

const ITEMS: Record<string, string[]> = {
  TextBlock: ['text'],
  RichTextBlock: ['inlines'],
  FactSet: ['facts'],
  Container: ['items'],
  Image: ['url'],
  ActionSet: ['actions'],
  'Input.Text': ['id'],
  'Input.Number': ['id'],
  'Input.Date': ['id'],
  'Input.Time': ['id'],
  'Input.Toggle': ['id', 'title'],
  'Input.ChoiceSet': ['id', 'choices'],
};
const ACTIONS: Record<string, string[]> = {
  'Action.Execute': ['verb', 'title'],
  'Action.Submit': ['data', 'title'],
  'Action.OpenUrl': ['url', 'title'],
  'Action.ShowCard': ['card', 'title'],
};

/** What is wrong with a card by the schema of version 1.5 and by what Teams takes; empty when nothing is. */
export function problems(card: Json, { inDialog = false } = {}): string[] {
  const found: string[] = [];
  if (card.type !== 'AdaptiveCard' || card.version !== '1.5') found.push('not an Adaptive Card 1.5');
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > 25 * 1024) found.push(`${bytes} bytes`);
  const check = (kinds: Record<string, string[]>, node: Json) => {
    const required = kinds[String(node.type)];
    if (!required) found.push(`${node.type} is not known here`);
    for (const name of required ?? [])
      if (node[name] === undefined) found.push(`${node.type} without ${name}`);
  };
  const checkItems = (items: unknown) => {
    for (const item of items as Json[]) {
      check(ITEMS, item);
      if (item.type === 'Container') checkItems(item.items);
      if (item.type === 'ActionSet') checkActions(item.actions);
      if (item.type === 'RichTextBlock')
        for (const inline of item.inlines as Json[])
          if (inline.type !== 'TextRun' || typeof inline.text !== 'string')
            found.push('an inline that is no TextRun');
    }
  };
  const checkActions = (actions: unknown) => {
    const primary = (actions as Json[]).filter(({ mode }) => mode !== 'secondary');
    if (primary.length > 6) found.push(`${primary.length} actions in a row`);
    for (const action of actions as Json[]) {
      check(ACTIONS, action);
      if (inDialog && action.type === 'Action.Execute') found.push('Action.Execute in a dialog');
      if (action.type === 'Action.ShowCard') {
        checkItems((action.card as Json).body);
        checkActions((action.card as Json).actions ?? []);
      }
    }
  };
  checkItems(card.body);
  checkActions(card.actions ?? []);
  const ids = [...'Text Number Date Time Toggle ChoiceSet'.split(' ')].flatMap((kind) =>
    all(card, `Input.${kind}`).map(({ id }) => id),
  );
  if (new Set(ids).size !== ids.length) found.push('an input id twice');
  return found;
}

/** Where a reader's client reads markdown: TextBlock, facts, and the titles of toggles and unfolded choices. */
export function markdownTexts(card: unknown): string[] {
  const expanded = all(card, 'Input.ChoiceSet').filter(({ style }) => style === 'expanded');
  return [
    ...all(card, 'TextBlock').map(({ text }) => String(text)),
    ...all(card, 'FactSet').flatMap(({ facts }) =>
      (facts as { title: string; value: string }[]).flatMap(({ title, value }) => [title, value]),
    ),
    ...all(card, 'Input.Toggle').map(({ title }) => String(title)),
    ...expanded.flatMap(({ choices }) => (choices as { title: string }[]).map(({ title }) => title)),
  ];
}

export function literalTexts(card: unknown): string[] {
  return all(card, 'TextRun').map(({ text }) => String(text));
}

/**
 * A text with everything taken out that markdown may not read: escaped characters, entities. What is left and still
 * formats, would format.
 */
export function formats(markdown: string): boolean {
  const rest = markdown.replace(/\\[!-/:-@[-`{-~]/g, '·').replace(/&(lt|gt|amp);/g, '·');
  return /[*_`~[\]<]|\{\{|&[a-z#]|^\s*(?:[-+]\s|\d+[.)]\s|[>#])/i.test(rest);
}

/** The same text as its reader sees it. */
export function read(markdown: string): string {
  return markdown
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
