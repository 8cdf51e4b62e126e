import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Snackbar from '@mui/material/Snackbar';

/** What happened because of one's own action; an action button undoes or continues it. */
export interface Notice {
  readonly text: string;
  readonly isError?: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const Context = createContext<(notice: Notice) => void>(() => undefined);

/** Shows one notice at a time: 5 s, longer while the pointer is on it; errors and undo stay 10 s and more. */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const [notice, setNotice] = useState<Notice & { readonly id: number }>();
  const show = useCallback((next: Notice) => setNotice((old) => ({ ...next, id: (old?.id ?? 0) + 1 })), []);
  const close = useCallback(() => setNotice(undefined), []);
  const durationMs = notice?.action ? 10_000 : 5000;
  const content = useMemo(
    () =>
      notice && (
        <Alert
          severity={notice.isError ? 'error' : 'success'}
          variant="outlined"
          onClose={close}
          sx={{
            bgcolor: 'background.tooltip',
            color: 'text.primary',
            boxShadow: '0 2px 8px rgba(11, 14, 19, 0.24)',
            alignItems: 'center',
          }}
          action={
            notice.action && (
              <Button
                onClick={() => {
                  close();
                  notice.action?.run();
                }}
              >
                {notice.action.label}
              </Button>
            )
          }
        >
          {notice.text}
        </Alert>
      ),
    [notice, close],
  );
  return (
    <Context.Provider value={show}>
      {children}
      <Snackbar
        key={notice?.id}
        open={notice !== undefined}
        autoHideDuration={notice?.isError ? null : durationMs}
        onClose={(_event, reason) => reason !== 'clickaway' && close()}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      >
        <div role={notice?.isError ? 'alert' : 'status'}>{content}</div>
      </Snackbar>
    </Context.Provider>
  );
}

/** The way to tell the result of an action. */
export function useNotice(): (notice: Notice) => void {
  return useContext(Context);
}
