import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { makeQueryClient } from '../../../api/queryClient';
import { sessionQuery } from '../../../api/session';
import { chooseSavesData } from '../../../lib/saveData';
import { MediaStage } from '../gallery/MediaStage';
import type { ShownItem } from '../gallery/shownItem';
import { FilmPlayer } from './FilmPlayer';
import { keepPlace } from './memory';
import { cuesQuery, type Playback, playbackQuery, type TrackLink } from './playback';
import { SoundPlayer } from './SoundPlayer';

const FILM: ShownItem = { mediaId: 'film', kind: 'video', fileName: 'phim.mp4', altText: 'Phim giới thiệu', pictures: [] };
const SOUND: ShownItem = { mediaId: 'sound', kind: 'audio', fileName: 'ban-tin.m4a', altText: 'Bản tin' };

const CAPTIONS: TrackLink = {
  kind: 'captions',
  language: 'vi',
  source: 'written',
  version: 2,
  url: '/api/v1/media/film/tracks/captions/vi.vtt',
};
const CHAPTERS: TrackLink = { ...CAPTIONS, kind: 'chapters', url: '/api/v1/media/film/tracks/chapters/vi.vtt' };

function playbackOf(item: ShownItem, change: Partial<Playback> = {}): Playback {
  const unknown = { average_colour: null, blurhash: null, waveform: null, width: 640, height: 360, focal_point: { x: 500, y: 500 } };
  return {
    media_id: item.mediaId,
    kind: item.kind,
    duration_ms: 600_000,
    names: ['play.mp4', 'play.m4a'],
    tracks: [],
    ...unknown,
    ...change,
  };
}

function show(element: ReactNode, ...known: Playback[]) {
  const cache = makeQueryClient();
  cache.setQueryData(sessionQuery.queryKey, { account: null, csrf_token: null });
  for (const playback of known) cache.setQueryData(playbackQuery(playback.media_id).queryKey, playback);
  cache.setQueryData(cuesQuery('film', CAPTIONS).queryKey, {
    kind: 'captions',
    language: 'vi',
    source: 'written',
    version: 2,
    cues: [
      { start_ms: 1_000, end_ms: 4_000, text: 'Sáng kiến bắt đầu từ bến nước.' },
      { start_ms: 61_000, end_ms: 64_000, text: 'Khách tự nghe bằng bảy ngôn ngữ.' },
    ],
  });
  cache.setQueryData(cuesQuery('film', CHAPTERS).queryKey, {
    kind: 'chapters',
    language: 'vi',
    source: 'written',
    version: 2,
    cues: [
      { start_ms: 0, end_ms: 60_000, text: 'Mở đầu' },
      { start_ms: 60_000, end_ms: 600_000, text: 'Cách làm' },
    ],
  });
  return render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={cache}>{element}</QueryClientProvider>
    </I18nProvider>,
  );
}

const slider = () => screen.getByRole('slider', { name: /^Vị trí trong/ });
const film = () => document.querySelector('video') ?? document.createElement('video');

beforeEach(() => {
  localStorage.clear();
  // jsdom plays nothing and measures nothing.
  HTMLMediaElement.prototype.load = () => undefined;
  HTMLMediaElement.prototype.play = () => Promise.resolve();
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  globalThis.matchMedia ??= (query) =>
    Object.assign(new EventTarget(), { matches: false, media: query, onchange: null, addListener() {}, removeListener() {} });
});

test('nothing of a film is loaded before somebody wants it, and its length is told', async () => {
  show(<FilmPlayer item={FILM} />, playbackOf(FILM));

  expect(await screen.findByText('10:00', { selector: '.theatre-length' })).toBeInTheDocument();
  expect(film()).not.toHaveAttribute('src');
  expect(film()).not.toHaveAttribute('autoplay');

  await userEvent.click(screen.getAllByRole('button', { name: 'Phát Phim giới thiệu' })[0] ?? document.body);

  expect(film()).toHaveAttribute('src', '/api/v1/media/film/files/play.mp4');
});

test('keys move in a film while the focus is in it, and the place is said in words', async () => {
  show(<FilmPlayer item={FILM} />, playbackOf(FILM, { tracks: [CHAPTERS] }));
  const [play] = await screen.findAllByRole('button', { name: 'Phát Phim giới thiệu' });

  play?.focus();
  await userEvent.keyboard('1');

  expect(slider()).toHaveAttribute('aria-valuetext', '1 phút trên 10 phút, Cách làm');
  fireEvent.keyDown(slider(), { key: 'ArrowRight' });
  expect(slider()).toHaveAttribute('aria-valuetext', '1 phút 5 giây trên 10 phút, Cách làm');
});

test('a question mark lists the keys', async () => {
  show(<FilmPlayer item={FILM} />, playbackOf(FILM));
  const [play] = await screen.findAllByRole('button', { name: 'Phát Phim giới thiệu' });

  play?.focus();
  await userEvent.keyboard('?');

  expect(within(await screen.findByRole('dialog', { name: 'Phím tắt của trình phát' })).getByText('Toàn màn hình')).toBeInTheDocument();
});

