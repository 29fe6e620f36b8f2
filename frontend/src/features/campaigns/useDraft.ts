import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import type { FieldMessage } from '../../api/problems';
import { useProblemTexts } from '../../api/problems';
import { type Campaign, useCampaignChange } from './queries';

interface DraftOptions<Value> {
  campaign: Campaign;
  /** Takes from the campaign what this page edits. */
  read: (campaign: Campaign) => Value;
  send: (value: Value, version: number) => Promise<Campaign>;
  /** Finds what can be seen to be wrong before asking the server. */
  check?: (value: Value) => FieldMessage[];
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * One part of a campaign while somebody edits it. What they type is never replaced from outside: when somebody else
 * saves meanwhile, saving is refused as `stale_version`, and `discard` takes over what the server has.
 */
export function useDraft<Value>({ campaign, read, send, check }: DraftOptions<Value>) {
  const texts = useProblemTexts();
  const change = useCampaignChange();
  const [base, setBase] = useState({ version: campaign.version, value: read(campaign) });
  const [value, setValue] = useState(base.value);
  const [errors, setErrors] = useState<{ field?: string; message: string }[]>([]);
  const [tries, setTries] = useState(0);
  const isDirty = !isSame(value, base.value);
  const adopt = (fresh: Campaign) => {
    const taken = read(fresh);
    setBase({ version: fresh.version, value: taken });
    setValue(taken);
    setErrors([]);
  };
  if (!isDirty && campaign.version > base.version && !change.isPending) adopt(campaign);
  const save = () => {
    const found = check?.(value) ?? [];
    setErrors(found);
    setTries(tries + 1);
    if (found.length > 0) return;
    change.mutate(() => send(value, base.version), {
      onSuccess: adopt,
      onError: (problem) => {
        const fields = texts.fields(problem).map(({ field, message }) => ({ field: field.replace(/\.(vi|fr|en)$/, ''), message }));
        setErrors(fields.length > 0 ? fields : [{ message: texts.of(problem) }]);
        setTries((count) => count + 1);
      },
    });
  };
  return {
    value,
    setValue,
    isDirty,
    save,
    errors,
    tries,
    isSaving: change.isPending,
    isSaved: change.isSuccess && !isDirty,
    isStale: change.error instanceof ApiProblem && change.error.code === 'stale_version',
    discard: () => {
      change.reset();
      adopt(campaign);
    },
    errorOf: (field: string) => errors.find((error) => error.field === field)?.message,
  };
}

/** What a page holds while somebody edits. */
export type Draft = Pick<
  ReturnType<typeof useDraft>,
  'isDirty' | 'save' | 'errors' | 'tries' | 'isSaving' | 'isSaved' | 'isStale' | 'discard'
>;
