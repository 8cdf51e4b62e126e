import { useEffect } from 'react';

/** The keys of edit mode that work wherever the focus is; a field in focus keeps its own undo. */
export function useEditKeys(keys: {
  readonly onSave: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}): void {
  const { onSave, onUndo, onRedo } = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === 's') {
        event.preventDefault();
        if (!isDialogOpen()) onSave();
        return;
      }
      const isRedo = (key === 'z' && event.shiftKey) || (key === 'y' && event.ctrlKey);
      if ((key !== 'z' && !isRedo) || isTyping(event.target) || isDialogOpen()) return;
      event.preventDefault();
      if (isRedo) onRedo();
      else onUndo();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onSave, onUndo, onRedo]);
}

/** In a dialog or drawer an edit is being prepared: what lies under it must not change. */
function isDialogOpen(): boolean {
  return document.querySelector('.MuiModal-root:not(.MuiModal-hidden)') !== null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
