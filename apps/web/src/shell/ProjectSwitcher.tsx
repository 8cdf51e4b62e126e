import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import MenuDown from 'mdi-material-ui/MenuDown';
import { useSession } from '../api/session.ts';
import { Name } from '../components/Name.tsx';
import { useProject } from './use-project.ts';
import styles from './ProjectSwitcher.module.css';

type Option = { readonly name: string | null; readonly label: string };

/** Rows drawn at most; typing narrows the rest down. */
const shownLimit = 100;

/** The project of the page, and a list to filter by typing: arrow keys, Enter, Escape. */
export function ProjectSwitcher() {
  const session = useSession();
  const [project, choose] = useProject();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const projects = session.data?.projects;
  const all = `All my projects${projects === undefined ? '' : ` (${projects.length})`}`;
  const shown = projects?.find(({ name }) => name === project)?.displayName ?? '';
  const label = shown === '' ? (project ?? all) : shown;
  return (
    <>
      <Button
        variant="outlined"
        className={styles['button'] ?? ''}
        endIcon={<MenuDown />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={`Project: ${label}`}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <span className={styles['label']}>{label}</span>
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: { className: styles['paper'] ?? '', role: 'dialog', 'aria-label': 'Choose a project' },
        }}
      >
        {anchor !== null && (
          <Choices
            all={all}
            projects={projects}
            current={project}
            onTake={(name) => {
              setAnchor(null);
              if (name !== project) choose(name);
            }}
          />
        )}
      </Popover>
    </>
  );
}

function Choices({
  all,
  projects,
  current,
  onTake,
}: {
  readonly all: string;
  readonly projects: readonly { readonly name: string; readonly displayName: string }[] | undefined;
  readonly current: string | null;
  readonly onTake: (name: string | null) => void;
}) {
  const [text, setText] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const options = useMemo(() => optionsOf(projects ?? [], text, all), [projects, text, all]);
  const shown = options.slice(0, shownLimit);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, li button') ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    event.preventDefault();
    stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
  };
  return (
    <div ref={box} role="presentation" onKeyDown={onKeyDown}>
      <input
        className={styles['filter']}
        autoFocus
        aria-label="Filter projects"
        placeholder="Filter projects"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          const [first] = shown;
          if (event.key !== 'Enter' || first === undefined) return;
          // The focus goes back to the button, which would take the same key as a click and open the list again.
          event.preventDefault();
          onTake(first.name);
        }}
      />
      <ul aria-label="Projects" className={styles['list']}>
        {shown.map((option) => (
          <li key={option.name ?? '*'}>
            <button
              type="button"
              className={styles['option']}
              aria-current={option.name === current ? 'true' : undefined}
              onClick={() => onTake(option.name)}
            >
              <span>{option.label}</span>
              {option.name !== null && option.name !== option.label && <Name isMono>{option.name}</Name>}
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <p className={styles['none']}>
          {projects === undefined ? 'Reading your projects' : `No project is named like '${text}'.`}
        </p>
      )}
      {options.length > shownLimit && (
        <p className={styles['none']}>{options.length - shownLimit} more: type to narrow down.</p>
      )}
    </div>
  );
}

function optionsOf(
  projects: readonly { readonly name: string; readonly displayName: string }[],
  text: string,
  all: string,
): readonly Option[] {
  const wanted = text.trim().toLowerCase();
  const found = projects
    .filter(({ name, displayName }) => `${displayName} ${name}`.toLowerCase().includes(wanted))
    .map(({ name, displayName }): Option => ({ name, label: displayName === '' ? name : displayName }));
  return wanted === '' ? [{ name: null, label: all }, ...found] : found;
}
