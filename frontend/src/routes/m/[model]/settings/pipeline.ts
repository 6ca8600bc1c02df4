import type { Schemas } from '#lib/api/client.ts';

type Input = Schemas['Input'];

/** A rectangle in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Which part of a picture goes where in the model's input. */
export function placed(picture: { width: number; height: number }, input: Input): { from: Box; to: Box } {
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  const all = { x: 0, y: 0, width: input.width, height: input.height };
  const across = input.width / picture.width;
  const down = input.height / picture.height;
  switch (input.fit) {
    case 'stretch':
      return { from: whole, to: all };
    case 'pad': {
      const scale = Math.min(across, down);
      const width = Math.max(1, Math.round(picture.width * scale));
      const height = Math.max(1, Math.round(picture.height * scale));
      return {
        from: whole,
        to: {
          x: Math.floor((input.width - width) / 2),
          y: Math.floor((input.height - height) / 2),
          width,
          height
        }
      };
    }
    default: {
      const scale = Math.max(across, down);
      const width = input.width / scale;
      const height = input.height / scale;
      return {
        from: { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height },
        to: all
      };
    }
  }
}

/** Draws about what the model sees; the server's own scaling is finer. */
export function draw(canvas: HTMLCanvasElement, image: HTMLImageElement, input: Input): void {
  canvas.width = input.width;
  canvas.height = input.height;
  const context = canvas.getContext('2d');
  if (!context) {
    return;
  }
  const { from, to } = placed({ width: image.naturalWidth, height: image.naturalHeight }, input);
  context.imageSmoothingQuality = 'high';
  context.filter = input.channels === 1 ? 'grayscale(1)' : 'none';
  context.drawImage(image, from.x, from.y, from.width, from.height, to.x, to.y, to.width, to.height);
}
