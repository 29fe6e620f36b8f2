import type { PublicationRead } from './queries';

export type StorySection = PublicationRead['story']['sections'][number];
export type StoryField = StorySection['fields'][number];

/** A run of answers that are shown together, in the order of the form. */
export type StoryBlock =
  /** Numbers beside each other; `name` is what they count, from the short answer just before them. */
  | { kind: 'figures'; name: StoryField | null; fields: StoryField[] }
  /** Short answers: a name and a few words. */
  | { kind: 'facts'; fields: StoryField[] }
  /** One answer that is read. */
  | { kind: 'text'; field: StoryField };

const SHORT: ReadonlySet<string> = new Set(['date', 'single_choice', 'short_text']);

/** Parts the answers of one section into runs. */
export function blocksOf(fields: readonly StoryField[]): StoryBlock[] {
  const blocks: StoryBlock[] = [];
  for (const field of fields) {
    const last = blocks[blocks.length - 1];
    if (field.kind === 'number') {
      if (last?.kind === 'figures') last.fields.push(field);
      else blocks.push({ kind: 'figures', name: takeName(blocks), fields: [field] });
    } else if (SHORT.has(field.kind)) {
      if (last?.kind === 'facts') last.fields.push(field);
      else blocks.push({ kind: 'facts', fields: [field] });
    } else blocks.push({ kind: 'text', field });
  }
  return blocks;
}

/** Takes the short text that ends the last run of facts, which says what the numbers after it count. */
function takeName(blocks: StoryBlock[]): StoryField | null {
  const last = blocks[blocks.length - 1];
  const field = last?.kind === 'facts' ? last.fields[last.fields.length - 1] : undefined;
  if (last?.kind !== 'facts' || field?.kind !== 'short_text') return null;
  last.fields.pop();
  if (last.fields.length === 0) blocks.pop();
  return field;
}

const LEAD_FIGURES = 3;

/** Returns the first few numbers of a story, to stand under its summary. */
export function leadFigures(sections: readonly StorySection[]): Extract<StoryBlock, { kind: 'figures' }> | undefined {
  for (const section of sections) {
    const found = blocksOf(section.fields).find((block) => block.kind === 'figures');
    if (found?.kind === 'figures') return found.fields.length <= LEAD_FIGURES ? found : undefined;
  }
  return undefined;
}
