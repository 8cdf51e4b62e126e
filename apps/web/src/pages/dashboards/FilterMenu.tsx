import { useRef, useState, type KeyboardEvent } from 'react';
import Chip from '@mui/material/Chip';
import Popover from '@mui/material/Popover';
import Check from 'mdi-material-ui/Check';
import MenuDown from 'mdi-material-ui/MenuDown';
import styles from './FilterMenu.module.css';

/** A value to choose, with the number of dashboards that have it. */
export type FilterOption = { readonly value: string; readonly label?: string; readonly count?: number };

/**
 * A chip that opens a list to choose from: type to narrow down, arrow keys, Enter. With values it shows them, and its cross takes them
 * away.
 */
export function FilterMenu({
  label,
  chosen,
  options,
  isMono = false,
  takesText = false,
  none,
  onText,
  onToggle,
  onClear,
}: {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly options: readonly FilterOption[] | undefined;
  readonly isMono?: boolean;
  /** Enter takes what was typed where no option is left. */
  readonly takesText?: boolean;
  /** Why there is nothing to choose. */
  readonly none: string;
  /** Told while somebody types, and '' when the list opens; without it the list is narrowed here. */
  readonly onText?: (text: string) => void;
  readonly onToggle: (value: string) => void;
  readonly onClear: () => void;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const isOn = chosen.length > 0;
  return (
    <>
      <Chip
        component="button"
        type="button"
        variant="outlined"
        clickable
        className={`${styles['chip']} ${isOn ? styles['on'] : ''}`}
        label={
          <span className={styles['chipText']}>
            {label}
            {isOn && <span className={isMono ? styles['mono'] : undefined}>: {chosen.join(', ')}</span>}
          </span>
        }
        deleteIcon={<MenuDown aria-hidden="true" />}
        onDelete={() => undefined}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event: React.MouseEvent<HTMLElement>) => {
          onText?.('');
          setAnchor(event.currentTarget);
        }}
      />
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            className: styles['paper'] ?? '',
            role: 'dialog',
            'aria-label': `Filter by ${label.toLowerCase()}`,
          },
        }}
      >
        {anchor !== null && (
          <Choices
            {...{ label, chosen, options, isMono, takesText, none, onText }}
            onToggle={onToggle}
            onClear={() => {
              onClear();
              setAnchor(null);
            }}
            onDone={() => setAnchor(null)}
          />
        )}
      </Popover>
    </>
  );
}

function Choices({
  label,
  chosen,
  options,
  isMono,
  takesText,
  none,
  onText,
  onToggle,
  onClear,
  onDone,
}: {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly options: readonly FilterOption[] | undefined;
  readonly isMono: boolean;
  readonly takesText: boolean;
  readonly none: string;
  readonly onText: ((text: string) => void) | undefined;
  readonly onToggle: (value: string) => void;
  readonly onClear: () => void;
  readonly onDone: () => void;
}) {
  const [text, setText] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const wanted = text.trim().toLowerCase();
  const shown =
    onText === undefined
      ? (options ?? []).filter(({ value, label: words = value }) => words.toLowerCase().includes(wanted))
      : (options ?? []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, li button') ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    event.preventDefault();
    stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
  };
  const takeFirst = () => {
    const [first] = shown;
    if (takesText && text.trim() !== '' && first?.value !== text.trim()) onToggle(text.trim());
    else if (first !== undefined) onToggle(first.value);
    else return;
    onDone();
  };
  return (
    <div ref={box} role="presentation" onKeyDown={onKeyDown}>
      <input
        className={`${styles['filter']} ${isMono ? styles['mono'] : ''}`}
        autoFocus
        aria-label={`Find ${label.toLowerCase()}`}
        placeholder={`Find ${label.toLowerCase()}`}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onText?.(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') takeFirst();
        }}
      />
      <ul aria-label={label} className={styles['list']}>
        {shown.map(({ value, label: words = value, count }) => {
          const isOn = chosen.includes(value);
          return (
            <li key={value}>
              <button
                type="button"
                className={styles['option']}
                aria-pressed={isOn}
                onClick={() => {
                  onToggle(value);
                  onDone();
                }}
              >
                <span className={styles['tick']}>
                  {isOn && <Check aria-hidden="true" fontSize="inherit" />}
                </span>
                <span className={`${styles['words']} ${isMono ? styles['mono'] : ''}`} title={words}>
                  {words}
                </span>
                {count !== undefined && (
                  <span className={styles['count']}>
                    {count.toLocaleString('en-US')}
                    <span className="visually-hidden"> dashboards</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length === 0 && <p className={styles['none']}>{options === undefined ? 'Reading…' : none}</p>}
      {chosen.length > 0 && (
        <div className={styles['foot']}>
          <button type="button" className={styles['clear']} onClick={onClear}>
            Clear {label.toLowerCase()}
          </button>
        </div>
      )}
    </div>
  );
}
