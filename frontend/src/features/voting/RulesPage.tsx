import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '../../api/Loaded';
import { mayDo, useAccount } from '../../api/session';
import { paths } from '../../lib/paths';
import { Badge } from '../../ui/Badge';
import { buttonClass } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Card } from '../../ui/Panel';
import { type Rule, rulesQuery } from './queries';
import { RuleSentence } from './RuleSentence';

/** The library of council rules. */
export function RulesPage() {
  const { t } = useLingui();
  const account = useAccount();
  const rules = useQuery(rulesQuery);
  return (
    <Page width="form">
      <PageHeading
        title={t`Council rules`}
        lead={t`How councils decide: who must be there, what votes are measured against, how many must agree. Everyone can read them.`}
        above={
          <Link {...paths.council()}>
            ← <Trans>Council</Trans>
          </Link>
        }
        actions={
          mayDo(account, 'rule.edit') && (
            <Link {...paths.councilRule('new')} className={buttonClass('primary')}>
              <Trans>Write a rule</Trans>
            </Link>
          )
        }
      />
      <Loaded query={rules}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t`No rules yet`} />
          ) : (
            <ul className="grid gap-4">
              {list.map((rule) => (
                <li key={rule.id}>
                  <RuleCard rule={rule} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}

function RuleCard({ rule }: { rule: Rule }) {
  return (
    <Card className="grid gap-1 p-5">
      <h2 className="text-xl">
        <Link {...paths.councilRule(rule.id)} className="card-link">
          {rule.code} · <Local text={rule.name} />
        </Link>
      </h2>
      <p className="first-letter:uppercase">
        <RuleSentence definition={rule.definition} />
      </p>
      <p className="text-muted flex flex-wrap items-center gap-x-3 gap-y-1">
        <Trans>Version {rule.number}</Trans>
        {rule.frozen_at === null ? (
          <Badge>
            <Trans>can still be edited</Trans>
          </Badge>
        ) : (
          <Badge icon="lock">
            <Trans>in use, fixed</Trans>
          </Badge>
        )}
        <span>
          <Trans>
            from <DateTime value={rule.valid_from} />
          </Trans>
        </span>
      </p>
    </Card>
  );
}
