import type { StoryMedia } from './queries';

type Drawn = StoryMedia['pictures'];

/** The number in the name of a page's picture: `page2.webp`, `page2-w640.avif`, `p2.webp`. Others show the first page. */
const PAGE = /^p(?:age)?-?(\d+)\b/;

/** Returns the pictures of each page that was drawn, the first page first. */
export function pagesOf(pictures: Drawn): Drawn[] {
  const pages = new Map<number, Drawn>();
  for (const picture of pictures) {
    const number = Number(PAGE.exec(picture.name)?.[1] ?? 1);
    pages.set(number, [...(pages.get(number) ?? []), picture]);
  }
  return [...pages].sort(([one], [other]) => one - other).map(([, drawn]) => drawn);
}
