import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Panel } from '../../ui/Panel';
import { Progress } from '../../ui/Progress';
import { type Criterion, sumOf, WHOLE } from './rubricModel';

/** What the criteria add up to, and by how much that misses 100. */
export function SumBar({ criteria }: { criteria: readonly Criterion[] }) {
  const { t } = useLingui();
  const sum = sumOf(criteria);
  const gap = Math.abs(WHOLE - sum);
  return (
    <Panel>
      <div className="grid gap-2">
        <Progress label={t`Sum of points`} value={Math.min(sum, WHOLE)} max={WHOLE} text={t`${sum} of 100`} />
        <p role="status" className={sum === WHOLE ? 'text-ok' : 'text-warn font-semibold'}>
          {sum === WHOLE && <Trans>The points add up to 100.</Trans>}
          {sum < WHOLE && <Plural value={gap} one="# point is still missing." other="# points are still missing." />}
          {sum > WHOLE && <Plural value={gap} one="# point too many." other="# points too many." />}
        </p>
      </div>
    </Panel>
  );
}
