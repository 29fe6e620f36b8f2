import { useLingui } from '@lingui/react/macro';
import { Dialog } from '../../../ui/Dialog';

interface KeyListProps {
  isOpen: boolean;
  isFilm: boolean;
  onClose: () => void;
}

/** The keys of a player. */
export function KeyList({ isOpen, isFilm, onClose }: KeyListProps) {
  const { t } = useLingui();
  const lines: [keys: string[], meaning: string][] = [
    [[t`Space`, 'K'], t`Play and pause`],
    [['←', '→'], t`5 seconds back and forth`],
    [['J', 'L'], t`10 seconds back and forth`],
    [['0', '–', '9'], t`To a tenth of the whole`],
    [['<', '>'], t`Slower and faster`],
    [['↑', '↓'], t`Louder and quieter`],
    [['M'], t`Sound off and on`],
    [['C'], t`Captions off and on`],
  ];
  if (isFilm) lines.push([['F'], t`Full screen`], [['P'], t`Picture in picture`]);
  return (
    <Dialog isOpen={isOpen} title={t`Keys of the player`} onClose={onClose}>
      <p className="text-muted">{t`They act while the focus is inside the player.`}</p>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2">
        {lines.map(([keys, meaning]) => (
          <div key={meaning} className="contents">
            <dt className="flex flex-wrap gap-1.5">
              {keys.map((key) =>
                key === '–' ? (
                  key
                ) : (
                  <kbd key={key} className="border-control bg-sunken rounded-md border px-2 font-sans text-[0.94rem]">
                    {key}
                  </kbd>
                ),
              )}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
