import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../../api/Loaded';
import { useLocale } from '../../../lib/i18n';
import { formatNumber } from '../../../lib/numbers';
import { StatusBadge, type Tone } from '../../../ui/Badge';
import { Notice } from '../../../ui/Notice';
import { Panel } from '../../../ui/Panel';
import { type Condition, conditionsQuery } from './operatingQueries';
import { partFailures, partNames, partSentences, partStates, partTones } from './operatingWords';

/** Whether each part answers, now. */
export function ConditionsPanel() {
  const { t } = useLingui();
  return (
    <Panel title={<Trans>Parts of the installation</Trans>}>
      <Loaded query={useQuery(conditionsQuery)}>
        {(conditions) => (
          <div className="grid gap-4">
            {conditions.every((one) => one.state !== 'failing') && (
              <Notice tone="ok">
                <Trans>Every part that is set up answers.</Trans>
              </Notice>
            )}
            <ul aria-label={t`Parts of the installation`} className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
              {conditions.map((condition) => (
                <li key={condition.name} className="border-line rounded-xl border p-4">
                  <Part condition={condition} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

function Part({ condition }: { condition: Condition }) {
  const { i18n } = useLingui();
  const { name, state } = condition;
  const sentence = partSentences[name]?.[state];
  const word = (state === 'failing' && partFailures[name]) || partStates[state];
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-[1.05rem]">{i18n._(partNames[name])}</h3>
        <StatusBadge tone={toneOf(condition)}>{i18n._(word)}</StatusBadge>
      </div>
      {sentence && <p className="text-[0.94rem]">{i18n._(sentence)}</p>}
      <Facts condition={condition} />
    </div>
  );
}

/** Files that nobody scans are worth a second look; other parts that are not set up are a choice. */
function toneOf({ name, state }: Condition): Tone {
  return name === 'antivirus' && state === 'absent' ? 'warn' : partTones[state];
}

function Facts({ condition: { name, state, milliseconds, facts } }: { condition: Condition }) {
  const locale = useLocale();
  const { workers, silent_seconds: silent, version, files } = facts;
  const took = formatNumber(milliseconds, locale);
  if (name === 'room' && typeof files === 'number')
    return (
      <p className="text-muted text-sm">
        <Trans>Files that wait for room: {formatNumber(files, locale)}</Trans>
      </p>
    );
  if (state !== 'fine' || name === 'room' || name === 'films' || name === 'office' || name === 'speech') return null;
  if (name === 'worker' && typeof workers === 'number' && typeof silent === 'number')
    return (
      <p className="text-muted text-sm">
        <Trans>
          At work: {workers}; last sign {silent} s ago
        </Trans>
      </p>
    );
  return (
    <p className="text-muted text-sm tabular-nums">
      {typeof version === 'string' ? (
        <Trans>
          Version {version}, answers in {took} ms
        </Trans>
      ) : (
        <Trans>Answers in {took} ms</Trans>
      )}
    </p>
  );
}
