import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import IconButton from '@mui/material/IconButton';
import ChevronLeft from 'mdi-material-ui/ChevronLeft';
import ChevronRight from 'mdi-material-ui/ChevronRight';
import {
  addDays,
  addMonths,
  compareDays,
  daysAsFields,
  dayText,
  monthWeeks,
  weekday,
  type CalendarDay,
} from './calendar-days.ts';
import styles from './RangeCalendar.module.css';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * A month to choose whole days in: the first choice is a day, a later second one makes it a range. Arrows move by days and weeks,
 * Home and End within the week, Page up and Page down by months; the two fields say what was chosen.
 */
export function RangeCalendar({
  today,
  onTake,
}: {
  /** Today in the zone of the page: later days have no data. */
  readonly today: CalendarDay;
  readonly onTake: (fields: { readonly from: string; readonly to: string }) => void;
}) {
  const [current, setCurrent] = useState(today);
  const [chosen, setChosen] = useState<readonly [CalendarDay, CalendarDay]>();
  const grid = useRef<HTMLDivElement>(null);
  const isMoved = useRef(false);
  useEffect(() => {
    if (!isMoved.current) return;
    isMoved.current = false;
    grid.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
  }, [current]);
  const show = (day: CalendarDay) => setCurrent(compareDays(day, today) > 0 ? today : day);
  const choose = (day: CalendarDay) => {
    const [first, last] = chosen ?? [];
    const isSecond =
      first !== undefined &&
      last !== undefined &&
      compareDays(first, last) === 0 &&
      compareDays(day, first) > 0;
    const next = [isSecond ? first : day, day] as const;
    setChosen(next);
    setCurrent(day);
    onTake(daysAsFields(...next, today));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = keyDay(event.key, current);
    if (target === undefined) return;
    event.preventDefault();
    isMoved.current = true;
    show(target);
  };
  const title = `${MONTHS[current.month - 1] ?? ''} ${current.year}`;
  return (
    <div className={styles['calendar']}>
      <div className={styles['head']}>
        <IconButton aria-label="Previous month" onClick={() => show(addMonths(current, -1))}>
          <ChevronLeft />
        </IconButton>
        <span aria-live="polite">{title}</span>
        <IconButton
          aria-label="Next month"
          disabled={current.year === today.year && current.month === today.month}
          onClick={() => show(addMonths(current, 1))}
        >
          <ChevronRight />
        </IconButton>
      </div>
      <div ref={grid} role="presentation" onKeyDown={onKeyDown}>
        <table aria-label={`Days of ${title}`}>
          <thead>
            <tr>
              {WEEKDAYS.map((name) => (
                <th key={name} scope="col" abbr={name}>
                  {name.slice(0, 2)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {monthWeeks(current).map((week) => (
              <tr key={dayText(week[0] ?? current)}>
                {week.map((day) => {
                  const isChosen =
                    chosen !== undefined &&
                    compareDays(day, chosen[0]) >= 0 &&
                    compareDays(day, chosen[1]) <= 0;
                  return (
                    <td key={dayText(day)}>
                      <button
                        type="button"
                        tabIndex={compareDays(day, current) === 0 ? 0 : -1}
                        disabled={compareDays(day, today) > 0}
                        aria-pressed={isChosen}
                        aria-label={`${WEEKDAYS[weekday(day)] ?? ''}, ${MONTHS[day.month - 1] ?? ''} ${day.day}`}
                        aria-current={compareDays(day, today) === 0 ? 'date' : undefined}
                        data-outside={day.month === current.month ? undefined : ''}
                        onClick={() => choose(day)}
                      >
                        {day.day}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function keyDay(key: string, day: CalendarDay): CalendarDay | undefined {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, -weekday(day));
    case 'End':
      return addDays(day, 6 - weekday(day));
    case 'PageUp':
      return addMonths(day, -1);
    case 'PageDown':
      return addMonths(day, 1);
    default:
      return undefined;
  }
}
