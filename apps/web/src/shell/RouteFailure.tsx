import { useRouteError } from 'react-router-dom';
import Button from '@mui/material/Button';
import { errorSentence } from '../api/api-error.ts';

/** What a page that threw is replaced with; the frame around it stays. */
export function RouteFailure() {
  const error = useRouteError();
  return (
    <section role="alert">
      <h1>This page failed</h1>
      <p>{errorSentence(error)}</p>
      <Button variant="contained" onClick={() => window.location.reload()}>
        Reload page
      </Button>
    </section>
  );
}
