import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import IconButton from '@mui/material/IconButton';
import AlertOutline from 'mdi-material-ui/AlertOutline';
import Close from 'mdi-material-ui/Close';
import InformationOutline from 'mdi-material-ui/InformationOutline';
import { useConnection } from '../api/connection.ts';
import { useSession } from '../api/session.ts';
import { useNow } from '../components/use-now.ts';
import { shortTime } from '../format/time.ts';
import { durationLabel } from '../time/duration.ts';
import { beforeRetention } from '../time/before-retention.ts';
import { resolveRange } from '../time/range.ts';
import { useTimeRange } from '../time/TimeProvider.tsx';
import { hasTimeBar } from './places.ts';
import { rememberDismissed, readDismissed } from './dismissed.ts';
import styles from './Banners.module.css';

type Banner = { readonly id: string; readonly tone: 'info' | 'degraded'; readonly text: string };

/** At most two lines under the time bar; each can be dismissed for the session. */
export function Banners() {
  const banners = useBanners();
  const [dismissed, setDismissed] = useState(readDismissed);
  const shown = banners.filter(({ id }) => !dismissed.includes(id)).slice(0, 2);
  if (shown.length === 0) return null;
  return (
    <div className={styles['banners']}>
      {shown.map(({ id, tone, text }) => (
        <div key={id} className={`${styles['banner']} ${styles[tone]}`}>
          {tone === 'info' ? <InformationOutline aria-hidden="true" /> : <AlertOutline aria-hidden="true" />}
          <span>{text}</span>
          <IconButton
            aria-label="Dismiss for this session"
            className={styles['close'] ?? ''}
            onClick={() => setDismissed(rememberDismissed(id))}
          >
            <Close fontSize="small" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}

function useBanners(): readonly Banner[] {
  const { pathname } = useLocation();
  const { data: session } = useSession();
  const { offlineSinceMs } = useConnection();
  const time = useTimeRange();
  const nowMs = useNow();
  const { startMs, endMs } = resolveRange(time.range, nowMs);
  const retentionMs = session?.retentionMs ?? null;
  const isTooEarly = retentionMs !== null && hasTimeBar(pathname) && startMs < nowMs - retentionMs - 60_000;
  return [
    ...(offlineSinceMs === null
      ? []
      : [
          {
            id: 'offline',
            tone: 'degraded',
            text: `Hecate does not answer since ${shortTime(offlineSinceMs, nowMs, time.zone)}. Numbers are from before that; trying again.`,
          } as const,
        ]),
    ...(session?.backfill === null || session?.backfill === undefined
      ? []
      : [
          {
            id: 'backfill',
            tone: 'info',
            text: `Filling in the simulated past (${Math.floor(session.backfill.fraction * 100)}%): ${session.backfill.message}.`,
          } as const,
        ]),
    ...(isTooEarly
      ? [
          {
            id: 'retention',
            tone: 'info',
            text:
              beforeRetention(endMs, nowMs, retentionMs, time.zone) ??
              `Prometheus keeps metrics for ${durationLabel(retentionMs)}. The range starts before that; there is no data in its first part.`,
          } as const,
        ]
      : []),
  ];
}
