import { type FormField, type FormValues, textValue } from '../messages/form.js';
import type { Referral } from '../referral/referral.js';
import { type Shareable, shareableText } from '../referral/shareable.js';
import { activeServiceLines, type Program, serviceLine } from './program.js';

const KEY = 'better_line';

/** For forms that end a referral: another service line that fits better. None where there is no other. */
export function betterLineField(program: Program, { serviceLineId }: Referral): FormField[] {
  const others = activeServiceLines(program).filter(({ id }) => id !== serviceLineId);
  if (others.length === 0) return [];
  return [
    {
      key: KEY,
      label: 'A service line that fits better',
      help: 'If there is one, the partner is told its name and may refer them for it.',
      kind: 'select',
      required: false,
      options: others.map(({ id, name }) => ({ value: id, label: name })),
    },
  ];
}

/** What was chosen, as the partner is told it. A line that has ended since the form was opened is not offered. */
export function betterLine(program: Program, values: FormValues): { betterServiceLine?: Shareable } {
  const line = serviceLine(program, textValue(values, KEY));
  return line && !line.ended ? { betterServiceLine: shareableText(line.name) } : {};
}
