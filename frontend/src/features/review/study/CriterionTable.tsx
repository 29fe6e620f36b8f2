import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { formatFigure } from '../../../lib/numbers';
import { StatusBadge, type Tone } from '../../../ui/Badge';
import { Local } from '../../../ui/Local';
import { Table } from '../../../ui/Table';
import type { Study } from '../queries';
import { FIGURES } from './figures';

type Reading = NonNullable<Study['reading']>;

interface Line {
  key: string;
  name: Study['criteria'][number]['name'] | null;
  mean: number | null;
  alpha: number | null;
  reading: Reading | null;
}

const READINGS: Record<Reading, { tone: Tone; words: MessageDescriptor }> = {
  reliable: { tone: 'ok', words: msg`Reliable` },
  tentative: { tone: 'warn', words: msg`With reserve` },
  weak: { tone: 'bad', words: msg`Hardly` },
};

/** How far jurors agree, on the whole and on each criterion. */
export function CriterionTable({ study }: { study: Study }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const whole: Line = { key: '', name: null, mean: null, alpha: study.alpha, reading: study.reading };
  const lines = study.criteria.map((one): Line => ({ ...one, mean: one.mean_hundredths }));
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className={FIGURES}>
        <Table
          caption={t`Agreement by criterion`}
          hideCaption
          asSheets
          rows={[whole, ...lines]}
          keyOf={(line) => line.key}
          columns={[
            { key: 'name', heading: t`Criterion`, cell: ({ name }) => (name ? <Local text={name} /> : <Trans>The whole sheet</Trans>) },
            {
              key: 'mean',
              heading: t`Mean, %`,
              cell: ({ mean }) => (mean === null ? '–' : formatFigure(mean, locale)),
              isNumber: true,
            },
            {
              key: 'alpha',
              heading: t`Krippendorff’s α`,
              cell: ({ alpha }) => (alpha === null ? '–' : formatFigure(alpha * 100, locale)),
              isNumber: true,
            },
            {
              key: 'reading',
              heading: t`Do they agree?`,
              cell: ({ reading }) =>
                reading ? (
                  <StatusBadge tone={READINGS[reading].tone}>{i18n._(READINGS[reading].words)}</StatusBadge>
                ) : (
                  <span className="text-muted">
                    <Trans>Too little to say</Trans>
                  </span>
                ),
            },
          ]}
        />
      </div>
      <p className="text-muted max-w-[68ch] text-[0.94rem]">
        <Trans>
          α is 1 where jurors agree throughout and 0 where they agree as by chance. From 0.8 it is reliable, from 0.667 with reserve. A low
          one often means that a criterion is understood in several ways.
        </Trans>
      </p>
    </div>
  );
}
