import { Plural, Trans } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Loaded } from '../../api/Loaded';
import { ProblemPanel } from '../../api/ProblemPanel';
import { Button } from '../../ui/Button';
import { Panel } from '../../ui/Panel';
import { type Choosable, ChooseList } from './ChooseList';
import { type AwardCandidate, candidatesQuery, proposeDecisions } from './queries';

function choosable(candidate: AwardCandidate): Choosable {
  return {
    id: candidate.item_id,
    code: candidate.code,
    title: candidate.title,
    unit: candidate.unit,
    category: candidate.category,
    award: candidate.award,
    isHonoured: candidate.passed,
    ...(!candidate.may_propose && { reason: <Trans>The secretary of the council proposes.</Trans> }),
  };
}

/** What the council has counted and nobody has proposed yet. */
export function ToPropose() {
  const query = useQuery(candidatesQuery);
  const proposing = useMutation(proposeDecisions(useQueryClient()));
  return (
    <Panel title={<Trans>Counted, to be proposed</Trans>}>
      {proposing.isError && <ProblemPanel problem={proposing.error} />}
      <Loaded query={query}>
        {(candidates) =>
          candidates.length === 0 ? (
            <p className="text-muted">
              <Trans>Nothing waits here. Initiatives appear as soon as a council has counted its votes.</Trans>
            </p>
          ) : (
            <ChooseList
              items={candidates.map(choosable)}
              act={(chosen, clear) => (
                <Button
                  kind="primary"
                  busy={proposing.isPending}
                  disabled={chosen.length === 0}
                  onClick={() =>
                    proposing.mutate(
                      chosen.map((item) => item.id),
                      { onSuccess: clear },
                    )
                  }
                >
                  <Plural value={chosen.length} _0="Propose" one="Propose # decision" other="Propose # decisions" />
                </Button>
              )}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
