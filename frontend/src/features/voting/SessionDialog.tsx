import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../../api/client';
import { useProblemTexts } from '../../api/problems';
import { fromInputValue, toInputValue } from '../../lib/dates';
import type { LocalText } from '../../lib/localText';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { LocalTextField } from '../../ui/LocalTextField';
import { DateField, TextField } from '../../ui/TextField';
import type { Session } from './queries';

const NO_TITLE: LocalText = { vi: '', fr: null, en: null };
const LONGEST = 200;

interface SessionDialogProps {
  title: ReactNode;
  /** The meeting as it is now; absent for a new one. */
  session?: Pick<Session, 'title' | 'place' | 'held_at'>;
  note?: ReactNode;
  /** The word on the button. */
  act: ReactNode;
  onSave: (fields: Schemas['CouncilSessionFields']) => Promise<unknown>;
  onClose: () => void;
}

/** Title, time and place of a meeting. */
export function SessionDialog({ title: heading, session, note, act, onSave, onClose }: SessionDialogProps) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const [title, setTitle] = useState<LocalText>(session?.title ?? NO_TITLE);
  const [place, setPlace] = useState(session?.place ?? '');
  const [heldAt, setHeldAt] = useState(session ? toInputValue(session.held_at) : '');
  const [tries, setTries] = useState(0);
  const saving = useMutation({
    mutationFn: () => onSave({ title, place: place.trim(), held_at: fromInputValue(heldAt) }),
    onSuccess: onClose,
  });
  const titleError = tries > 0 && title.vi.trim() === '' ? t`Please give the title in Vietnamese` : undefined;
  const timeError = tries > 0 && heldAt === '' ? t`Please give the day and hour` : undefined;
  const errors = [
    ...(titleError ? [{ field: 'session-title', message: titleError }] : []),
    ...(timeError ? [{ field: 'session-held', message: timeError }] : []),
    ...(saving.isError ? [{ message: texts.of(saving.error) }] : []),
  ];
  return (
    <Dialog isOpen title={heading} onClose={onClose}>
      <form
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          setTries(tries + 1);
          saving.reset();
          if (title.vi.trim() !== '' && heldAt !== '') saving.mutate();
        }}
      >
        <ErrorSummary errors={errors} submitCount={tries} />
        {note !== undefined && <p className="text-muted">{note}</p>}
        <LocalTextField
          name="session-title"
          label={t`Title of the meeting`}
          maxLength={LONGEST}
          value={title}
          error={titleError}
          onChange={setTitle}
        />
        <DateField
          withTime
          name="session-held"
          label={t`When (Viet Nam time)`}
          value={heldAt}
          error={timeError}
          onChange={(event) => setHeldAt(event.target.value)}
        />
        <TextField
          name="session-place"
          label={t`Where`}
          optional
          maxLength={LONGEST}
          value={place}
          onChange={(event) => setPlace(event.target.value)}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" kind="primary" busy={saving.isPending}>
            {act}
          </Button>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
