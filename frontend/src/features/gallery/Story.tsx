import { useLocale } from '../../lib/i18n';
import { Local } from '../../ui/Local';
import { Figures, figureOf } from './Figures';
import { blocksOf, leadFigures, type StoryBlock, type StoryField, type StorySection } from './storyBlocks';

/** What the authors wrote, in the order of the form; the numbers that lead the page are not said twice. */
export function Story({ sections }: { sections: readonly StorySection[] }) {
  const lead = leadFigures(sections)?.fields[0];
  return (
    <div className="grid gap-8">
      {sections.map((section) => {
        const blocks = blocksOf(section.fields).filter((block) => block.kind !== 'figures' || block.fields[0] !== lead);
        return (
          blocks.length > 0 && (
            <section key={section.title.vi} className="border-line grid gap-5 border-t pt-7">
              <h2>
                <Local text={section.title} />
              </h2>
              {blocks.map((block) => (
                <Block key={keyOf(block)} block={block} />
              ))}
            </section>
          )
        );
      })}
    </div>
  );
}

function keyOf(block: StoryBlock): string {
  return block.kind === 'text' ? block.field.label.vi : `${block.kind} ${block.fields[0]?.label.vi}`;
}

function Block({ block }: { block: StoryBlock }) {
  if (block.kind === 'figures') return <Figures name={block.name} fields={block.fields} />;
  if (block.kind === 'facts') return <Facts fields={block.fields} />;
  return (
    <div>
      <h3 className="text-muted mb-1 font-sans text-base font-semibold">
        <Local text={block.field.label} />
      </h3>
      <Value field={block.field} />
    </div>
  );
}

function Facts({ fields }: { fields: readonly StoryField[] }) {
  const locale = useLocale();
  return (
    <dl className="flex flex-wrap gap-x-12 gap-y-4">
      {fields.map((field) => (
        <div key={field.label.vi} className="max-w-[32ch]">
          <dt className="text-muted mb-1 font-semibold">
            <Local text={field.label} />
          </dt>
          <dd lang={field.kind === 'short_text' ? 'vi' : undefined}>{figureOf(field, locale)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ field }: { field: StoryField }) {
  if (Array.isArray(field.value)) {
    return (
      <ul className="list-disc ps-5">
        {field.value.map((choice) => (
          <li key={choice.vi}>
            <Local text={choice} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <p lang="vi" className="max-w-[68ch] whitespace-pre-line">
      {String(field.value)}
    </p>
  );
}
