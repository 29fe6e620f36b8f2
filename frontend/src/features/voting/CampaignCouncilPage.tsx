import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { useProblemTexts } from '../../api/problems';
import { mayDo, useAccount } from '../../api/session';
import { useLocale } from '../../lib/i18n';
import { type LocalText, pick } from '../../lib/localText';
import { paths } from '../../lib/paths';
import { Button, buttonClass } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { LocalTextField } from '../../ui/LocalTextField';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { SelectField } from '../../ui/TextField';
import { CouncilPanel } from './CouncilPanel';
import { categoryRulesQuery, councilsQuery, rulesQuery, setup, useSetup } from './queries';
import { RuleSentence } from './RuleSentence';

/** How a call is decided: a rule for each category, the council, its members and its meetings. */
export function CampaignCouncilPage() {
  const { t } = useLingui();
  const { campaignId = '' } = useParams({ strict: false });
  const councils = useQuery(councilsQuery(campaignId));
  return (
    <Page width="form">
      <PageHeading
        title={t`Council`}
        lead={t`Choose how each category is decided, seat the council, and prepare its meetings.`}
        above={
          <Link {...paths.campaignSetup(campaignId)}>
            ← <Trans>Set up the call</Trans>
          </Link>
        }
        actions={
          <Link {...paths.councilRules()} className={buttonClass()}>
            <Trans>Council rules</Trans>
          </Link>
        }
      />
      <div className="grid gap-6">
        <CategoryRules campaignId={campaignId} />
        <Loaded query={councils}>
          {(list) => (
            <>
              {list.map((council) => (
                <CouncilPanel key={council.id} council={council} />
              ))}
              <NewCouncil campaignId={campaignId} isFirst={list.length === 0} />
            </>
          )}
        </Loaded>
      </div>
    </Page>
  );
}

function CategoryRules({ campaignId }: { campaignId: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const categories = useQuery(categoryRulesQuery(campaignId));
  const rules = useQuery(rulesQuery);
  const change = useSetup(campaignId);
  const texts = useProblemTexts();
  return (
    <Panel title={t`A rule for each category`}>
      {change.isError && <Notice tone="bad" live title={texts.of(change.error)} />}
      <Loaded query={categories}>
        {(list) => (
          <div className="grid gap-5">
            {list.length === 0 && <EmptyState title={t`This call has no categories yet`} />}
            {list.some((one) => !one.may_assign) && (
              <p className="text-muted">
                <Trans>Rules are chosen by the campaign manager before the call is published, and stay afterwards.</Trans>
              </p>
            )}
            {list.map((category) => (
              <div key={category.category_id} className="grid gap-1">
                <SelectField
                  name={`rule-${category.category_id}`}
                  label={`${category.code} · ${pick(category.name, locale).text}`}
                  disabled={!category.may_assign}
                  value={category.rule?.id ?? ''}
                  onChange={(event) => {
                    const ruleId = event.target.value;
                    if (ruleId !== '') change.mutate(() => setup.assign(campaignId, category.category_id, ruleId));
                  }}
                >
                  <option value="">{t`Choose a rule`}</option>
                  {(rules.data ?? []).map((rule) => (
                    <option key={rule.id} value={rule.id}>
                      {rule.code} ({rule.number}) · {pick(rule.name, locale).text}
                    </option>
                  ))}
                </SelectField>
                {category.rule && (
                  <p className="text-muted first-letter:uppercase">
                    <RuleSentence definition={category.rule.definition} />
                  </p>
                )}
              </div>
            ))}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

const NO_NAME: LocalText = { vi: '', fr: null, en: null };
const LONGEST_NAME = 200;

function NewCouncil({ campaignId, isFirst }: { campaignId: string; isFirst: boolean }) {
  const { t } = useLingui();
  const account = useAccount();
  const [name, setName] = useState<LocalText>(NO_NAME);
  const [isOpen, setOpen] = useState(false);
  const change = useSetup(campaignId);
  const texts = useProblemTexts();
  if (!mayDo(account, 'role.request')) return null;
  if (!isOpen && !isFirst) {
    return (
      <div>
        <Button icon="plus" onClick={() => setOpen(true)}>
          <Trans>Add another council</Trans>
        </Button>
      </div>
    );
  }
  const create = () =>
    change.mutate(() => setup.create(campaignId, name), {
      onSuccess: () => {
        setName(NO_NAME);
        setOpen(false);
      },
    });
  return (
    <Panel title={t`Set up the council`}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        {change.isError && <Notice tone="bad" live title={texts.of(change.error)} />}
        <LocalTextField name="council-name" label={t`Name of the council`} maxLength={LONGEST_NAME} value={name} onChange={setName} />
        <div>
          <Button type="submit" kind="primary" busy={change.isPending}>
            <Trans>Set it up</Trans>
          </Button>
        </div>
      </form>
    </Panel>
  );
}
