import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import type { BlockKit } from '../page-api.js';
import { asObject, wordsOf } from './blocks/shapes.js';
import { BlockText } from './blocks/text.js';
import { useModalDialog } from './dialog.js';

type Ask = (question: BlockKit) => Promise<boolean>;

const ConfirmationContext = createContext<Ask>(async () => false);

/** Asks "are you sure" with a Block Kit confirm object; true when the person agrees. */
export function useConfirmation(): Ask {
  return useContext(ConfirmationContext);
}

/** A native modal dialog: the page behind is inert, focus stays within and returns on closing. */
function ConfirmDialog({ question, answer }: { question: BlockKit; answer(agreed: boolean): void }) {
  const dialog = useModalDialog();
  const danger = question.style === 'danger';
  return (
    <dialog
      ref={dialog}
      className="dialog confirm"
      aria-labelledby="confirm-title"
      data-confirm="true"
      onCancel={(event) => {
        event.preventDefault();
        answer(false);
      }}
    >
      <h2 id="confirm-title">{wordsOf(question.title)}</h2>
      <BlockText text={question.text} />
      <div className="dialog-foot">
        <button type="button" className="button" data-confirm-answer="deny" onClick={() => answer(false)}>
          {wordsOf(question.deny) || 'Cancel'}
        </button>
        <button
          type="button"
          className={`button ${danger ? 'button-danger-solid' : 'button-primary'}`}
          data-confirm-answer="confirm"
          onClick={() => answer(true)}
        >
          {wordsOf(question.confirm) || 'Yes'}
        </button>
      </div>
    </dialog>
  );
}

/** Offers `useConfirmation` to everything within. */
export function ConfirmationProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<{ question: BlockKit; answer(agreed: boolean): void }>();
  const ask = useCallback<Ask>(
    (question) =>
      new Promise((resolve) => {
        const answer = (agreed: boolean) => {
          setOpen(undefined);
          resolve(agreed);
        };
        setOpen({ question: asObject(question), answer });
      }),
    [],
  );
  return (
    <ConfirmationContext value={ask}>
      {children}
      {open && <ConfirmDialog question={open.question} answer={open.answer} />}
    </ConfirmationContext>
  );
}
