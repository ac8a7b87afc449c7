import type { Option } from '../messages/form.js';
import type { OptionSource } from '../messages/interaction.js';
import { type Actor, isStaff } from '../people/actor.js';
import type { ProgramStore } from '../program/ports.js';
import {
  activePartners,
  activeReps,
  activeServiceLines,
  type Program,
  triageChannels,
} from '../program/program.js';

const named = (entries: readonly { id: string; name: string }[]): Option[] =>
  entries.map(({ id, name }) => ({ value: id, label: name }));

/** Lists that can grow past what a menu holds, and who may search them. */
const LISTS: Record<string, { of: (program: Program) => Option[]; staffOnly: boolean }> = {
  for_partner: { of: (program) => named(activePartners(program)), staffOnly: true },
  partner: { of: (program) => named(activePartners(program)), staffOnly: true },
  rep: { of: (program) => named(activeReps(program)), staffOnly: true },
  reps: { of: (program) => named(activeReps(program)), staffOnly: true },
  triage: {
    of: (program) => triageChannels(program).map(({ id }) => ({ value: id, label: id })),
    staffOnly: true,
  },
  service_line: { of: (program) => named(activeServiceLines(program)), staffOnly: false },
  service_lines: { of: (program) => named(activeServiceLines(program)), staffOnly: true },
  better_line: { of: (program) => named(activeServiceLines(program)), staffOnly: true },
  region: { of: (program) => named(program.regions), staffOnly: false },
};

const SHOWN = 100;

/** Answers to typing in a long menu: what contains the words, best first by where it does. */
export function optionSources(programs: ProgramStore): OptionSource<Actor>[] {
  return Object.entries(LISTS).map(([fieldKey, { of, staffOnly }]) => {
    async function offered(actor: Actor): Promise<Option[]> {
      const program = await programs.current();
      return program && (!staffOnly || isStaff(actor)) ? of(program) : [];
    }
    return {
      fieldKey,
      async search(query, actor) {
        const wanted = query.trim().toLowerCase();
        return (await offered(actor))
          .map((option) => ({ option, at: option.label.toLowerCase().indexOf(wanted) }))
          .filter(({ at }) => at >= 0)
          .sort((a, b) => a.at - b.at)
          .slice(0, SHOWN)
          .map(({ option }) => option);
      },
      named: async (values, actor) => (await offered(actor)).filter(({ value }) => values.includes(value)),
    };
  });
}
