import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { Loaded } from '../../api/Loaded';
import { useProblemTexts } from '../../api/problems';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { Button, IconButton } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { Notice } from '../../ui/Notice';
import { Panel } from '../../ui/Panel';
import { NumberField, SelectField } from '../../ui/TextField';
import { addMember, changeMember, panelQuery, type Review, removeMember } from './queries';
import { useRefresh } from './useRefresh';

type Member = Schemas['PanelMemberRead'];

/** Who sits on the panel, for what, and for how many entries. */
export function PanelSection({ review }: { review: Review }) {
  const { t } = useLingui();
  const panel = useQuery(panelQuery(review.campaign_id));
  const [leaving, setLeaving] = useState<Member | null>(null);
  return (
    <Loaded query={panel}>
      {({ members, candidates }) => (
        <div className="grid grid-cols-1 gap-6">
          {members.length === 0 ? (
            <EmptyState title={t`Nobody sits on the panel yet`}>
              <Trans>Give the juror role to people in this call first; then they can be chosen here.</Trans>
            </EmptyState>
          ) : (
            <PanelList review={review} members={members} onLeave={setLeaving} />
          )}
          <AddMember review={review} candidates={candidates} />
          <RemoveDialog review={review} member={leaving} onClose={() => setLeaving(null)} />
        </div>
      )}
    </Loaded>
  );
}

interface PanelListProps {
  review: Review;
  members: readonly Member[];
  onLeave: (member: Member) => void;
}

function PanelList({ review, members, onLeave }: PanelListProps) {
  const { t } = useLingui();
  return (
    <ul className="panel divide-line divide-y" aria-label={t`Panel`}>
      {members.map((member) => (
        <li
          key={member.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 px-5 py-3 sm:grid-cols-[minmax(0,1fr)_auto_auto_auto]"
        >
          <p className="min-w-0">
            <span className="font-semibold">{member.full_name}</span>
            <span className="text-muted block text-[0.94rem]">
              <CategoryName review={review} id={member.category_id} />
            </span>
          </p>
          <p className="text-muted order-last col-span-2 text-[0.94rem] tabular-nums sm:order-none sm:col-span-1">
            <Trans>
              {member.open} open · {member.sealed} sealed
            </Trans>
          </p>
          <div className="order-last col-span-2 flex items-center gap-2 sm:order-none sm:col-span-1">
            <span aria-hidden="true" className="text-muted text-[0.94rem]">
              <Trans>at most</Trans>
            </span>
            <LoadField review={review} member={member} />
          </div>
          <IconButton icon="trash" label={t`Take ${member.full_name} off the panel`} onClick={() => onLeave(member)} />
        </li>
      ))}
    </ul>
  );
}

function CategoryName({ review, id }: { review: Review; id: string | null }) {
  const category = review.categories.find((one) => one.category_id === id);
  return category ? <Local text={category.name} /> : <Trans>All categories</Trans>;
}

function LoadField({ review, member }: { review: Review; member: Member }) {
  const { t } = useLingui();
  const cache = useQueryClient();
  const [typed, setTyped] = useState(String(member.max_load));
  const change = useMutation({
    mutationFn: (load: number) => changeMember(member.id, load),
    onSuccess: (panel) => cache.setQueryData(panelQuery(review.campaign_id).queryKey, panel),
  });
  const keep = () => {
    const load = Number(typed);
    if (Number.isInteger(load) && load >= 1 && load <= 1000 && load !== member.max_load) change.mutate(load);
    else setTyped(String(member.max_load));
  };
  return (
    <input
      className="control w-20! text-right tabular-nums"
      inputMode="numeric"
      aria-label={t`Most entries for ${member.full_name}`}
      value={typed}
      onChange={(event) => setTyped(event.target.value.replace(/\D/g, ''))}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  );
}

function AddMember({ review, candidates }: { review: Review; candidates: readonly Schemas['PanelCandidate'][] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const texts = useProblemTexts();
  const cache = useQueryClient();
  const refresh = useRefresh(review.campaign_id);
  const [accountId, setAccountId] = useState('');
  const [categoryId, setCategoryId] = useState('');
  const [load, setLoad] = useState('20');
  const add = useMutation({
    mutationFn: () =>
      addMember(review.campaign_id, { account_id: accountId, category_id: categoryId === '' ? null : categoryId, max_load: Number(load) }),
    onSuccess: async (panel) => {
      cache.setQueryData(panelQuery(review.campaign_id).queryKey, panel);
      setAccountId('');
      await refresh();
    },
  });
  if (candidates.length === 0) {
    return (
      <p className="text-muted">
        <Trans>Every juror of this call already sits on the panel.</Trans>
      </p>
    );
  }
  return (
    <Panel title={t`Add a juror`}>
      {add.isError && <Notice tone="bad">{texts.of(add.error)}</Notice>}
      <form
        className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_auto_auto]"
        onSubmit={(event) => {
          event.preventDefault();
          if (accountId !== '') add.mutate();
        }}
      >
        <SelectField name="account_id" label={t`Juror`} value={accountId} onChange={(event) => setAccountId(event.target.value)}>
          <option value="">{t`Choose a juror`}</option>
          {candidates.map((one) => (
            <option key={one.id} value={one.id}>
              {one.full_name}
            </option>
          ))}
        </SelectField>
        <SelectField name="category_id" label={t`Category`} value={categoryId} onChange={(event) => setCategoryId(event.target.value)}>
          <option value="">{t`All categories`}</option>
          {review.categories.map((one) => (
            <option key={one.category_id} value={one.category_id}>
              {pick(one.name, locale).text}
            </option>
          ))}
        </SelectField>
        <NumberField
          name="max_load"
          label={t`At most`}
          value={load}
          onChange={(event) => setLoad(event.target.value.replace(/\D/g, ''))}
          className="w-24!"
        />
        <Button type="submit" icon="plus" busy={add.isPending}>
          <Trans>Add to the panel</Trans>
        </Button>
      </form>
    </Panel>
  );
}

function RemoveDialog({ review, member, onClose }: { review: Review; member: Member | null; onClose: () => void }) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const refresh = useRefresh(review.campaign_id);
  const remove = useMutation({
    mutationFn: (id: string) => removeMember(id),
    onSuccess: async () => {
      onClose();
      await refresh();
    },
  });
  const name = member?.full_name ?? '';
  const open = member?.open ?? 0;
  return (
    <Dialog
      isOpen={member !== null}
      title={t`Take ${name} off the panel?`}
      onClose={onClose}
      actions={
        <>
          <Button kind="danger" busy={remove.isPending} onClick={() => member && remove.mutate(member.id)}>
            <Trans>Take off the panel</Trans>
          </Button>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
        </>
      }
    >
      {remove.isError && <Notice tone="bad">{texts.of(remove.error)}</Notice>}
      <p>
        <Trans>Open sheets that end with it: {open}. Sealed sheets stay and count.</Trans>
      </p>
    </Dialog>
  );
}
