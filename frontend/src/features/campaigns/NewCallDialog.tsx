import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { RadioGroup } from '../../ui/Choices';
import { Dialog } from '../../ui/Dialog';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { TextField } from '../../ui/TextField';
import { type CampaignSummary, campaignQuery, createCampaign } from './queries';
import { type CampaignTemplate, templates } from './words';

const TEMPLATES: readonly CampaignTemplate[] = ['initiative_award', 'replication_award', 'media_contest'];
const COPIED = 5;

interface NewCallDialogProps {
  isOpen: boolean;
  /** Calls that can be taken over, newest first. */
  earlier: readonly CampaignSummary[];
  onClose: () => void;
}

/** Opens a draft from a template, from an earlier call, or from nothing. */
export function NewCallDialog({ isOpen, earlier, onClose }: NewCallDialogProps) {
  return (
    <Dialog isOpen={isOpen} title={<Trans>New call</Trans>} onClose={onClose}>
      <NewCallForm earlier={earlier} />
    </Dialog>
  );
}

function NewCallForm({ earlier }: { earlier: readonly CampaignSummary[] }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const texts = useProblemTexts();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [start, setStart] = useState('initiative_award');
  const [tries, setTries] = useState(0);
  const [isTried, setTried] = useState(false);
  const create = useMutation({
    mutationFn: () => createCampaign(bodyOf(name, code, start)),
    onSuccess: (campaign) => {
      cache.setQueryData(campaignQuery(campaign.id).queryKey, campaign);
      void cache.invalidateQueries({ queryKey: ['campaigns'] });
      void navigate(paths.campaignSetup(campaign.id));
    },
    onError: () => setTries((count) => count + 1),
  });
  const nameError = isTried && name.trim() === '' ? t`Please give the call a name` : undefined;
  const codeError =
    isTried && !/^[A-Z0-9][A-Z0-9-]{1,39}$/.test(code) ? t`Use capital letters, digits and hyphens, such as SK-2027` : undefined;
  const errors = [
    ...(nameError ? [{ field: 'name', message: nameError }] : []),
    ...(codeError ? [{ field: 'code', message: codeError }] : []),
    ...(create.isError ? [{ message: texts.of(create.error) }] : []),
  ];
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        setTries(tries + 1);
        create.reset();
        if (name.trim() !== '' && /^[A-Z0-9][A-Z0-9-]{1,39}$/.test(code)) create.mutate();
      }}
    >
      <ErrorSummary errors={errors} submitCount={tries} />
      <TextField
        name="name"
        label={t`Name in Vietnamese`}
        hint={t`Translations come later, on the details page.`}
        maxLength={300}
        value={name}
        error={nameError}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        name="code"
        label={t`Code`}
        hint={t`Short; entries are numbered by it.`}
        maxLength={40}
        autoComplete="off"
        value={code}
        error={codeError}
        onChange={(event) => setCode(event.target.value.toUpperCase())}
      />
      <RadioGroup
        name="start"
        label={t`Start from`}
        value={start}
        onChange={(event) => setStart(event.target.value)}
        options={[
          ...TEMPLATES.map((key) => ({
            value: key,
            label: i18n._(templates[key].name),
            hint: i18n._(templates[key].note),
          })),
          ...earlier.slice(0, COPIED).map((call) => ({ value: call.id, label: t`Copy of: ${pick(call.name, locale).text}` })),
          { value: '', label: t`An empty call` },
        ]}
      />
      <div>
        <Button type="submit" kind="primary" busy={create.isPending}>
          <Trans>Create draft</Trans>
        </Button>
      </div>
    </form>
  );
}

function bodyOf(name: string, code: string, start: string) {
  const template = TEMPLATES.find((key) => key === start) ?? null;
  return { name: { vi: name }, code, template, copy_of: template === null && start !== '' ? start : null };
}
