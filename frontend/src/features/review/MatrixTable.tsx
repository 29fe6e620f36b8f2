import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client';
import { classes } from '../../ui/classes';
import { Icon, type IconName } from '../../ui/Icon';
import { Local } from '../../ui/Local';
import { type Cell, cellsOf } from './matrix';
import type { Matrix } from './queries';

interface MatrixTableProps {
  matrix: Matrix;
  added: readonly Schemas['AssignmentPair'][];
  isBusy: boolean;
  onPress: (entry: string, juror: string, held: string | null) => void;
}

/** Entries in rows, jurors in columns; each cell says in words and by a sign what it is. */
export function MatrixTable({ matrix, added, isBusy, onPress }: MatrixTableProps) {
  const { t } = useLingui();
  const cellAt = useMemo(() => cellsOf(matrix, added), [matrix, added]);
  const live = (entry: string) => matrix.jurors.filter((juror) => ['held', 'proposed'].includes(cellAt(entry, juror.id).kind)).length;
  const load = (juror: string) => matrix.entries.filter((entry) => ['held', 'proposed'].includes(cellAt(entry.id, juror).kind)).length;
  const wanted = matrix.sheets_per_entry;
  return (
    <div className="grid grid-cols-1 gap-3">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table-scroll relative" aria-label={t`Judges and entries`} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="bg-sunken! sticky start-0 z-10">
                <Trans>Entry</Trans>
              </th>
              <th scope="col" className="number max-sm:hidden">
                <Trans>Sheets</Trans>
              </th>
              {matrix.jurors.map((juror) => (
                <th key={juror.id} scope="col" className="text-center!">
                  <span className="mx-auto block max-w-28 whitespace-normal">{juror.full_name}</span>
                  <span className="text-muted font-normal tabular-nums">{load(juror.id)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.entries.map((entry) => (
              <tr key={entry.id}>
                <th scope="row" className="bg-surface sticky start-0 z-10 min-w-36 max-sm:text-[0.94rem] sm:min-w-56">
                  {entry.title}
                  <span className="text-muted block text-[0.9rem] font-normal">
                    {entry.code} · <Local text={entry.unit_name} />
                  </span>
                  <span className={classes('sm:hidden', live(entry.id) < wanted && 'text-warn')}>
                    {live(entry.id)}/{wanted} <span className="text-muted font-normal">{t`sheets`}</span>
                  </span>
                </th>
                <td className={classes('number max-sm:hidden', live(entry.id) < wanted && 'text-warn font-semibold')}>
                  {live(entry.id)}/{wanted}
                </td>
                {matrix.jurors.map((juror) => (
                  <td key={juror.id} className="text-center!">
                    <CellButton
                      cell={cellAt(entry.id, juror.id)}
                      name={`${entry.code}, ${juror.full_name}`}
                      isBusy={isBusy}
                      onPress={(held) => onPress(entry.id, juror.id, held)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Legend />
    </div>
  );
}

const SIGNS: Record<Cell['kind'] | 'sealed', { icon: IconName | null; look: string }> = {
  free: { icon: null, look: 'border-line border border-dashed hover:border-control hover:bg-sunken' },
  off: { icon: null, look: 'text-muted' },
  proposed: { icon: 'plus', look: 'bg-info-soft text-link border-link border-2' },
  blocked: { icon: 'close', look: 'bg-sunken text-muted' },
  held: { icon: 'clock', look: 'bg-chart-fill/60 text-ink border border-gold hover:border-bad' },
  sealed: { icon: 'lock', look: 'bg-ok-soft text-ok border border-ok' },
};

function CellButton({
  cell,
  name,
  isBusy,
  onPress,
}: {
  cell: Cell;
  name: string;
  isBusy: boolean;
  onPress: (held: string | null) => void;
}) {
  const { t } = useLingui();
  const reasons = useReasons();
  const kind = cell.kind === 'held' && cell.isSealed ? 'sealed' : cell.kind;
  const words = {
    free: t`not assigned`,
    off: t`not on this panel`,
    proposed: t`proposed`,
    blocked: t`conflict of interest`,
    held: t`assigned`,
    sealed: t`sealed`,
  };
  const why = cell.kind === 'blocked' ? `${words.blocked}: ${cell.reasons.map((reason) => reasons[reason]).join(', ')}` : words[kind];
  const { icon, look } = SIGNS[kind];
  const shape = classes('inline-grid size-11 place-items-center rounded-[8px]', look);
  const canPress = kind === 'free' || kind === 'held';
  if (!canPress || isBusy) {
    return (
      <span className={shape} title={why}>
        {icon && <Icon name={icon} size={16} />}
        <span className="sr-text">{why}</span>
      </span>
    );
  }
  return (
    <button
      type="button"
      className={shape}
      aria-pressed={kind === 'held'}
      aria-label={`${name}: ${why}`}
      title={why}
      onClick={() => onPress(cell.kind === 'held' ? cell.assignmentId : null)}
    >
      {icon && <Icon name={icon} size={16} />}
    </button>
  );
}

function useReasons(): Record<Schemas['ConflictReason'], string> {
  const { t } = useLingui();
  return {
    author: t`author`,
    same_unit: t`same unit`,
    unit_line: t`unit above or below`,
    family: t`family`,
    declared: t`declared`,
  };
}

function Legend() {
  const { t } = useLingui();
  const signs = [
    ['held', t`assigned`],
    ['sealed', t`sealed`],
    ['proposed', t`proposed`],
    ['blocked', t`conflict of interest`],
  ] as const;
  return (
    <ul className="text-muted flex flex-wrap gap-x-5 gap-y-2 text-[0.94rem]">
      {signs.map(([kind, words]) => {
        const { icon, look } = SIGNS[kind];
        return (
          <li key={kind} className="flex items-center gap-2">
            <span className={classes('inline-grid size-7 place-items-center rounded-[6px]', look)}>
              {icon && <Icon name={icon} size={14} />}
            </span>
            {words}
          </li>
        );
      })}
    </ul>
  );
}
