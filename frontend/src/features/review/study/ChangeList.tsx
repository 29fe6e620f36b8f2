import { Trans, useLingui } from '@lingui/react/macro';
import { useLocale } from '../../../lib/i18n';
import { pick } from '../../../lib/localText';
import { Notice } from '../../../ui/Notice';
import { Table } from '../../../ui/Table';
import type { Study } from '../queries';

type Change = Study['changes'][number];

/** What would change the first places: a juror less, or a weight moved a little. */
export function ChangeList({ study }: { study: Study }) {
  const { t } = useLingui();
  const locale = useLocale();
  const codes = new Map(study.entries.map((entry) => [entry.initiative_id, entry.code]));
  const listed = (ids: readonly string[]) => (ids.length === 0 ? '–' : ids.map((id) => codes.get(id) ?? '').join(', '));
  const what = ({ kind, juror_id, criterion }: Change): string => {
    const juror = study.jurors.find((one) => one.juror_id === juror_id)?.full_name ?? '';
    const named = study.criteria.find((one) => one.key === criterion);
    const name = named ? pick(named.name, locale).text : '';
    if (kind === 'without_juror') return t`Without ${juror}`;
    return kind === 'weight_up' ? t`${name}: weight 10% higher` : t`${name}: weight 10% lower`;
  };
  const places = study.places;
  if (study.changes.length === 0)
    return (
      <Notice tone="ok">
        <Trans>Nothing single: the first {places} stay the same without any one juror, and with any one weight 10% higher or lower.</Trans>
      </Notice>
    );
  return (
    <Table
      caption={t`What would change the first ${places}`}
      hideCaption
      asSheets
      rows={study.changes}
      keyOf={({ kind, juror_id, criterion }) => `${kind} ${juror_id ?? criterion}`}
      columns={[
        { key: 'what', heading: t`If`, cell: what },
        { key: 'enters', heading: t`Would come in`, cell: ({ enters }) => listed(enters) },
        { key: 'leaves', heading: t`Would drop out`, cell: ({ leaves }) => listed(leaves) },
      ]}
    />
  );
}
