import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useId, useState } from 'react';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import { Badge } from '../../ui/Badge';
import { classes } from '../../ui/classes';
import { Local } from '../../ui/Local';
import { buttonsFor, isBelow, type Line, readPoints } from './points';

interface CriterionScoreProps {
  line: Line;
  points: number | undefined;
  comment: string;
  isMissing: boolean;
  isReadOnly: boolean;
  onPoints: (points: number | null) => void;
  onComment: (comment: string) => void;
}

/** The id of the field that takes a criterion's points; the panel moves the focus by it. */
export const pointsId = (key: string) => `points-${key}`;

/** The id of the field that takes a criterion's words. */
export const commentId = (key: string) => `comment-${key}`;

/** One criterion: what it asks, what the bands mean, points by button or digit, and words where they help. */
export function CriterionScore({ line, points, comment, isMissing, isReadOnly, onPoints, onComment }: CriterionScoreProps) {
  const { t } = useLingui();
  const { criterion } = line;
  const [isOpen, setOpen] = useState(comment !== '');
  const notesId = useId();
  const owesComment = isBelow(points, criterion.comment_below) && comment.trim() === '';
  const showsComment = isOpen || owesComment || comment !== '';
  return (
    <fieldset
      className={classes('border-line min-w-0 scroll-mt-16 scroll-mb-32 border-t py-4', isMissing && 'border-l-bad border-l-4 pl-3')}
      data-criterion={criterion.key}
    >
      <legend className="sr-text">
        <Local text={criterion.name} />
      </legend>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <label htmlFor={pointsId(criterion.key)} className="font-semibold">
            <Local text={criterion.name} />
          </label>{' '}
          <span className="text-muted whitespace-nowrap">
            <Trans>of {criterion.maximum}</Trans>
            {line.weight > 1 && ` × ${line.weight}`}
          </span>
        </div>
        <PointsInput
          criterion={criterion}
          points={points}
          isReadOnly={isReadOnly}
          describedBy={notesId}
          isMissing={isMissing}
          onPoints={onPoints}
        />
      </div>
      <div id={notesId} className="text-muted text-[0.94rem]">
        {criterion.hint && <Local text={criterion.hint} />} <Bands line={line} points={points} />
        {criterion.floor !== null && criterion.floor !== undefined && (
          <p className="mt-1">
            <Badge tone={isBelow(points, criterion.floor) ? 'warn' : 'neutral'} icon={isBelow(points, criterion.floor) ? 'alert' : 'info'}>
              {isBelow(points, criterion.floor) ? (
                <Trans>Below the floor of {criterion.floor}: the entry cannot pass</Trans>
              ) : (
                <Trans>Floor {criterion.floor}</Trans>
              )}
            </Badge>
          </p>
        )}
      </div>
      {!isReadOnly && <PointButtons line={line} points={points} onPoints={onPoints} />}
      {showsComment ? (
        <div className="mt-2 grid gap-1">
          <label htmlFor={commentId(criterion.key)} className="text-[0.94rem] font-semibold">
            {owesComment ? <Trans>Please say why the points are this low</Trans> : <Trans>Why these points</Trans>}
          </label>
          <textarea
            id={commentId(criterion.key)}
            className="control"
            rows={2}
            value={comment}
            readOnly={isReadOnly}
            aria-invalid={(isMissing && owesComment) || undefined}
            onChange={(event) => onComment(event.target.value)}
          />
        </div>
      ) : (
        !isReadOnly && (
          <button
            type="button"
            className="btn btn-plain -ml-2 text-[0.94rem]"
            onClick={() => setOpen(true)}
            aria-label={t`Add a comment on this criterion`}
          >
            <Trans>Add a comment</Trans>
          </button>
        )
      )}
    </fieldset>
  );
}

function Bands({ line, points }: { line: Line; points: number | undefined }) {
  const bands = line.criterion.bands ?? [];
  if (bands.length === 0) return null;
  return (
    <ul className="mt-1 grid gap-0.5">
      {bands.map((band) => {
        const isHere = points !== undefined && points >= band.from_points * 100 && points < (band.to_points + 1) * 100;
        return (
          <li
            key={band.from_points}
            className={classes('grid grid-cols-[3.6rem_1fr] gap-2 rounded px-1', isHere && 'bg-info-soft text-ink font-semibold')}
          >
            <span className="tabular-nums">
              {band.from_points === band.to_points ? band.from_points : `${band.from_points}–${band.to_points}`}
            </span>
            <Local text={band.text} />
          </li>
        );
      })}
    </ul>
  );
}

interface PointsInputProps {
  criterion: Line['criterion'];
  points: number | undefined;
  isReadOnly: boolean;
  isMissing: boolean;
  describedBy: string;
  onPoints: (points: number | null) => void;
}

function PointsInput({ criterion, points, isReadOnly, isMissing, describedBy, onPoints }: PointsInputProps) {
  const locale = useLocale();
  const shown = points === undefined ? '' : formatHundredths(points, locale);
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && readPoints(typed, criterion.maximum) === undefined;
  const type = (text: string) => {
    setTyped(text);
    const read = readPoints(text, criterion.maximum);
    if (read !== undefined) onPoints(read);
  };
  const step = (event: KeyboardEvent, by: number) => {
    event.preventDefault();
    setTyped(null);
    onPoints(Math.min(criterion.maximum * 100, Math.max(0, (points ?? 0) + by)));
  };
  return (
    <input
      id={pointsId(criterion.key)}
      data-points
      className="control w-20! text-right text-xl font-semibold tabular-nums"
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? shown}
      readOnly={isReadOnly}
      aria-describedby={describedBy}
      aria-invalid={isWrong || isMissing || undefined}
      placeholder="–"
      onFocus={(event) => event.target.select()}
      onChange={(event) => type(event.target.value.replace(/[^\d.,]/g, ''))}
      onBlur={() => setTyped(null)}
      onKeyDown={(event) => {
        if (isReadOnly) return;
        if (event.key === 'ArrowUp') step(event, 100);
        if (event.key === 'ArrowDown') step(event, -100);
      }}
    />
  );
}

function PointButtons({ line, points, onPoints }: { line: Line; points: number | undefined; onPoints: (points: number) => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset inside a fieldset would be read out twice
    <div role="group" aria-label={t`Points by button`} className="mt-2 grid grid-cols-[repeat(auto-fill,minmax(2.75rem,1fr))] gap-1">
      {buttonsFor(line.criterion.maximum).map((value) => (
        <button
          key={value}
          type="button"
          tabIndex={-1}
          aria-pressed={points === value * 100}
          className={classes(
            'border-control min-h-11 rounded-[8px] border tabular-nums',
            points === value * 100 ? 'bg-primary text-on-primary border-primary font-semibold' : 'bg-surface hover:bg-sunken',
          )}
          onClick={() => onPoints(value * 100)}
        >
          {formatHundredths(value * 100, locale)}
        </button>
      ))}
    </div>
  );
}
