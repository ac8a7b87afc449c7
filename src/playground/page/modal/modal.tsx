import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { BlockKit, PageModal, PageState, ViewValues } from '../../page-api.js';
import { Avatar } from '../avatar.js';
import { Blocks } from '../blocks/block.js';
import { type Interaction, InteractionContext } from '../blocks/interaction.js';
import { asObjects, asText, wordsOf } from '../blocks/shapes.js';
import { useConfirmation } from '../confirmation.js';
import { useModalDialog } from '../dialog.js';
import { DirectoryContext, directoryOf } from '../directory.js';
import { CloseIcon, LogoIcon } from '../icons.js';
import type { Workspace } from '../workspace.js';
import { Field } from './field.js';
import { blockIdOf, slackErrors, valuesOf } from './form-values.js';

const troubleWords = 'We had some trouble connecting. Try again?';

interface ModalProps {
  modal: PageModal;
  state: PageState;
  workspace: Workspace;
  /** What was typed into this view before another was stacked on it; the form writes back what is typed now. */
  typed: Map<string, ViewValues>;
  /** Centre of the person's column, in pixels from the left; the middle of the window when absent. */
  centre?: number;
}

/** How the elements within the form act, over the values typed so far. */
function useModalInteraction({ modal, state, workspace, ...props }: ModalProps) {
  const { viewId, view } = modal;
  const confirm = useConfirmation();
  const [typed, setTyped] = useState<ViewValues>(() => props.typed.get(viewId) ?? {});
  const [problem, setProblem] = useState('');
  const latest = useRef(typed);
  const person = state.me.id;
  const interaction: Interaction = {
    async press(blockId, element, chosen) {
      setProblem('');
      const values = valuesOf(view, latest.current);
      const result = await workspace.act(person, {
        kind: 'pressModal',
        viewId,
        blockId,
        element,
        chosen,
        values,
      });
      if (!result.ok && result.problem) setProblem(result.problem);
      return result;
    },
    async options(blockId, actionId, query) {
      const act = { kind: 'options', source: 'modal', blockId, actionId, query, viewId } as const;
      return (await workspace.act(person, act)).options ?? [];
    },
    value: (blockId, actionId) => valuesOf(view, typed)[blockId]?.[actionId],
    hold(blockId, actionId, value) {
      latest.current = { ...latest.current, [blockId]: { ...latest.current[blockId], [actionId]: value } };
      props.typed.set(viewId, latest.current);
      setTyped(latest.current);
    },
    people: state.people,
    channels: state.channels.filter((channel) => channel.kind !== 'direct'),
    enabled: true,
    confirm,
  };
  return { interaction, values: () => valuesOf(view, latest.current), problem, setProblem };
}

/** Sends the form: Slack's own check first, then the app. What was typed stays whatever the answer. */
function useSubmission(props: ModalProps) {
  const { modal, state, workspace } = props;
  const [busy, setBusy] = useState(false);
  const [own, setOwn] = useState<Record<string, string>>({});
  /** Blocks edited since the app's last answer: its complaint about them is out of date. */
  const [edited, setEdited] = useState<ReadonlySet<string>>(new Set());
  const [attempts, setAttempts] = useState(0);
  const form = useModalInteraction(props);
  const submit = async () => {
    const values = form.values();
    const found = slackErrors(modal.view, values);
    setOwn(found);
    form.setProblem('');
    if (Object.keys(found).length > 0) return setAttempts(attempts + 1);
    setBusy(true);
    setEdited(new Set());
    const result = await workspace.act(state.me.id, { kind: 'submitModal', viewId: modal.viewId, values });
    setBusy(false);
    setAttempts(attempts + 1);
    if (!result.ok && result.problem) form.setProblem(result.problem);
  };
  const fromApp = Object.entries(modal.errors).filter(([blockId]) => !edited.has(blockId));
  const errors: Record<string, string> = { ...Object.fromEntries(fromApp), ...own };
  const onEdit = (blockId: string) => {
    setEdited(new Set(edited).add(blockId));
    const { [blockId]: _, ...rest } = own;
    setOwn(rest);
  };
  return { form, busy, errors, attempts, submit, onEdit };
}

/** A modal view, as its person sees it. */
export function Modal(props: ModalProps) {
  const { modal, state, workspace, centre } = props;
  const { view, viewId } = modal;
  const dialog = useModalDialog();
  const { form, busy, errors, attempts, submit, onEdit } = useSubmission(props);
  const close = () => void workspace.act(state.me.id, { kind: 'closeModal', viewId });
  // After a refusal one goes on at the first field in fault, or sends again; later edits do not move the focus.
  useEffect(() => {
    if (attempts === 0) return;
    const faulty = dialog.current?.querySelector<HTMLElement>('[data-invalid] [data-action-id]');
    (faulty ?? dialog.current?.querySelector<HTMLElement>('[data-modal=submit]'))?.focus();
  }, [attempts, dialog]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void submit();
  };
  // A field's error stands at the field; only what belongs to none is said on top.
  const problem = Object.keys(errors).length > 0 ? '' : form.problem;
  const trouble = busy ? '' : modal.connectionTrouble ? troubleWords : problem;
  const blocks = asObjects(view.blocks);
  const input = (block: BlockKit) => {
    const blockId = blockIdOf(block, blocks.indexOf(block));
    return <Field block={block} blockId={blockId} error={errors[blockId]} onEdit={onEdit} />;
  };
  const submitWords = wordsOf(view.submit);
  return (
    <dialog
      ref={dialog}
      className="dialog modal"
      aria-labelledby={`${viewId}-title`}
      data-view-id={viewId}
      data-callback-id={asText(view.callback_id)}
      data-person={state.me.id}
      style={
        centre ? { left: `clamp(12px, calc(${centre}px - 270px), calc(100vw - 552px))`, right: 'auto' } : {}
      }
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      // A browser may close a dialog of its own accord; it goes when the workspace says it is gone.
      onClose={() => dialog.current?.showModal()}
    >
      <form onSubmit={onSubmit} noValidate aria-busy={busy}>
        <header className="modal-head">
          <LogoIcon />
          <h2 id={`${viewId}-title`}>{wordsOf(view.title)}</h2>
          <span className="modal-person" title={`${state.me.name}, ${state.me.workspace.name}`}>
            <Avatar person={state.me} size={20} />
            {state.me.name}
          </span>
          <button type="button" className="icon-button" aria-label="Close" onClick={close}>
            <CloseIcon />
          </button>
        </header>
        <div className="modal-body">
          {trouble && (
            <p className="modal-trouble" role="alert">
              {trouble}
            </p>
          )}
          <DirectoryContext value={directoryOf(state)}>
            <InteractionContext value={form.interaction}>
              <Blocks blocks={blocks} input={input} />
            </InteractionContext>
          </DirectoryContext>
        </div>
        <footer className="dialog-foot">
          <button type="button" className="button" data-modal="close" onClick={close}>
            {wordsOf(view.close) || (submitWords ? 'Cancel' : 'Close')}
          </button>
          {submitWords && (
            <button
              type="submit"
              className="button button-primary"
              data-modal="submit"
              disabled={busy}
              aria-busy={busy}
            >
              {submitWords}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}
