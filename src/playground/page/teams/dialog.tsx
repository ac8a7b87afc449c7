import { useState } from 'react';
import type { PageDialog, PageState } from '../../page-api.js';
import { Avatar } from '../avatar.js';
import { useModalDialog } from '../dialog.js';
import { CloseIcon, LogoIcon } from '../icons.js';
import type { Workspace } from '../workspace.js';
import { Card } from './card.js';
import type { CardPress } from './draw-card.js';

interface TeamsDialogProps {
  dialog: PageDialog;
  state: PageState;
  workspace: Workspace;
  /** Centre of the person's column, in pixels from the left; the middle of the window when absent. */
  centre?: number;
}

/** The widths Teams has names for, in pixels: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules#dialog-sizing */
const widths: Record<string, number> = { small: 300, medium: 600, large: 820 };

function widthOf(width: unknown): number {
  const pixels = typeof width === 'number' ? width : widths[String(width)];
  return Math.min(Math.max(pixels ?? 600, 340), 820);
}

/** A dialog of Teams (a task module), as its person sees it: a card to fill in, or a message. */
export function TeamsDialog({ dialog, state, workspace, centre }: TeamsDialogProps) {
  const shown = useModalDialog();
  const [told, setTold] = useState('');
  const { dialogId, title } = dialog;
  const person = state.me.id;
  const close = () => void workspace.act(person, { kind: 'closeDialog', dialogId });
  const submit = async (press: CardPress) => {
    setTold('');
    const result = await workspace.act(person, { kind: 'submitDialog', dialogId, ...press });
    if (!result.ok) setTold(result.problem ?? '');
  };
  const problem = dialog.problem ?? told;
  const width = widthOf(dialog.width);
  const left = `clamp(12px, calc(${centre}px - ${width / 2}px), calc(100vw - ${width + 12}px))`;
  return (
    <dialog
      ref={shown}
      className="dialog modal teams-dialog"
      aria-labelledby={`${dialogId}-title`}
      data-dialog-id={dialogId}
      data-person={person}
      style={{ width: `min(${width}px, calc(100vw - 24px))`, ...(centre ? { left, right: 'auto' } : {}) }}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      // A browser may close a dialog of its own accord; it goes when the tenant says it is gone.
      onClose={() => shown.current?.showModal()}
    >
      <header className="modal-head">
        <LogoIcon />
        <h2 id={`${dialogId}-title`}>{title || state.bot.name}</h2>
        <span className="modal-person" title={`${state.me.name}, ${state.me.workspace.name}`}>
          <Avatar person={state.me} size={20} />
          {state.me.name}
        </span>
        <button type="button" className="icon-button" aria-label="Close" data-modal="close" onClick={close}>
          <CloseIcon />
        </button>
      </header>
      <div className="modal-body">
        {problem && (
          <p className="modal-trouble" role="alert">
            {problem}
          </p>
        )}
        {dialog.message && <p className="dialog-message">{dialog.message}</p>}
        {dialog.card && <Card card={dialog.card} values={dialog.values} enabled onPress={submit} />}
      </div>
    </dialog>
  );
}
