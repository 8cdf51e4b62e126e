import { useId, useMemo, useState } from 'react';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import MenuDown from 'mdi-material-ui/MenuDown';
import { offset } from '../format/time.ts';
import { useTimeRange } from '../time/TimeProvider.tsx';
import { browserZone } from '../time/zone.ts';
import styles from './ZonePicker.module.css';

/** Rows of the search result. */
const shownLimit = 30;

/** The zone that all times of the page are written in: UTC, this browser's, or any IANA zone by search. */
export function ZonePicker() {
  const { zone, zoneChoice, setZone } = useTimeRange();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <Button
        variant="outlined"
        endIcon={<MenuDown />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={`Time zone: ${zone}`}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {shortZone(zone)}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: { role: 'dialog', 'aria-label': 'Choose a time zone', className: styles['paper'] ?? '' },
        }}
      >
        {anchor !== null && (
          <ZoneList
            choice={zoneChoice}
            onTake={(choice) => {
              setZone(choice);
              close();
            }}
          />
        )}
      </Popover>
    </>
  );
}

/** The list of zones with its search field; also used by the settings page. */
export function ZoneList({
  choice,
  onTake,
}: {
  readonly choice: string;
  readonly onTake: (choice: string) => void;
}) {
  const [text, setText] = useState('');
  const [nowMs] = useState(() => Date.now());
  const id = useId();
  const found = useMemo(() => {
    const wanted = text.trim().toLowerCase().replaceAll(' ', '_');
    return allZones().filter((zone) => zone.toLowerCase().includes(wanted));
  }, [text]);
  const shown = text === '' ? [] : found.slice(0, shownLimit);
  const fixed = [
    { choice: 'browser', label: `This browser (${browserZone()})` },
    { choice: 'UTC', label: 'UTC' },
  ];
  return (
    <div className={styles['box']}>
      <div className={styles['fixed']}>
        {fixed.map((each) => (
          <Button
            key={each.choice}
            className={styles['row'] ?? ''}
            aria-pressed={choice === each.choice}
            onClick={() => onTake(each.choice)}
          >
            {each.label}
          </Button>
        ))}
        {choice !== 'browser' && choice !== 'UTC' && (
          <Button className={styles['row'] ?? ''} aria-pressed onClick={() => onTake(choice)}>
            {choice}
          </Button>
        )}
      </div>
      <label htmlFor={id} className={styles['label']}>
        Other zones
      </label>
      <input
        id={id}
        className={styles['search']}
        placeholder="Search, for example Berlin"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          const [first] = shown;
          if (event.key === 'Enter' && first !== undefined) onTake(first);
        }}
      />
      <ul className={styles['list']}>
        {shown.map((zone) => (
          <li key={zone}>
            <Button className={styles['row'] ?? ''} onClick={() => onTake(zone)}>
              <span>{zone}</span>
              <span className={styles['offset']}>{offset(nowMs, zone)}</span>
            </Button>
          </li>
        ))}
      </ul>
      {text !== '' && (
        <output className={styles['none']}>
          {found.length === 0 ? `No zone is named like '${text}'.` : `${found.length} zones`}
        </output>
      )}
    </div>
  );
}

function shortZone(zone: string): string {
  return zone === 'UTC' ? 'UTC' : (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function allZones(): readonly string[] {
  // Safari 14 and Firefox 88 lack the list: there any name can be put into the address as `tz`.
  return typeof Intl.supportedValuesOf === 'function'
    ? Intl.supportedValuesOf('timeZone')
    : [browserZone(), 'UTC'];
}
