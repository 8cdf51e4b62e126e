import type { ReactNode } from 'react';
import Button from '@mui/material/Button';
import { PageTitle } from '../../components/PageTitle.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useSession } from '../../api/session.ts';
import { dateTime } from '../../format/time.ts';
import { useNow } from '../../components/use-now.ts';
import { ZoneList } from '../../shell/ZonePicker.tsx';
import { usePreferences } from '../../theme/PreferencesProvider.tsx';
import { resolveZone } from '../../time/zone.ts';
import styles from './SettingsPage.module.css';

/** `/settings`: how the console looks and behaves in this browser. */
export function SettingsPage() {
  const { preferences, change } = usePreferences();
  const session = useSession();
  const nowMs = useNow(1000);
  return (
    <div className={styles['page']}>
      <PageTitle title="Settings" documentTitle="Settings">
        <span className={styles['aside']}>Kept in this browser, applied at once.</span>
      </PageTitle>
      <div className={styles['grid']}>
        <Panel title="Theme">
          <Choice
            legend="Theme"
            value={preferences.theme}
            options={[
              ['system', 'As the system', 'Light or dark, as your operating system is set.'],
              ['light', 'Light', ''],
              ['dark', 'Dark', ''],
            ]}
            onChoose={(theme) => change({ theme })}
          />
        </Panel>
        <Panel title="Density">
          <Choice
            legend="Density"
            value={preferences.density}
            options={[
              ['auto', 'By width', 'Compact from 1280 px on, comfortable below.'],
              ['compact', 'Compact', 'Rows of 32 px.'],
              ['comfortable', 'Comfortable', 'Rows of 40 px.'],
            ]}
            onChoose={(density) => change({ density })}
          />
        </Panel>
        <Panel title="Keys">
          <Choice
            legend="Single-letter keys"
            value={preferences.letterKeys ? 'on' : 'off'}
            options={[
              ['on', 'On', 'r refreshes, g w goes to the workloads; ? lists all.'],
              ['off', 'Off', 'For speech input and assistive software that types letters.'],
            ]}
            onChoose={(next) => change({ letterKeys: next === 'on' })}
          />
        </Panel>
        <Panel title="Announcements">
          <Choice
            legend="Announcements for screen readers"
            value={preferences.announcements}
            options={[
              ['important', 'Important', 'Workloads that fail, degrade or recover; updates that stop.'],
              ['all', 'All', 'Every change of a workload’s state; at most one message in 30 s.'],
              ['none', 'None', 'Only the results of your own actions.'],
            ]}
            onChoose={(announcements) => change({ announcements })}
          />
        </Panel>
        <Panel title="Time zone">
          <p className={styles['note']}>
            Now: {dateTime(nowMs, resolveZone(preferences.zone))}. A zone in the address (<code>tz</code>)
            goes first.
          </p>
          <ZoneList choice={preferences.zone} onTake={(zone) => change({ zone })} />
        </Panel>
        <Panel title="About">
          <dl className={styles['about']}>
            <dt>Version</dt>
            <dd>{session.data?.version ?? '—'}</dd>
            <dt>Signed in as</dt>
            <dd>
              {session.data === undefined ? '—' : `${session.data.user.name} (no login in this version)`}
            </dd>
            <dt>Default datasource</dt>
            <dd>{session.data?.defaultDatasource ?? 'none'}</dd>
            <dt>Cluster</dt>
            <dd>{session.data === undefined ? '—' : clusterWord(session.data.isSimulated)}</dd>
          </dl>
        </Panel>
      </div>
    </div>
  );
}

function Choice<T extends string>({
  legend,
  value,
  options,
  onChoose,
}: {
  readonly legend: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string, string])[];
  readonly onChoose: (value: T) => void;
}): ReactNode {
  return (
    <fieldset className={styles['choice']}>
      <legend className="visually-hidden">{legend}</legend>
      {options.map(([option, label, note]) => (
        <Button
          key={option}
          variant="outlined"
          aria-pressed={option === value}
          className={styles['option'] ?? ''}
          onClick={() => onChoose(option)}
        >
          <span>{label}</span>
          {note !== '' && <span className={styles['hint']}>{note}</span>}
        </Button>
      ))}
    </fieldset>
  );
}

function clusterWord(isSimulated: boolean): string {
  return isSimulated ? 'simulated on this machine' : 'your own Prometheus';
}
