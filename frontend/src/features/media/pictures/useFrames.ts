import { type RefObject, useEffect, useRef, useState } from 'react';

const WIDTH = 240;

/**
 * Draws frames of a film at these moments, one after the other, from a film element that nobody sees. Returns what to hand
 * each canvas, and which are drawn. A browser that cannot jump in the film leaves them empty.
 */
export function useFrames(src: string, momentsMs: readonly number[]): { canvases: RefObject<(HTMLCanvasElement | null)[]>; drawn: number } {
  const canvases = useRef<(HTMLCanvasElement | null)[]>([]);
  const [drawn, setDrawn] = useState(0);
  const moments = momentsMs.join(' ');
  useEffect(() => {
    const film = document.createElement('video');
    const wanted = moments.split(' ').map(Number);
    let next = 0;
    const jump = () => {
      const moment = wanted[next];
      if (moment !== undefined) film.currentTime = moment / 1000;
    };
    const draw = () => {
      const canvas = canvases.current[next];
      if (canvas) {
        canvas.width = WIDTH;
        canvas.height = Math.round((WIDTH * film.videoHeight) / Math.max(1, film.videoWidth));
        canvas.getContext('2d')?.drawImage(film, 0, 0, canvas.width, canvas.height);
      }
      next++;
      setDrawn(next);
      jump();
    };
    film.muted = true;
    film.playsInline = true;
    film.preload = 'auto';
    film.addEventListener('loadeddata', jump);
    film.addEventListener('seeked', draw);
    film.src = src;
    return () => {
      film.removeEventListener('seeked', draw);
      film.removeAttribute('src');
      film.load();
    };
  }, [src, moments]);
  return { canvases, drawn };
}
