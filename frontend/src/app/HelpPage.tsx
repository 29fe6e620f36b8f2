import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../ui/Page';
import { PageHeading } from '../ui/PageHeading';
import { Panel } from '../ui/Panel';
import { Glossary } from './Glossary';

/** The questions people ask first. */
export function HelpPage() {
  const { t } = useLingui();
  return (
    <Page width="text">
      <PageHeading title={t`Help`} lead={<Trans>Short answers to what people ask first.</Trans>} />
      <div className="grid gap-5">
        <Panel title={<Trans>How do I sign in?</Trans>}>
          <Trans>
            With the e-mail address that your unit has registered and your password. The coordinator of your unit can give you an account or
            a new password.
          </Trans>
        </Panel>
        <Panel title={<Trans>Is my work lost when the connection breaks?</Trans>}>
          <Trans>No. What you type is saved while you type, and files that were being sent go on from where they stopped.</Trans>
        </Panel>
        <Panel title={<Trans>Until when can I change my initiative?</Trans>}>
          <Trans>Until the deadline of the call, which stands at the top of its page. All hours are Viet Nam time (UTC+7).</Trans>
        </Panel>
        <Panel title={<Trans>Who can see how I vote?</Trans>}>
          <Trans>The council, the manager of the call and the auditor, once the vote has been counted. Council votes are open.</Trans>
        </Panel>
        <Panel title={<Trans>How do I work without a mouse?</Trans>}>
          <Trans>Tab goes from one control to the next, Enter follows a link or presses a button, Escape closes what has opened.</Trans>
        </Panel>
        <Glossary />
      </div>
    </Page>
  );
}
