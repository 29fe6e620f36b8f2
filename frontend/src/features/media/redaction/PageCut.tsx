import { useLingui } from '@lingui/react/macro';
import { fileUrl } from '../gallery/shownItem';

const SHOWN_WIDTH = 260;

/** The part of a page where words were found, as a small picture; nothing where the page has no picture. */
export function PageCut({
  mediaId,
  page,
  names,
  box,
}: {
  mediaId: string;
  page: number;
  names: readonly string[];
  box: readonly number[];
}) {
  const { t } = useLingui();
  const name = `page${page}.webp`;
  const [left = 0, top = 0, width = 100, height = 20] = box;
  if (!names.includes(name)) return null;
  const scale = Math.min(4, 700 / Math.max(width, 1));
  const pageWidth = SHOWN_WIDTH * scale;
  return (
    <div
      role="img"
      aria-label={t`Where it stands on the page`}
      className="border-line relative h-16 w-[260px] max-w-full overflow-hidden rounded-lg border bg-white"
    >
      <img
        src={fileUrl({ mediaId }, name)}
        alt=""
        loading="lazy"
        className="absolute max-w-none"
        style={{
          width: pageWidth,
          left: SHOWN_WIDTH / 2 - ((left + width / 2) / 1000) * pageWidth,
          top: '50%',
          transform: `translateY(-${(top + height / 2) / 10}%)`,
        }}
      />
    </div>
  );
}
