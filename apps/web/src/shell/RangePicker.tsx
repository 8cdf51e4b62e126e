import { lazy, Suspense, useId, useState, type FormEvent } from 'react';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import MenuDown from 'mdi-material-ui/MenuDown';
import { dateTime } from '../format/time.ts';
import { parseDuration, durationLabel } from '../time/duration.ts';
import { parseInstant } from '../time/instant.ts';
import { presets, resolveRange, type TimeRange } from '../time/range.ts';
import { readRecentRanges, rememberRange } from '../time/recent-ranges.ts';
import { epochToZoned } from '../time/zone.ts';
import { useTimeRange } from '../time/TimeProvider.tsx';
import { rangeLabel } from './range-label.ts';
import styles from './RangePicker.module.css';

const RangeCalendar = lazy(async () => ({ default: (await import('./RangeCalendar.tsx')).RangeCalendar }));

/** The range button and its list: presets, the last five custom ranges, two fields and a calendar for any other. */
export function RangePicker() {
  const time = useTimeRange();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const take = (range: TimeRange) => {
    time.setRange(range);
    close();
  };
  return (
    <>
      <Button
        variant="outlined"
        className={styles['button'] ?? ''}
        endIcon={<MenuDown />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        data-time-shift=""
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {rangeLabel(time.range, time.zone)}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Choose a time range' } }}
      >
        {anchor !== null && <Choices onTake={take} />}
      </Popover>
    </>
  );
}

function Choices({ onTake }: { readonly onTake: (range: TimeRange) => void }) {
  const { range, zone } = useTimeRange();
  const [recent] = useState(readRecentRanges);
  return (
    <div className={styles['choices']}>
      <ul className={styles['presets']} aria-label="Presets">
        {presets.map((pastMs) => (
          <li key={pastMs}>
            <Button
              fullWidth
              className={styles['preset'] ?? ''}
              aria-pressed={range.kind === 'relative' && range.pastMs === pastMs}
              onClick={() => onTake({ kind: 'relative', pastMs })}
            >
              Last {durationLabel(pastMs)}
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <CustomRange onTake={onTake} />
        {recent.length > 0 && (
          <>
            <h2 className={styles['heading']}>Used before</h2>
            <ul className={styles['recent']}>
              {recent.map((each) => (
                <li key={rangeLabel(each, zone)}>
                  <Button onClick={() => onTake(each)}>{rangeLabel(each, zone)}</Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}

function CustomRange({ onTake }: { readonly onTake: (range: TimeRange) => void }) {
  const { range, zone } = useTimeRange();
  const [opened] = useState(() => ({ ...resolveRange(range, Date.now()), nowMs: Date.now() }));
  const [from, setFrom] = useState(
    range.kind === 'relative' ? `now-${durationText(range)}` : plain(opened.startMs, zone),
  );
  const [to, setTo] = useState(range.kind === 'relative' ? 'now' : plain(opened.endMs, zone));
  const [problem, setProblem] = useState('');
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readCustom(from, to, Date.now(), zone);
    if (typeof read === 'string') {
      setProblem(read);
      return;
    }
    rememberRange(read);
    onTake(read);
  };
  return (
    <form onSubmit={submit} className={styles['custom']}>
      <h2 className={styles['heading']}>Custom range ({zone})</h2>
      <label htmlFor={`${id}-from`}>From</label>
      <input
        id={`${id}-from`}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        aria-describedby={`${id}-help`}
      />
      <label htmlFor={`${id}-to`}>To</label>
      <input
        id={`${id}-to`}
        value={to}
        onChange={(event) => setTo(event.target.value)}
        aria-describedby={`${id}-help`}
      />
      <p id={`${id}-help`} className={styles['help']}>
        now-2h, 14:00, 2026-11-20 14:00 or ISO 8601
      </p>
      <p role="alert" className={styles['problem']}>
        {problem}
      </p>
      <Button type="submit" variant="contained">
        Show range
      </Button>
      <Suspense fallback={<div className={styles['room']} />}>
        <RangeCalendar
          today={epochToZoned(opened.nowMs, zone)}
          onTake={(fields) => {
            setFrom(fields.from);
            setTo(fields.to);
            setProblem('');
          }}
        />
      </Suspense>
    </form>
  );
}

/** The range two fields mean, or what is wrong with them and the remedy. */
export function readCustom(from: string, to: string, nowMs: number, zone: string): TimeRange | string {
  const startMs = parseInstant(from, nowMs, zone);
  const endMs = parseInstant(to, nowMs, zone);
  if (startMs === null) return `'${from}' is no time. Use now-2h, 14:00 or 2026-11-20 14:00.`;
  if (endMs === null) return `'${to}' is no time. Use now, 15:00 or 2026-11-20 15:00.`;
  if (endMs <= startMs) return 'The end is not after the start. Swap them, or choose a later end.';
  const past = /^now\s*-\s*(\S+)$/.exec(from.trim());
  const pastMs = past === null ? null : parseDuration(past[1] ?? '');
  return to.trim() === 'now' && pastMs !== null
    ? { kind: 'relative', pastMs }
    : { kind: 'absolute', startMs, endMs };
}

function durationText(range: { readonly pastMs: number }): string {
  return durationLabel(range.pastMs).replaceAll(' ', '');
}

function plain(epochMs: number, zone: string): string {
  return dateTime(epochMs, zone).slice(0, 19);
}
