import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { useProblemTexts } from '../../api/problems';
import { useLocale } from '../../lib/i18n';
import { formatHundredths } from '../../lib/numbers';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { EmptyState } from '../../ui/EmptyState';
import { Notice } from '../../ui/Notice';
import { acts, candidatesQuery, type Session, useAct } from './queries';

/** Chooses accepted initiatives for the agenda, best ranked first; those the rule's score gate lets through are ticked. */
export function AddItems({ session }: { session: Session }) {
  const { t } = useLingui();
  const locale = useLocale();
  const [isOpen, setOpen] = useState(false);
  const [changed, setChanged] = useState<Record<string, boolean>>({});
  const candidates = useQuery({ ...candidatesQuery(session.id), enabled: isOpen });
  const act = useAct();
  const texts = useProblemTexts();
  const isChosen = (one: { initiative_id: string; gate_met: boolean | null }) => changed[one.initiative_id] ?? one.gate_met !== false;
  const chosen = (candidates.data ?? []).filter(isChosen).map((one) => one.initiative_id);
  const add = () => act.mutate(() => acts.add(session.id, chosen), { onSuccess: () => setOpen(false) });
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        <Trans>Add initiatives</Trans>
      </Button>
      <Dialog
        isOpen={isOpen}
        title={<Trans>Add initiatives to the agenda</Trans>}
        onClose={() => setOpen(false)}
        actions={
          chosen.length > 0 && (
            <Button kind="primary" busy={act.isPending} onClick={add}>
              <Trans>Put {chosen.length} on the agenda</Trans>
            </Button>
          )
        }
      >
        {act.isError && <Notice tone="bad" live title={texts.of(act.error)} />}
        <Loaded query={candidates}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState title={t`Nothing to add`}>
                <Trans>Every accepted initiative of this call is on an agenda, or none is accepted yet.</Trans>
              </EmptyState>
            ) : (
              <ul className="grid gap-2">
                {list.map((one) => (
                  <li key={one.initiative_id}>
                    <label className="choice">
                      <input
                        type="checkbox"
                        checked={isChosen(one)}
                        onChange={(event) => setChanged({ ...changed, [one.initiative_id]: event.target.checked })}
                      />
                      <span>
                        {one.code} · {one.title}
                        <span className="text-muted block">
                          <Trans>
                            Review: {one.percent_hundredths === null ? '–' : formatHundredths(one.percent_hundredths, locale)} % over{' '}
                            <Plural value={one.sheets} one="# sheet" other="# sheets" />
                          </Trans>
                          {one.gate_met === false && (
                            <>
                              {' '}
                              · <Trans>below what the rule asks for; the vote cannot open</Trans>
                            </>
                          )}
                        </span>
                      </span>
                    </label>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Dialog>
    </>
  );
}
