import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { LocalTextField } from '../../ui/LocalTextField';
import { BandsEditor } from './BandsEditor';
import { IntegerField } from './IntegerField';
import { NO_TEXT, textOrNull } from './localTexts';
import { MoveButtons, moved, replaced, without } from './MoveButtons';
import { type Criterion, newCriterion, withSums } from './rubricModel';

export interface CriterionPanelProps {
  criterion: Criterion;
  path: string;
  index: number;
  count: number;
  /** Keys that are taken, over the whole rubric. */
  used: string[];
  /** A line inside a group; it has no lines of its own. */
  isChild?: boolean;
  errorOf: (field: string) => string | undefined;
  /** Tells whether anything at or under a path was refused, so that it is not folded away. */
  hasFaultUnder: (path: string) => boolean;
  onChange: (criterion: Criterion) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** One criterion, or a group with its lines. Folded away once it has a name, so that a long rubric stays a list. */
export function CriterionPanel(props: CriterionPanelProps) {
  const { criterion, path, index, count, isChild = false, errorOf, hasFaultUnder, onChange, onMove, onRemove } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const name = pick(criterion.name, locale).text || t`New criterion`;
  const { maximum } = withSums(criterion);
  const [isOpen, setOpen] = useState(criterion.name.vi === '');
  const hasFault = hasFaultUnder(path);
  return (
    <section className={classes('relative', isChild ? 'border-line rounded-[10px] border p-3' : 'panel p-4')}>
      <details open={isOpen || hasFault} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="min-h-11 cursor-pointer content-center sm:pe-40">
          <span className="font-semibold">{name}</span>{' '}
          <span className="text-muted tabular-nums">
            · {t`${plural(maximum, { one: '# point', other: '# points' })}`}
            {criterion.weight > 1 && ` × ${criterion.weight}`}
          </span>
        </summary>
        <div className="grid gap-5 pt-3">
          <LocalTextField
            name={`${path}.name`}
            label={t`Criterion`}
            value={criterion.name}
            error={errorOf(`${path}.name`)}
            onChange={(words) => onChange({ ...criterion, name: words })}
          />
          <LocalTextField
            name={`${path}.hint`}
            label={t`What jurors look at`}
            optional
            value={criterion.hint ?? NO_TEXT}
            error={errorOf(`${path}.hint`)}
            onChange={(hint) => onChange({ ...criterion, hint: textOrNull(hint) })}
          />
          <Points {...props} />
          {criterion.children.length === 0 && (
            <BandsEditor
              bands={criterion.bands}
              maximum={criterion.maximum}
              path={path}
              errorOf={errorOf}
              onChange={(bands) => onChange({ ...criterion, bands })}
            />
          )}
          {!isChild && <Lines {...props} />}
        </div>
      </details>
      <div className={classes('pt-2 sm:absolute sm:pt-0', isChild ? 'sm:end-3 sm:top-3' : 'sm:end-4 sm:top-4')}>
        <MoveButtons name={name} index={index} count={count} onMove={onMove} onRemove={onRemove} />
      </div>
    </section>
  );
}

function Points({ criterion, path, errorOf, onChange }: CriterionPanelProps) {
  const { t } = useLingui();
  const isGroup = criterion.children.length > 0;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {isGroup ? (
        <p className="text-muted self-end">
          <Trans>Its maximum is the sum of its lines.</Trans>
        </p>
      ) : (
        <IntegerField
          name={`${path}.maximum`}
          label={t`Maximum`}
          unit={t`points`}
          value={criterion.maximum}
          error={errorOf(`${path}.maximum`)}
          onChange={(maximum) => onChange({ ...criterion, maximum: maximum ?? 0 })}
        />
      )}
      <IntegerField
        name={`${path}.weight`}
        label={t`Weight`}
        hint={t`1 unless the points count several times.`}
        value={criterion.weight}
        error={errorOf(`${path}.weight`)}
        onChange={(weight) => onChange({ ...criterion, weight: weight ?? 0 })}
      />
      <IntegerField
        name={`${path}.floor`}
        label={t`Needed to pass`}
        hint={t`Below this the entry does not pass.`}
        unit={t`points`}
        optional
        value={criterion.floor}
        error={errorOf(`${path}.floor`)}
        onChange={(floor) => onChange({ ...criterion, floor })}
      />
      {!isGroup && (
        <IntegerField
          name={`${path}.comment_below`}
          label={t`Reason needed below`}
          unit={t`points`}
          optional
          value={criterion.comment_below}
          error={errorOf(`${path}.comment_below`)}
          onChange={(comment_below) => onChange({ ...criterion, comment_below })}
        />
      )}
    </div>
  );
}

function Lines({ criterion, path, used, errorOf, hasFaultUnder, onChange }: CriterionPanelProps) {
  const { children } = criterion;
  const set = (lines: Criterion[]) => onChange(withSums({ ...criterion, children: lines }));
  return (
    <div className="grid gap-3">
      {children.map((child, index) => (
        <CriterionPanel
          key={child.key}
          isChild
          criterion={child}
          path={`${path}.children.${index}`}
          index={index}
          count={children.length}
          used={used}
          errorOf={errorOf}
          hasFaultUnder={hasFaultUnder}
          onChange={(changed) => set(replaced(children, index, changed))}
          onMove={(to) => set(moved(children, index, to))}
          onRemove={() => set(without(children, index))}
        />
      ))}
      <div>
        <Button kind="plain" icon="plus" onClick={() => set([...children, newCriterion(used)])}>
          {children.length === 0 ? <Trans>Split into lines</Trans> : <Trans>Add a line</Trans>}
        </Button>
      </div>
    </div>
  );
}
