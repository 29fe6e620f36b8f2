import { fileUrl, type ShownItem } from './shownItem';

/** Widths that are made of every picture, and of the first page or the best moment of everything else that can be seen. */
const ALWAYS_MADE = [320, 640, 1280];
const NAME = /^w(\d+)\.(avif|webp)$/;
const PAGE = /^page(\d+)\.webp$/;

/** Returns the `srcset` of one format. */
export function srcSetOf(item: ShownItem, format: 'avif' | 'webp'): string {
  const made = (item.pictures ?? []).flatMap(({ name, width }) => {
    const [, wide, ending] = NAME.exec(name) ?? [];
    return ending === format ? [{ name, width: width ?? Number(wide) }] : [];
  });
  const known = made.length > 0 ? made : ALWAYS_MADE.map((width) => ({ name: `w${width}.${format}`, width }));
  return known.map(({ name, width }) => `${fileUrl(item, name)} ${width}w`).join(', ');
}

/** Returns the names of the pictures of pages, the first page first. */
export function pageNames(names: readonly string[]): string[] {
  const pages = names.flatMap((name) => {
    const [, number] = PAGE.exec(name) ?? [];
    return number === undefined ? [] : [{ name, number: Number(number) }];
  });
  return pages.sort((one, other) => one.number - other.number).map(({ name }) => name);
}

/** Returns the name of the document to save: as it was handed in, else its pages as PDF; captions are a document too. */
export function savedName(names: readonly string[]): string | null {
  const documents = names.filter((name) => name.startsWith('document.'));
  return documents.find((name) => name !== 'document.pdf') ?? documents[0] ?? names.find((name) => name === 'captions.vtt') ?? null;
}
