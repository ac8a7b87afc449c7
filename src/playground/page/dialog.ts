import { useEffect, useRef } from 'react';

/**
 * Opens a `<dialog>` as a modal one: the page behind is inert, the focus stays within, Escape asks to close.
 * When it goes, the focus returns to where it was.
 */
export function useModalDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return dialog;
}
