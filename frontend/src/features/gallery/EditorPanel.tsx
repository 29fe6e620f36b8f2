import { Trans } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { mayDo, useAccount } from '../../api/session';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { Dialog } from '../../ui/Dialog';
import { Local } from '../../ui/Local';
import { type PublicationRead, republish, unpublish, unpublishedQuery } from './queries';

/** Taking down, for those whom the server lets. */
export function TakeDown({ publication }: { publication: PublicationRead }) {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const takingDown = useMutation(unpublish(useQueryClient()));
  if (!publication.open_actions.includes('unpublish')) return null;
  // The promise outlives this component, which goes with the publication.
  const confirm = () =>
    void takingDown.mutateAsync(publication.id).then(
      () => navigate(paths.showcase()),
      () => undefined,
    );
  return (
    <>
      <Button kind="danger" icon="eye" onClick={() => setOpen(true)}>
        <Trans>Take down</Trans>
      </Button>
      <Dialog
        isOpen={isOpen}
        title={<Trans>Take this initiative out of the showcase?</Trans>}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button kind="danger" busy={takingDown.isPending} onClick={confirm}>
              <Trans>Take down</Trans>
            </Button>
            <Button onClick={() => setOpen(false)}>
              <Trans>Keep it</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>
            Its page, its photos and films, and its place in the search go at once. You can put it back later, at the same address.
          </Trans>
        </p>
        {takingDown.isError && <ProblemPanel problem={takingDown.error} />}
      </Dialog>
    </>
  );
}

/** What was taken down, for those who may put it back. */
export function TakenDown() {
  const account = useAccount();
  const mayEdit = mayDo(account, 'showcase.edit');
  const list = useQuery({ ...unpublishedQuery, enabled: mayEdit }).data;
  const puttingBack = useMutation(republish(useQueryClient()));
  if (!mayEdit || list === undefined || list.length === 0) return null;
  return (
    <details className="panel no-print mt-8 p-4">
      <summary className="min-h-6 cursor-pointer font-semibold">
        <Trans>Taken down ({list.length})</Trans>
      </summary>
      {puttingBack.isError && <ProblemPanel problem={puttingBack.error} />}
      <ul className="mt-3 grid gap-3">
        {list.map((item) => (
          <li key={item.id} className="border-line flex flex-wrap items-center justify-between gap-3 border-t pt-3">
            <span>
              <Local text={item.title} />
              <span className="text-muted block text-[0.94rem]">
                <Local text={item.unit} />
                {item.unpublished_at !== null && (
                  <>
                    {' · '}
                    <DateTime value={item.unpublished_at} />
                  </>
                )}
              </span>
            </span>
            {item.open_actions.includes('republish') && (
              <Button icon="undo" busy={puttingBack.isPending} onClick={() => puttingBack.mutate(item.id)}>
                <Trans>Put back</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
