import { Trans as LinguiTrans, type TransProps } from '@lingui/react';

/**
 * What every `<Trans>` of the app becomes (see `runtimeConfigModule` in lingui.config.ts).
 *
 * Lingui puts values into the sentence first and looks for its own tags afterwards, so a title such as `<0>` or `<script>` would be
 * taken for a tag, dropped, or given somebody else's link. A value that could be one goes in as a list of itself:
 * Lingui puts what is no text in as an element, and elements are never parsed.
 */
export function Trans({ values, ...props }: TransProps) {
  return <LinguiTrans {...props} {...(values && { values: withoutTags(values) })} />;
}

function withoutTags(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asWritten(value)]));
}

function asWritten(value: unknown) {
  return typeof value === 'string' && value.includes('<') ? [value] : value;
}
