import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Loaded } from '../../api/Loaded';
import { ApiProblem } from '../../api/problem';
import { formatMoment } from '../../lib/dates';
import { useLocale } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { buttonClass } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { Icon, type IconName } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { type Certificate, certificateQuery, documentHref } from './queries';
import { isAsSigned, readableCode, verifyProof } from './verify';

const route = getRouteApi('/c/$code');

/** What somebody sees who has scanned the code on a certificate: valid, revoked or unknown, at a glance. */
export function CertificatePage() {
  const { t } = useLingui();
  const { code } = route.useParams();
  const query = useQuery(certificateQuery(code));
  const isUnknown = query.error instanceof ApiProblem && query.error.status === 404;
  return (
    <Page width="text">
      <PageHeading title={t`Certificate check`} />
      {isUnknown ? <Unknown code={code} /> : <Loaded query={query}>{(certificate) => <Known certificate={certificate} />}</Loaded>}
    </Page>
  );
}

const TONES = {
  ok: { box: 'border-ok bg-ok-soft', mark: 'text-ok', icon: 'check' },
  bad: { box: 'border-bad bg-bad-soft', mark: 'text-bad', icon: 'close' },
  warn: { box: 'border-warn bg-warn-soft', mark: 'text-warn', icon: 'help' },
} as const satisfies Record<string, { box: string; mark: string; icon: IconName }>;

function VerdictBox({ tone, title, children }: { tone: keyof typeof TONES; title: ReactNode; children?: ReactNode }) {
  const look = TONES[tone];
  return (
    <div role="status" className={classes('flex items-start gap-4 rounded-[14px] border-2 p-5', look.box)}>
      <span className={classes('shrink-0 rounded-full border-2 border-current p-2', look.mark)}>
        <Icon name={look.icon} size={30} />
      </span>
      <div className="min-w-0">
        <p className="font-display text-[1.65rem] leading-tight font-semibold">{title}</p>
        {children}
      </div>
    </div>
  );
}

function Unknown({ code }: { code: string }) {
  return (
    <div className="grid gap-5">
      <VerdictBox tone="warn" title={<Trans>Unknown</Trans>}>
        <p className="mt-1">
          <Trans>We have issued no certificate with this code.</Trans>
        </p>
        <p className="mt-1 font-mono text-[0.94rem] break-all">{readableCode(code.replace(/[^a-zA-Z0-9]/g, '').slice(0, 64))}</p>
      </VerdictBox>
      <p>
        <Trans>
          Please compare the code with the one on the paper, letter by letter. If it is the same, the paper was not issued here; the council
          named on it can tell you more.
        </Trans>
      </p>
      <div>
        <Link {...paths.showcase()} className={buttonClass('quiet')}>
          <Trans>Look in the showcase</Trans>
        </Link>
      </div>
    </div>
  );
}

function Known({ certificate }: { certificate: Certificate }) {
  const locale = useLocale();
  const day = (iso: string) => formatMoment(`${iso}T00:00:00+07:00`, locale);
  return (
    <div className="grid gap-6">
      {certificate.state === 'revoked' ? (
        <VerdictBox tone="bad" title={<Trans>Revoked</Trans>}>
          {certificate.revoked_on !== null && (
            <p className="mt-1">
              <Trans>This certificate was revoked on {day(certificate.revoked_on)} and no longer holds.</Trans>
            </p>
          )}
          <p className="mt-2">
            <Trans>Reason:</Trans> <span lang="vi">{certificate.revocation_reason}</span>
          </p>
        </VerdictBox>
      ) : (
        <VerdictBox tone="ok" title={<Trans>Valid</Trans>}>
          <p className="mt-1">
            <Trans>This certificate was issued here and holds.</Trans>
          </p>
        </VerdictBox>
      )}
      <Paper certificate={certificate} decidedOn={day(certificate.decided_on)} />
      {certificate.has_document && (
        <div className="no-print">
          <a href={documentHref(certificate.code)} target="_blank" rel="noopener" className={buttonClass('primary')}>
            <Icon name="document" />
            <Trans>Open the certificate (PDF)</Trans>
          </a>
        </div>
      )}
      <Proof certificate={certificate} />
    </div>
  );
}

function Paper({ certificate, decidedOn }: { certificate: Certificate; decidedOn: string }) {
  return (
    <div lang="vi" className="panel border-gold relative isolate overflow-hidden border-double p-6 text-center sm:p-9">
      <p className="text-muted">{certificate.council}</p>
      <p className="font-display mt-3 text-[1.65rem] leading-snug font-semibold">{certificate.recipients.join(', ')}</p>
      <p className="text-muted">{certificate.unit}</p>
      <p className="mt-4 text-lg">“{certificate.title}”</p>
      <p className="mt-5">
        <span className="bg-brand text-on-brand border-gold inline-block border-b-[3px] px-5 py-1.5 font-semibold">
          {certificate.award}
        </span>
      </p>
      <p className="text-muted mt-5 text-[0.94rem]">
        {certificate.campaign} · {decidedOn} · Số {certificate.number}
      </p>
    </div>
  );
}

/** The signature, checked by this very browser where it can. */
function Proof({ certificate }: { certificate: Certificate }) {
  const { proof } = certificate;
  const verdict = useQuery({
    queryKey: ['certificates', certificate.code, 'proof', proof.signature],
    queryFn: () => verifyProof(proof),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  if (verdict === undefined) return null;
  const isSound = verdict !== 'forged' && isAsSigned(certificate);
  return (
    <div className="text-[0.94rem]">
      {isSound ? (
        <p className="flex items-start gap-2">
          <span className="text-ok mt-0.5">
            <Icon name="lock" />
          </span>
          {verdict === 'genuine' ? (
            <Trans>Your browser has verified the digital signature by itself.</Trans>
          ) : (
            <Trans>The digital signature was verified by the server; this browser cannot do it by itself.</Trans>
          )}
        </p>
      ) : (
        <VerdictBox tone="bad" title={<Trans>The signature does not fit</Trans>}>
          <p>
            <Trans>What this page shows is not what was signed. Please do not rely on it, and tell the council.</Trans>
          </p>
        </VerdictBox>
      )}
      <details className="no-print mt-2">
        <summary className="min-h-6 cursor-pointer">
          <Trans>Signed data</Trans>
        </summary>
        <dl className="bg-sunken mt-2 grid gap-2 rounded-lg p-4 font-mono text-[0.82rem] break-all">
          <dt className="text-muted">payload</dt>
          <dd>{proof.payload}</dd>
          <dt className="text-muted">signature (Ed25519, base64)</dt>
          <dd>{proof.signature}</dd>
          <dt className="text-muted">public key {proof.key_id}</dt>
          <dd>{proof.public_key}</dd>
        </dl>
      </details>
    </div>
  );
}
