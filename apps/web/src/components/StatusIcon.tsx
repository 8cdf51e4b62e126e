import Alert from 'mdi-material-ui/Alert';
import CheckCircle from 'mdi-material-ui/CheckCircle';
import ClockOutline from 'mdi-material-ui/ClockOutline';
import CloseOctagon from 'mdi-material-ui/CloseOctagon';
import HelpCircleOutline from 'mdi-material-ui/HelpCircleOutline';
import PlayCircle from 'mdi-material-ui/PlayCircle';
import StopCircle from 'mdi-material-ui/StopCircle';
import type { WorkloadStatusClass } from '@hecate/server/contract';
import { statusInk } from './status-class.ts';

const icons = {
  failed: CloseOctagon,
  degraded: Alert,
  healthy: CheckCircle,
  active: PlayCircle,
  waiting: ClockOutline,
  stopped: StopCircle,
  unknown: HelpCircleOutline,
} as const;

/** The shape of a status class; the word stands beside it, so the icon itself is decoration. */
export function StatusIcon({
  statusClass,
  size = 16,
  className,
}: {
  readonly statusClass: WorkloadStatusClass;
  readonly size?: number;
  /** What a chip or button that holds the icon gives it. */
  readonly className?: string;
}) {
  const Icon = icons[statusClass];
  return (
    <Icon
      aria-hidden="true"
      {...(className === undefined ? {} : { className })}
      style={{ color: statusInk(statusClass), fontSize: size, flex: 'none', display: 'block' }}
    />
  );
}
