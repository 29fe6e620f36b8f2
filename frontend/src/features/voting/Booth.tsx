import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { Button } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { acts, type Choice, type Item, type Receipt, useAct } from './queries';
import { RuleSentence } from './RuleSentence';
import { choiceNames } from './words';

/** Three equal buttons, none chosen before; choosing asks once more, then the vote is cast. */
export function Booth({ item }: { item: Item }) {
  const { i18n } = useLingui();
  const [choice, setChoice] = useState<Choice | null>(null);
  const act = useAct();
  const texts = useProblemTexts();
  if (item.rule === null) return null;
  const name = choice === null ? '' : i18n._(choiceNames[choice]);
  const cast = () => choice !== null && act.mutate(() => acts.cast(item.id, choice), { onSettled: () => setChoice(null) });
  return (
    <div className="grid gap-4">
      <p>
        <Trans>To pass:</Trans> <RuleSentence definition={item.rule.definition} size={item.electorate} needed={item.votes_needed} />
      </p>
      {act.isError && <Notice tone="bad" live title={texts.of(act.error)} />}
      <div className="grid gap-3 sm:grid-cols-3">
        {item.rule.choices.map((one) => (
          <button
            key={one}
            type="button"
            className="btn btn-quiet min-h-16 justify-center sm:min-h-20 text-xl"
            onClick={() => setChoice(one)}
          >
            {i18n._(choiceNames[one])}
          </button>
        ))}
      </div>
      <p className="text-muted">
        <Trans>
          This vote is open. Once it is counted, the council, the campaign manager and the auditor see how each member voted. It is final.
        </Trans>
      </p>
      <Dialog
        isOpen={choice !== null}
        title={<Trans>Vote “{name}”?</Trans>}
        onClose={() => setChoice(null)}
        actions={
          <>
            <Button kind="primary" busy={act.isPending} onClick={cast}>
              <Trans>Cast my vote</Trans>
            </Button>
            <Button onClick={() => setChoice(null)}>
              <Trans>Go back</Trans>
            </Button>
          </>
        }
      >
        <p>{item.title}</p>
        <p className="text-muted">
          <Trans>The vote is open and final.</Trans>
        </p>
      </Dialog>
    </div>
  );
}

/** What the member keeps of a vote. */
export function ReceiptView({ receipt }: { receipt: Receipt }) {
  const { i18n } = useLingui();
  const name = i18n._(choiceNames[receipt.choice]);
  return (
    <Notice tone="info" live title={<Trans>Your vote is recorded: {name}</Trans>}>
      <p>
        <Trans>
          Taken at <DateTime value={receipt.cast_at} style="full" />. Receipt: <code>{receipt.receipt}</code>
        </Trans>
      </p>
    </Notice>
  );
}
