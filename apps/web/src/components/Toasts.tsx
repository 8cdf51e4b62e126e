import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import IconButton from '@mui/material/IconButton';
import CheckCircle from 'mdi-material-ui/CheckCircle';
import Close from 'mdi-material-ui/Close';
import CloseOctagon from 'mdi-material-ui/CloseOctagon';
import { CutText } from './CutText.tsx';
import styles from './Toasts.module.css';

/** The result of one's own action: under 90 characters, with at most one way on. */
export type Toast = {
  readonly text: string;
  readonly tone?: 'done' | 'failed';
  readonly action?: { readonly label: string; readonly run: () => void };
};

const Context = createContext<(toast: Toast) => void>(() => undefined);
const shownMs = 5000;
/** Characters of a toast; the reason of a failure may be longer. */
const TOAST_LONGEST = 90;

/** Shows one toast at a time, 5 s long, paused while pointer or focus is on it; failures stay until closed. */
export function Toasts({ children }: { readonly children: ReactNode }) {
  const [toast, setToast] = useState<Toast | null>(null);
  const [isHeld, setHeld] = useState(false);
  const show = useCallback((next: Toast) => setToast(next), []);
  const isFailed = toast?.tone === 'failed';
  useEffect(() => {
    if (toast === null || isFailed || isHeld) return undefined;
    const timer = setTimeout(() => setToast(null), shownMs);
    return () => clearTimeout(timer);
  }, [toast, isFailed, isHeld]);
  const box = useRef<HTMLDivElement>(null);
  const value = useMemo(() => show, [show]);
  const Icon = isFailed ? CloseOctagon : CheckCircle;
  return (
    <Context.Provider value={value}>
      {children}
      <div className={styles['region']} role={isFailed ? 'alert' : 'status'} aria-atomic="true">
        {toast !== null && (
          <div
            ref={box}
            className={styles['toast']}
            onMouseEnter={() => setHeld(true)}
            onMouseLeave={() => setHeld(false)}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
          >
            <Icon
              aria-hidden="true"
              style={{ color: isFailed ? 'var(--failed)' : 'var(--healthy)', fontSize: 20 }}
            />
            <span>
              <CutText key={toast.text} longest={TOAST_LONGEST}>
                {toast.text}
              </CutText>
            </span>
            {toast.action !== undefined && (
              <button
                type="button"
                className={styles['action']}
                onClick={() => {
                  toast.action?.run();
                  setToast(null);
                }}
              >
                {toast.action.label}
              </button>
            )}
            <IconButton aria-label="Close message" onClick={() => setToast(null)}>
              <Close fontSize="small" />
            </IconButton>
          </div>
        )}
      </div>
    </Context.Provider>
  );
}

/** Shows the result of the person's own action; never for refreshes, whose failures live on the panel. */
export function useToast(): (toast: Toast) => void {
  return useContext(Context);
}
