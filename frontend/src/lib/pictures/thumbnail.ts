/** The address of a small JPEG of a picture of a dataset; its longer side has at most so many pixels. */
export function thumbnail(image: string, pixels: number): string {
  return smaller(`/api/v1/images/${image}/content`, pixels);
}

/** The same of a picture whose file has this path. */
export function smaller(content: string, pixels: number): string {
  return `${content}?size=${pixels}`;
}

/** The same of the picture of a classification. */
export function taskThumbnail(task: string, pixels: number): string {
  return `/api/v1/tasks/${task}/picture?size=${pixels}`;
}

/** What was classified, as large as it is looked at to be judged. */
export function reviewPicture(task: string): string {
  return `/api/v1/tasks/${task}/picture?size=512`;
}
