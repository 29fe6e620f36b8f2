import { act, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { chooseSavesData } from '../../lib/saveData';
import { Picture } from './Picture';

const drawn = (name: string, width: number | null, format: string) => ({ name, width, height: width, content_type: `image/${format}` });
const COVER = {
  media_id: 'cover',
  width: 1600,
  height: 1200,
  average_colour: null,
  base: null,
  pictures: [
    drawn('w1280.avif', 1280, 'avif'),
    drawn('w1280.webp', 1280, 'webp'),
    drawn('w320.avif', 320, 'avif'),
    drawn('w320.webp', 320, 'webp'),
  ],
};
const address = (name: string) => `/api/v1/media/cover/files/${name}`;
const sources = () => [...document.querySelectorAll('source')].map((source) => source.srcset);

test('where data are saved a card offers its smallest picture alone, and fetches nothing ahead', () => {
  render(<Picture file={COVER} alt="Bìa" sizes="92vw" eager />);
  const image = screen.getByAltText('Bìa');
  expect(sources()).toEqual([
    `${address('w1280.avif')} 1280w, ${address('w320.avif')} 320w`,
    `${address('w1280.webp')} 1280w, ${address('w320.webp')} 320w`,
  ]);
  expect(image).toHaveAttribute('loading', 'eager');

  act(() => chooseSavesData(true));

  expect(sources()).toEqual([`${address('w320.avif')} 320w`, `${address('w320.webp')} 320w`]);
  expect(image).toHaveAttribute('src', address('w320.webp'));
  expect(image).toHaveAttribute('loading', 'lazy');
});

test('of a picture as narrow as its smallest size the least one is taken', () => {
  const pictures = COVER.pictures.map((picture) => ({ ...picture, width: 64, height: 48 }));
  act(() => chooseSavesData(true));

  render(<Picture file={{ ...COVER, width: 64, height: 48, pictures }} alt="Bìa" sizes="92vw" />);

  expect(sources()).toEqual([`${address('w320.avif')} 64w`, `${address('w320.webp')} 64w`]);
});
