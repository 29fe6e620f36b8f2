import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { useProblemTexts } from '../../api/problems';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Notice } from '../../ui/Notice';
import { MatrixTable } from './MatrixTable';
import { ProposalPreview } from './ProposalPreview';
import { applyProposal, assign, cancelAssignment, type Matrix, matrixQuery, type Proposal, propose, type Review } from './queries';
import { useRefresh } from './useRefresh';

/** Judges and entries: by hand in the table, or by one click with a look at the proposal first. */
export function MatrixSection({ review }: { review: Review }) {
  const matrix = useQuery(matrixQuery(review.campaign_id));
  return <Loaded query={matrix}>{(data) => <Assigning review={review} matrix={data} />}</Loaded>;
}

function Assigning({ review, matrix }: { review: Review; matrix: Matrix }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const refresh = useRefresh(review.campaign_id);
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const ask = useMutation({ mutationFn: () => propose(review.campaign_id), onSuccess: setProposal });
  const apply = useMutation({
    mutationFn: (chosen: Proposal) => applyProposal(review.campaign_id, chosen),
    onSettled: async () => {
      setProposal(null);
      await refresh();
    },
  });
  const byHand = useMutation({
    mutationFn: async ({ entry, juror, held }: { entry: string; juror: string; held: string | null }) => {
      if (held === null) await assign(review.campaign_id, { initiative_id: entry, juror_id: juror });
      else await cancelAssignment(held);
    },
    onSettled: refresh,
  });
  if (matrix.entries.length === 0 && matrix.withheld === 0) {
    return (
      <EmptyState title={t`No entry is in review yet`}>
        <Trans>Entries appear here as soon as screening has accepted them.</Trans>
      </EmptyState>
    );
  }
  const problem = ask.error ?? apply.error ?? byHand.error;
  const assigned = apply.data?.assigned ?? 0;
  const { withheld, sheets_per_entry: wanted } = matrix;
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted max-w-[60ch]">
          <Trans>
            Each entry is to have <Plural value={wanted} one="# sheet" other="# sheets" />. Press a cell to assign or take back; conflicts
            of interest are closed.
          </Trans>
        </p>
        <Button kind={proposal ? 'quiet' : 'primary'} busy={ask.isPending} onClick={() => ask.mutate()}>
          <Trans>Propose an assignment</Trans>
        </Button>
      </div>
      {problem && (
        <Notice tone="bad" live>
          {texts.of(problem)}
        </Notice>
      )}
      {apply.isSuccess && !proposal && (
        <Notice tone="ok" live>
          <Trans>Sheets assigned: {assigned}. The jurors were told.</Trans>
        </Notice>
      )}
      {withheld > 0 && (
        <Notice tone="info">
          <Trans>
            Entries not shown: {withheld}. You have a conflict of interest with them, so somebody else has to take care of them.
          </Trans>
        </Notice>
      )}
      {proposal && (
        <ProposalPreview
          proposal={proposal}
          isBusy={apply.isPending}
          onApply={() => apply.mutate(proposal)}
          onDiscard={() => setProposal(null)}
        />
      )}
      <MatrixTable
        matrix={matrix}
        added={proposal?.additions ?? []}
        isBusy={byHand.isPending || proposal !== null}
        onPress={(entry, juror, held) => byHand.mutate({ entry, juror, held })}
      />
    </div>
  );
}
