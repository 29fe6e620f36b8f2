/** The id of the control of a field; error summaries link to it. Dots of nested names are kept out of it. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll('.', '-')}`;
}
