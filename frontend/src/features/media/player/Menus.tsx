import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import { isLocale, LOCALES, useLocale } from '../../../lib/i18n';
import { formatNumber } from '../../../lib/numbers';
import { Button } from '../../../ui/Button';
import { SaveDataSwitch } from '../../../ui/SaveData';
import { formatPosition } from '../words';
import { cueAt } from './cues';
import { SPEEDS } from './keys';
import { Chips, Menu } from './Menu';
import { prefer, usePreferences } from './preferences';
import type { Player } from './usePlayer';

const OFF = 'off';
const AUTO = 'auto';
const SOUND = 'sound';

/** Says the name of a language: ours in their own words, others in the reader's. */
export function languageName(language: string, locale: string): string {
  if (isLocale(language)) return LOCALES[language];
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

/** Captions: which language, or none. Nothing where the recording has none. */
export function CaptionsMenu({ player }: { player: Player }) {
  const { t } = useLingui();
  const locale = useLocale();
  const name = useId();
  const { captions, language } = player;
  if (captions.length === 0) return null;
  const choices = [
    { value: OFF, label: t`Off` },
    ...captions.map((track) => ({
      value: track.language,
      label:
        track.source === 'recognised' ? (
          <>
            {languageName(track.language, locale)} <span className="font-normal opacity-80">{t`(by machine)`}</span>
          </>
        ) : (
          languageName(track.language, locale)
        ),
    })),
  ];
  return (
    <Menu icon="captions" label={t`Captions`} isOn={language !== null}>
      {() => (
        <Chips
          legend={t`Captions`}
          name={name}
          value={language ?? OFF}
          choices={choices}
          onChoose={(value) => prefer(value === OFF ? { showsCaptions: false } : { showsCaptions: true, captions: value })}
        />
      )}
    </Menu>
  );
}

/** The chapters of a recording, the current one marked. Nothing where there are none. */
export function ChaptersMenu({ player }: { player: Player }) {
  const { t } = useLingui();
  const { chapters, position, seek } = player;
  if (chapters.length === 0) return null;
  const current = cueAt(chapters, position);
  return (
    <Menu icon="chapters" label={t`Chapters`}>
      {(close) => (
        <ol aria-label={t`Chapters`} className="-mx-2 grid">
          {chapters.map((chapter, index) => (
            <li key={chapter.start_ms}>
              <button
                type="button"
                aria-current={index === current ? 'true' : undefined}
                className="player-line"
                onClick={() => {
                  seek(chapter.start_ms / 1000);
                  close();
                }}
              >
                <span className="text-muted tabular-nums">{formatPosition(chapter.start_ms / 1000)}</span>
                {chapter.text}
              </button>
            </li>
          ))}
        </ol>
      )}
    </Menu>
  );
}

/** Speed, quality, saving data, and what else a player can do. */
export function SettingsMenu({ player, onKeys, children }: { player: Player; onKeys: () => void; children?: ReactNode }) {
  const { t } = useLingui();
  const locale = useLocale();
  const name = useId();
  const { speed } = usePreferences();
  const rate = (value: number) => `${formatNumber(value, locale)}×`;
  return (
    <Menu icon="settings" label={t`Settings`}>
      {(close) => (
        <div className="grid gap-4">
          <Chips
            legend={t`Speed`}
            name={`${name}-speed`}
            value={String(speed)}
            choices={SPEEDS.map((value) => ({ value: String(value), label: rate(value) }))}
            onChoose={(value) => prefer({ speed: Number(value) })}
          />
          <Quality player={player} name={`${name}-quality`} />
          <SaveDataSwitch />
          <div className="-mx-2 flex flex-wrap">
            {children}
            <Button
              kind="plain"
              onClick={() => {
                close();
                onKeys();
              }}
            >
              <Trans>Keyboard</Trans>
            </Button>
          </div>
        </div>
      )}
    </Menu>
  );
}

function Quality({ player, name }: { player: Player; name: string }) {
  const { t } = useLingui();
  const { deck, soundOnly, mayBeSoundOnly, setSoundOnly } = player;
  const { rungs, chosen, shown } = deck;
  if (rungs.length < 2 && !mayBeSoundOnly) return null;
  const auto = chosen === null && shown !== null && !soundOnly ? t`Auto (${shown}p)` : t`Auto`;
  const choices = [
    { value: AUTO, label: auto },
    ...(rungs.length > 1 ? rungs.map((rung) => ({ value: String(rung), label: `${rung}p` })) : []),
    ...(mayBeSoundOnly ? [{ value: SOUND, label: t`Sound only` }] : []),
  ];
  const choose = (value: string) => {
    setSoundOnly(value === SOUND);
    if (value !== SOUND) deck.choose(value === AUTO ? null : Number(value));
  };
  return (
    <Chips
      legend={t`Quality`}
      name={name}
      value={soundOnly ? SOUND : chosen === null ? AUTO : String(chosen)}
      choices={choices}
      onChoose={choose}
    />
  );
}
