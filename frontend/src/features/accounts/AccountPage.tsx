import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { type SessionAccount, signOut, useAccount } from '../../api/session';
import { paths } from '../../lib/paths';
import { Button } from '../../ui/Button';
import { DefinitionList } from '../../ui/DefinitionList';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { Skeleton } from '../../ui/Skeleton';
import { LanguageChoice, ThemeChoice } from './Preferences';
import { roleNames } from './roleNames';

/** Who I am here, and what I have set for myself. */
export function AccountPage() {
  const { t } = useLingui();
  const account = useAccount();
  return (
    <Page width="form">
      <PageHeading title={t`My account`} />
      {account ? <Account account={account} /> : <Skeleton />}
    </Page>
  );
}

function Account({ account }: { account: SessionAccount }) {
  const { t, i18n } = useLingui();
  const roles = [...new Set(account.roles.map(({ role }) => role))].map((role) => i18n._(roleNames[role]));
  return (
    <div className="grid gap-6">
      <Panel title={<Trans>Who I am</Trans>}>
        <DefinitionList
          items={[
            { key: 'name', term: t`Name`, value: account.full_name },
            { key: 'email', term: t`E-mail address`, value: account.email },
            { key: 'roles', term: t`Roles`, value: roles.length > 0 ? roles.join(', ') : t`Staff member` },
          ]}
        />
      </Panel>
      <Panel title={<Trans>Language and colours</Trans>}>
        <div className="grid gap-6 sm:grid-cols-2">
          <LanguageChoice />
          <ThemeChoice />
        </div>
      </Panel>
      <Panel title={<Trans>Devices</Trans>}>
        <SignOutEverywhere />
      </Panel>
    </div>
  );
}

function SignOutEverywhere() {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const leave = async () => {
    setAsked(false);
    try {
      await signOut(cache, 'everywhere');
      await navigate(paths.signIn());
    } catch (refusal) {
      setProblem(refusal);
    }
  };
  return (
    <div className="grid gap-3">
      <p>
        <Trans>If a device is lost, or you have used one that others use too, end every session at once.</Trans>
      </p>
      {problem !== null && (
        <Notice tone="bad" live>
          {texts.of(problem)}
        </Notice>
      )}
      <div>
        <Button kind="danger" onClick={() => setAsked(true)}>
          <Trans>Sign out on all devices</Trans>
        </Button>
      </div>
      <Dialog
        isOpen={isAsked}
        title={t`Sign out on all devices?`}
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button kind="danger" onClick={() => void leave()}>
              <Trans>Sign out everywhere</Trans>
            </Button>
            <Button onClick={() => setAsked(false)}>
              <Trans>Cancel</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>This device is signed out too. Drafts that are saved stay as they are.</Trans>
        </p>
      </Dialog>
    </div>
  );
}
