import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { useProblemTexts } from '../../api/problems';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { type Rule, ruleQuery, writeRule } from './queries';
import { RuleFacts } from './RuleFacts';
import { RuleFields } from './RuleFields';
import { definitionOf, draftOf, fieldsOf, NEW_RULE, type RuleDraft } from './ruleDraft';
import { Simulator } from './Simulator';

/** One rule: read, edit while nothing uses it, and try it on a council. */
export function RulePage() {
  const { ruleId } = useParams({ strict: false });
  const query = useQuery(ruleQuery(ruleId ?? ''));
  return (
    <Page>
      {ruleId === 'new' ? (
        <Editor key="new" rule={undefined} />
      ) : (
        <Loaded query={query}>{(rule) => <Editor key={`${rule.id} ${rule.version}`} rule={rule} />}</Loaded>
      )}
    </Page>
  );
}

function Editor({ rule }: { rule: Rule | undefined }) {
  const { t } = useLingui();
  const locale = useLocale();
  const [draft, setDraft] = useState(rule ? draftOf(rule) : NEW_RULE);
  const saving = useSave(rule, draft);
  const isFixed = rule !== undefined && !rule.open_actions.includes('edit');
  return (
    <>
      <PageHeading
        title={rule ? `${rule.code} · ${pick(rule.name, locale).text}` : t`New council rule`}
        lead={rule && <Trans>Version {rule.number}</Trans>}
        above={
          <Link {...paths.councilRules()}>
            ← <Trans>Council rules</Trans>
          </Link>
        }
        actions={rule?.open_actions.includes('new_version') && isFixed && <NewVersion rule={rule} />}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        {rule && isFixed ? (
          <RuleFacts rule={rule} />
        ) : (
          <form
            noValidate
            className="grid min-w-0 gap-6"
            onSubmit={(event) => {
              event.preventDefault();
              saving.save();
            }}
          >
            <ErrorSummary errors={saving.errors} submitCount={saving.tries} />
            <RuleFields draft={draft} onChange={setDraft} isNew={rule === undefined} errorOf={saving.errorOf} />
            <div className="flex flex-wrap items-center gap-4">
              <Button type="submit" kind="primary" busy={saving.isSaving}>
                <Trans>Save the rule</Trans>
              </Button>
              <p role="status" className="text-muted">
                {saving.isSaved && <Trans>Saved</Trans>}
              </p>
            </div>
          </form>
        )}
        <Simulator definition={definitionOf(draft)} />
      </div>
    </>
  );
}

function NewVersion({ rule }: { rule: Rule }) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const copying = useMutation({
    mutationFn: () => writeRule.newVersion(rule.id),
    onSuccess: async (copy) => {
      await cache.invalidateQueries({ queryKey: ['council-rules'] });
      await navigate(paths.councilRule(copy.id));
    },
  });
  return (
    <Button busy={copying.isPending} icon="copy" onClick={() => copying.mutate()}>
      <Trans>Make a new version</Trans>
    </Button>
  );
}

const FORM_NAMES: Record<string, string> = {
  'definition.threshold.num': 'num',
  'definition.threshold.den': 'den',
  'definition.threshold': 'num',
  'definition.quorum.num': 'quorumNum',
  'definition.quorum.den': 'quorumDen',
  'definition.quorum': 'quorumNum',
  'definition.score_gate.min_percent': 'minPercent',
  'definition.score_gate.min_sheets': 'minSheets',
  'definition.legal_text': 'legalText',
  legal_basis: 'legalBasis',
  valid_from: 'validFrom',
  valid_until: 'validUntil',
  'name.vi': 'name',
};

/** As the server takes it. */
const CODE = /^[A-Z0-9][A-Z0-9-]{0,19}$/;

function useSave(rule: Rule | undefined, draft: RuleDraft) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const texts = useProblemTexts();
  const [tries, setTries] = useState(0);
  const saving = useMutation({
    mutationFn: () =>
      rule
        ? writeRule.update(rule.id, { ...fieldsOf(draft), version: rule.version })
        : writeRule.create({ ...fieldsOf(draft), code: draft.code }),
    onSuccess: async (saved) => {
      cache.setQueryData(ruleQuery(saved.id).queryKey, saved);
      await cache.invalidateQueries({ queryKey: ['council-rules'], exact: true });
      if (!rule) await navigate(paths.councilRule(saved.id));
    },
  });
  const isCodeWrong = !rule && tries > 0 && !CODE.test(draft.code);
  const refused = texts.fields(saving.error).map(({ field, message }) => ({ field: FORM_NAMES[field] ?? field, message }));
  const fields = isCodeWrong
    ? [{ field: 'code', message: t`Use one to twenty capital letters without accents, digits or hyphens, such as V4` }]
    : refused;
  const general = saving.isError && refused.length === 0 ? [{ message: texts.of(saving.error) }] : [];
  return {
    save: () => {
      setTries(tries + 1);
      saving.reset();
      if (rule || CODE.test(draft.code)) saving.mutate();
    },
    errors: [...general, ...fields],
    tries,
    isSaving: saving.isPending,
    isSaved: saving.isSuccess,
    errorOf: (field: string) => fields.find((one) => one.field === field)?.message,
  };
}
