import type { Schemas } from '#lib/api/client.ts';
import { upload } from '#lib/api/upload.ts';

/**
 * Asks a model what a picture shows.
 *
 * @throws Problem where it cannot be read, or the model has learned nothing yet
 */
export function classify(
  model: string,
  picture: Blob,
  signal?: AbortSignal
): Promise<Schemas['Classification']> {
  return upload(`/api/v1/models/${model}/classifications`, picture, {
    type: picture.type.startsWith('image/') ? picture.type : 'image/*',
    ...(signal ? { signal } : {})
  });
}
