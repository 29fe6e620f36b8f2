import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { formatFigure } from '../../../lib/numbers';
import { StatusBadge } from '../../../ui/Badge';
import { type Column, Table } from '../../../ui/Table';
import type { Study } from '../queries';
import { FIGURES } from './figures';
import { endsOf, IntervalPlot } from './IntervalPlot';

type Juror = Study['jurors'][number];

/** Jurors beside each other, with how much less or more they give. */
export function JurorTable({ study }: { study: Study }) {
  const { t } = useLingui();
  const locale = useLocale();
  const figure = (hundredths: number) => formatFigure(hundredths, locale);
  const ends = endsOf([
    { value_hundredths: 0, low_hundredths: 0, high_hundredths: 0 },
    ...study.jurors.flatMap((one) => one.severity ?? []),
  ]);
  const columns: Column<Juror>[] = [
    { key: 'name', heading: t`Juror`, cell: (juror) => <Named juror={juror} /> },
    { key: 'sheets', heading: t`Sheets`, cell: (juror) => juror.sheets, isNumber: true },
    { key: 'mean', heading: t`Mean, %`, cell: (juror) => figure(juror.mean_hundredths), isNumber: true },
  ];
  const severity: Column<Juror>[] = [
    {
      key: 'severity',
      heading: t`Severity`,
      cell: ({ severity }) => (severity ? figure(severity.value_hundredths) : '–'),
      isNumber: true,
    },
    {
      key: 'plot',
      heading: t`Lenient to severe`,
      cell: ({ severity }) => {
        if (!severity) return '–';
        const [low, high] = [figure(severity.low_hundredths), figure(severity.high_hundredths)];
        return <IntervalPlot span={severity} {...ends} mark={0} words={t`${low} to ${high}`} label={t`From ${low} to ${high} points`} />;
      },
    },
  ];
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className={FIGURES}>
        <Table
          caption={t`Jurors beside each other`}
          hideCaption
          asSheets
          rows={study.jurors}
          keyOf={(juror) => juror.juror_id}
          columns={[...columns, ...(study.unfit ? [] : severity)]}
        />
      </div>
      <p className="text-muted max-w-[68ch] text-[0.94rem]">
        {study.unfit ? (
          <Trans>Means cannot be compared: jurors have scored different entries.</Trans>
        ) : (
          <Trans>Severity: how many percent points less than an average juror, for the same entry. Below zero is lenient.</Trans>
        )}
      </p>
    </div>
  );
}

function Named({ juror }: { juror: Juror }) {
  return (
    <span className="grid justify-items-start gap-1">
      {juror.full_name}
      {juror.stands_out && juror.severity && (
        <StatusBadge tone="info">
          {juror.severity.value_hundredths > 0 ? <Trans>Surely severe</Trans> : <Trans>Surely lenient</Trans>}
        </StatusBadge>
      )}
    </span>
  );
}
