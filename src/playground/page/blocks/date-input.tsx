import { useEffect, useState } from 'react';
import { type ControlProps, controlAttributes } from './control.js';
import { answerIn, valueHolding } from './element-values.js';
import { asText } from './shapes.js';

/** Unix seconds as the local `YYYY-MM-DDTHH:MM` a browser's field wants. */
function localMinutes(seconds: number): string {
  if (!seconds) return '';
  const at = new Date(seconds * 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

const fields = {
  datepicker: {
    type: 'date',
    shown: (answer: unknown) => asText(answer),
    read: (typed: string): unknown => typed || null,
  },
  timepicker: {
    type: 'time',
    shown: (answer: unknown) => asText(answer),
    read: (typed: string): unknown => typed || null,
  },
  datetimepicker: {
    type: 'datetime-local',
    shown: (answer: unknown) => localMinutes(Number(answer)),
    read: (typed: string): unknown => (typed ? Math.floor(new Date(typed).getTime() / 1000) : null),
  },
};

/** A browser reports year 2 and year 20 on the way to 2026; no one means those. */
function halfTyped(typed: string): boolean {
  return /^0/.test(typed) && typed.includes('-');
}

/** `datepicker`, `timepicker` and `datetimepicker`, by the browser's own fields. */
export function DateInput(props: ControlProps) {
  const { element, value, onChange } = props;
  const field = fields[asText(element.type) as keyof typeof fields] ?? fields.datepicker;
  const shown = field.shown(answerIn(value));
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  const change = (text: string) => {
    setTyped(text);
    if (!halfTyped(text)) onChange(valueHolding(element, field.read(text)));
  };
  return (
    <input
      {...controlAttributes(props)}
      className="text-input date-input"
      type={field.type}
      value={typed}
      onChange={(event) => change(event.target.value)}
    />
  );
}
