import { Plural, Trans } from '@lingui/react/macro';

/** How many initiatives there are; beyond a thousand nobody counts. */
export function Total({ count, isCapped }: { count: number; isCapped: boolean }) {
  return isCapped ? <Trans>More than {count} initiatives</Trans> : <Plural value={count} one="# initiative" other="# initiatives" />;
}
