import { useEffect } from 'react';
import { commandKey } from '../../shell/is-key.ts';
import type { KeyOf } from '../../shell/listed-keys.ts';

/** The keys of edit mode that work wherever the focus is; a field in focus keeps its own undo. */
export function useEditKeys(keys: {
  readonly onSave: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}): void {
  const { onSave, onUndo, onRedo } = keys;
  useEffect(() => {
    const steps: Partial<Record<KeyOf<'dashboard'>, () => void>> = {
      'Ctrl+z': onUndo,
      'Ctrl+Shift+z': onRedo,
      'Ctrl+y': onRedo,
    };
    const save: KeyOf<'dashboard'> = 'Ctrl+s';
    const bound = new Map(Object.entries(steps));
    const onKey = (event: KeyboardEvent) => {
      const key = commandKey(event);
      if (key === save) {
        event.preventDefault();
        if (!isDialogOpen()) onSave();
        return;
      }
      const step = bound.get(key);
      if (step === undefined || isTyping(event.target) || isDialogOpen()) return;
      event.preventDefault();
      step();
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
