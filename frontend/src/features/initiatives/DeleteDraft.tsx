import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { writeDeviceCopy } from './deviceCopy';
import { type Initiative, initiativeQuery, ownInitiativesQuery, send } from './queries';

/** Throws a draft away that was never handed in, after asking. */
export function DeleteDraft({ initiative }: { initiative: Initiative }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const { id, version } = initiative;
  const discard = useMutation({
    mutationFn: () => send.discard(id, version),
    onSuccess: async () => {
      writeDeviceCopy(id, {});
      await navigate(paths.myInitiatives());
      cache.removeQueries({ queryKey: initiativeQuery(id).queryKey });
      void cache.invalidateQueries({ queryKey: ownInitiativesQuery.queryKey });
    },
  });
  if (!initiative.open_actions.includes('delete_draft')) return null;
  return (
    <>
      <Button kind="danger" icon="trash" onClick={() => setAsking(true)}>
        <Trans>Delete the draft</Trans>
      </Button>
      <Dialog
        isOpen={isAsking}
        title={t`Delete this draft?`}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="danger" busy={discard.isPending} onClick={() => discard.mutate()}>
              <Trans>Delete it for good</Trans>
            </Button>
            <Button onClick={() => setAsking(false)}>
              <Trans>Keep it</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>Its texts and files go for everybody in your unit, and cannot be brought back.</Trans>
        </p>
        {discard.isError && (
          <Notice tone="bad" live>
            {texts.of(discard.error)}
          </Notice>
        )}
      </Dialog>
    </>
  );
}
