import type { ActionHandler, CommandHandler, SubmissionHandler } from '../messages/interaction.js';
import type { Actor } from '../people/actor.js';
import { type AskDeps, askExport, mayAsk } from './ask-export.js';
import { EXPORT_FORM, exportForm, kindOf } from './export-form.js';
import { openExportCard } from './messages.js';

/** `export`, `export partners`: a file for a program manager. */
export function exportInteractions(deps: AskDeps): {
  actions: ActionHandler<Actor>[];
  submissions: SubmissionHandler<Actor>[];
  commands: CommandHandler<Actor>[];
} {
  return {
    actions: [
      {
        actionId: 'export.start',
        handle: async ({ actor, value, channel }) => ({
          kind: 'form',
          form: exportForm(await mayAsk(deps, actor), kindOf(value.what ?? ''), channel),
        }),
      },
    ],
    submissions: [{ formId: EXPORT_FORM, handle: (submission) => askExport(deps, submission) }],
    commands: [
      {
        names: ['export'],
        async handle({ actor, text, channel, canOpenForm }) {
          const program = await mayAsk(deps, actor);
          const what = kindOf(text);
          return canOpenForm
            ? { kind: 'form', form: exportForm(program, what, channel) }
            : { kind: 'private', card: openExportCard(what) };
        },
      },
    ],
  };
}
