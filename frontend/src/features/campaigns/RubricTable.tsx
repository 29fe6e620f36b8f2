import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client';
import { Loaded } from '../../api/Loaded';
import { Local } from '../../ui/Local';
import { rubricQuery } from './queries';

type Criterion = Schemas['Criterion'];

/** A rubric as people read it: each criterion with its points, its floor and what the bands mean. */
export function RubricTable({ definition }: { definition: Schemas['RubricDefinition'] }) {
  const criteria = definition.criteria ?? [];
  const pass = definition.pass_percent;
  return (
    <div className="grid gap-3">
      <p className="text-muted">
        <Trans>An entry passes with {pass} % of the points.</Trans>
      </p>
      <ol className="grid gap-3">
        {criteria.map((criterion) => (
          <li key={criterion.key}>
            <CriterionView criterion={criterion} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function CriterionView({ criterion }: { criterion: Criterion }) {
  const { t } = useLingui();
  const { maximum, floor, weight = 1, children = [], bands = [] } = criterion;
  return (
    <div className="border-line rounded-[10px] border p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="font-semibold">
          <Local text={criterion.name} />
        </p>
        <p className="tabular-nums">
          {t`${plural(maximum, { one: '# point', other: '# points' })}`}
          {weight > 1 && <> × {weight}</>}
        </p>
      </div>
      {criterion.hint && (
        <p className="text-muted">
          <Local text={criterion.hint} />
        </p>
      )}
      {floor != null && (
        <p className="text-gold-text text-[0.94rem] font-semibold">
          <Trans>
            At least <Plural value={floor} one="# point" other="# points" /> needed here
          </Trans>
        </p>
      )}
      {bands.length > 0 && (
        <dl className="mt-2 grid grid-cols-[4.5rem_1fr] gap-x-3 gap-y-1 text-[0.94rem] sm:gap-x-4">
          {bands.map((band) => (
            <div key={band.from_points} className="contents">
              <dt className="font-semibold tabular-nums">
                {band.from_points === band.to_points ? band.from_points : `${band.from_points}–${band.to_points}`}
              </dt>
              <dd>
                <Local text={band.text} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {children.length > 0 && (
        <ol className="mt-3 grid gap-2">
          {children.map((child) => (
            <li key={child.key}>
              <CriterionView criterion={child} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** A rubric by its id, for screens of other features. */
export function RubricView({ rubricVersionId }: { rubricVersionId: string }) {
  const query = useQuery(rubricQuery(rubricVersionId));
  return <Loaded query={query}>{(rubric) => <RubricTable definition={rubric.definition} />}</Loaded>;
}
