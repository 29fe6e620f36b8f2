import { Trans, useLingui } from '@lingui/react/macro';
import { type QueryClient, useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { RadioGroup } from '../../ui/Choices';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { TextAreaField } from '../../ui/TextAreaField';
import { localSheets } from './localSheets';
import { queueQuery, recuse } from './queries';

interface RecuseDialogProps {
  isOpen: boolean;
  assignmentId: string;
  cache: QueryClient;
  onClose: () => void;
}

/** Lets a juror step aside from an entry they recognise. */
export function RecuseDialog({ isOpen, assignmentId, cache, onClose }: RecuseDialogProps) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const navigate = useNavigate();
  const [kind, setKind] = useState<'declared' | 'family'>('declared');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const act = useMutation({
    mutationFn: () => recuse(assignmentId, { kind, reason }),
    onSuccess: async () => {
      localSheets.drop(assignmentId);
      await cache.invalidateQueries({ queryKey: queueQuery.queryKey, exact: true });
      await navigate(paths.jury());
    },
  });
  const submit = () => {
    setTried(true);
    if (reason.trim() !== '') act.mutate();
  };
  const options = [
    { value: 'declared', label: t`I know this work or its authors` },
    { value: 'family', label: t`Family` },
  ];
  return (
    <Dialog
      isOpen={isOpen}
      title={t`Step aside from this entry?`}
      onClose={onClose}
      actions={
        <>
          <Button kind="danger" busy={act.isPending} onClick={submit}>
            <Trans>Step aside</Trans>
          </Button>
          <Button onClick={onClose}>
            <Trans>Keep working</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>The entry leaves your queue at once and goes to another juror. This cannot be taken back by you alone.</Trans>
      </p>
      {act.isError && <Notice tone="bad">{texts.of(act.error)}</Notice>}
      <RadioGroup
        name="kind"
        label={t`Why`}
        options={options}
        value={kind}
        onChange={(event) => setKind(event.target.value === 'family' ? 'family' : 'declared')}
      />
      <TextAreaField
        name="reason"
        label={t`In a few words`}
        hint={t`The manager of the call may read this.`}
        rows={2}
        maxLength={500}
        value={reason}
        error={isTried && reason.trim() === '' ? t`Please fill this in.` : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}
