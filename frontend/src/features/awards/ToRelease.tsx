import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemPanel } from '../../api/ProblemPanel';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { type Choosable, ChooseList } from './ChooseList';
import { type Decision, dropDecision, releaseDecisions } from './queries';

/** Proposals, for somebody else than their proposer to release. */
export function ToRelease({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useLingui();
  const cache = useQueryClient();
  const dropping = useMutation(dropDecision(cache));
  const releasing = useMutation(releaseDecisions(cache));
  const [asked, setAsked] = useState<{ items: Choosable[]; clear: () => void }>();
  const droppable = new Set(decisions.filter((decision) => decision.open_actions.includes('drop')).map((decision) => decision.id));
  const release = () => {
    if (asked === undefined) return;
    const ids = asked.items.map((item) => item.id);
    const finish = () => {
      asked.clear();
      setAsked(undefined);
    };
    releasing.mutate(ids, { onSuccess: finish });
  };
  return (
    <Panel title={<Trans>Proposed, to be released</Trans>}>
      {dropping.isError && <ProblemPanel problem={dropping.error} />}
      {releasing.isSuccess && (
        <div className="mb-3">
          <Notice tone="ok" live title={<Trans>Released. The authors have been told, and the certificates are being made.</Trans>} />
        </div>
      )}
      {decisions.length === 0 ? (
        <p className="text-muted">
          <Trans>Nothing waits to be released.</Trans>
        </p>
      ) : (
        <ChooseList
          items={decisions.map(choosable)}
          more={(item) =>
            droppable.has(item.id) && (
              <Button icon="undo" busy={dropping.isPending} aria-label={t`Take back ${item.code}`} onClick={() => dropping.mutate(item.id)}>
                <Trans>Take back</Trans>
              </Button>
            )
          }
          act={(chosen, clear) => (
            <Button kind="primary" icon="award" disabled={chosen.length === 0} onClick={() => setAsked({ items: chosen, clear })}>
              <Plural value={chosen.length} _0="Release" one="Release # decision" other="Release # decisions" />
            </Button>
          )}
        />
      )}
      <Dialog
        isOpen={asked !== undefined}
        title={<Plural value={asked?.items.length ?? 0} one="Release # decision?" other="Release # decisions?" />}
        onClose={() => setAsked(undefined)}
        actions={
          <>
            <Button kind="primary" busy={releasing.isPending} onClick={release}>
              <Trans>Release</Trans>
            </Button>
            <Button onClick={() => setAsked(undefined)}>
              <Trans>Not yet</Trans>
            </Button>
          </>
        }
      >
        <p className="font-semibold tabular-nums">{asked?.items.map((item) => item.code).join(', ')}</p>
        <p>
          <Trans>
            Authors are told, certificates are signed and numbered, and honoured initiatives appear in the showcase. This cannot be taken
            back; a certificate can only be revoked, for all to see.
          </Trans>
        </p>
        {releasing.isError && <ProblemPanel problem={releasing.error} />}
      </Dialog>
    </Panel>
  );
}

function choosable(decision: Decision): Choosable {
  const { id, code, title, unit, category, award, recognised } = decision;
  const reason = decision.is_own_proposal ? (
    <Trans>You proposed this; somebody else releases it.</Trans>
  ) : (
    <Trans>Proposed by {decision.proposed_by}; the chair or the manager releases it.</Trans>
  );
  const isOpen = decision.open_actions.includes('release');
  return { id, code, title, unit, category, award, isHonoured: recognised, ...(!isOpen && { reason }) };
}
