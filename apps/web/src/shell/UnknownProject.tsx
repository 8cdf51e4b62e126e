import Button from '@mui/material/Button';
import { Notice } from '../components/Notice.tsx';

/** What a list says when its URL names a project that is not one of mine; one sentence for both cases. */
export function UnknownProject({
  project,
  onLeave,
}: {
  readonly project: string;
  readonly onLeave: () => void;
}) {
  return (
    <Notice
      actions={
        <Button variant="outlined" onClick={onLeave}>
          Show all my projects
        </Button>
      }
    >
      There is no project {project}, or you cannot see it.
    </Notice>
  );
}