test('what is said can be searched without accents and jumped to', async () => {
  show(<FilmPlayer item={FILM} startAt={0} />, playbackOf(FILM, { tracks: [CAPTIONS] }));

  await userEvent.type(await screen.findByRole('searchbox', { name: 'Tìm trong nội dung lời nói' }), 'bay ngon ngu');
  expect(screen.getByText('1 chỗ')).toHaveAttribute('role', 'status');
  expect(screen.getByText('bảy ngôn ngữ').tagName).toBe('MARK');

  await userEvent.click(screen.getByRole('button', { name: /Khách tự nghe/ }));
  expect(slider()).toHaveAttribute('aria-valuetext', '1 phút 1 giây trên 10 phút');
});

test('without captions there is no transcript and no menu for them', async () => {
  show(<FilmPlayer item={FILM} />, playbackOf(FILM));
  await screen.findByText('10:00', { selector: '.theatre-length' });

  expect(screen.queryByText('Nội dung lời nói')).not.toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Phụ đề' })).not.toBeInTheDocument();
});

test('the choice of captions and speed is kept on the device', async () => {
  show(<FilmPlayer item={FILM} />, playbackOf(FILM, { tracks: [CAPTIONS] }));

  await userEvent.click(await screen.findByRole('button', { name: 'Phụ đề' }));
  await userEvent.click(screen.getByRole('radio', { name: 'Tiếng Việt' }));
  await userEvent.click(screen.getByRole('button', { name: 'Cài đặt' }));
  await userEvent.click(screen.getByRole('radio', { name: '1,5×' }));

  expect(JSON.parse(localStorage.getItem('media.preferences') ?? '{}')).toMatchObject({ showsCaptions: true, captions: 'vi', speed: 1.5 });
  expect(film().playbackRate).toBe(1.5);
});

test('a film that was begun is offered from there', async () => {
  keepPlace(localStorage, 'film', 125, 600);
  show(<FilmPlayer item={FILM} />, playbackOf(FILM));

  await userEvent.click(await screen.findByRole('button', { name: 'Xem tiếp từ 2:05' }));

  expect(slider()).toHaveAttribute('aria-valuetext', '2 phút 5 giây trên 10 phút');
  expect(film()).toHaveAttribute('src');
});

test('a film that is not ready says so instead of offering to play', async () => {
  show(<FilmPlayer item={FILM} />, playbackOf(FILM, { names: ['poster.webp'] }));

  expect(await screen.findByText('Chưa thể phát bản ghi này.')).toBeInTheDocument();
  expect(screen.queryAllByRole('button', { name: 'Phát Phim giới thiệu' }).every((button) => button.hasAttribute('disabled'))).toBe(true);
});

test('a film that fails twice keeps its place and can be tried again', async () => {
  show(<FilmPlayer item={FILM} />, playbackOf(FILM));
  await userEvent.click((await screen.findAllByRole('button', { name: 'Phát Phim giới thiệu' }))[0] ?? document.body);

  fireEvent.error(film());

  expect(await screen.findByRole('alert')).toHaveTextContent('Hiện chưa phát được bản ghi này.');
  await userEvent.click(screen.getByRole('button', { name: 'Thử lại' }));
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

test('a sound has its shape to move in', async () => {
  show(<SoundPlayer item={SOUND} />, playbackOf(SOUND, { names: ['play.m4a'], waveform: [10, 200, 90], duration_ms: 20_000 }));

  expect(await screen.findByRole('slider', { name: 'Vị trí trong Bản tin' })).toBeInTheDocument();
  fireEvent.keyDown(slider(), { key: 'End' });

  expect(slider()).toHaveAttribute('aria-valuetext', '20 giây trên 20 giây');
  expect(document.querySelector('audio')).toHaveAttribute('src', '/api/v1/media/sound/files/play.m4a');
});

test('a reader may come in at a moment of one of the files', async () => {
  show(<MediaStage items={[SOUND, FILM]} start={{ mediaId: 'film', seconds: 61 }} />, playbackOf(FILM), playbackOf(SOUND));

  expect(await screen.findByRole('region', { name: 'Phim: Phim giới thiệu' })).toBeInTheDocument();
  expect(slider()).toHaveAttribute('aria-valuetext', '1 phút 1 giây trên 10 phút');
  expect(film()).not.toHaveAttribute('src');
});

test('where data are saved, a film offers its sound alone in sight', async () => {
  show(<FilmPlayer item={FILM} />, playbackOf(FILM));
  await screen.findAllByRole('button', { name: 'Phát Phim giới thiệu' });
  expect(screen.queryByRole('button', { name: 'Chỉ nghe tiếng' })).not.toBeInTheDocument();

  act(() => chooseSavesData(true));
  await userEvent.click(screen.getByRole('button', { name: 'Chỉ nghe tiếng' }));
  await userEvent.click(screen.getAllByRole('button', { name: 'Phát Phim giới thiệu' })[0] ?? document.body);

  expect(screen.getByRole('button', { name: 'Chỉ nghe tiếng' })).toHaveAttribute('aria-pressed', 'true');
  expect(film()).toHaveAttribute('src', '/api/v1/media/film/files/play.m4a');
});
