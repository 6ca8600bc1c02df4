/** Whether this page may ask for the camera at all: browsers give it to https and localhost alone. */
export function cameraPossible(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/** Why the camera cannot be used, for people. */
export function cameraProblem(thrown: unknown): string {
  const name = thrown instanceof DOMException ? thrown.name : '';
  switch (name) {
    case 'NotAllowedError':
      return 'The browser did not allow the camera. Allow it in the address bar, then try again.';
    case 'NotFoundError':
      return 'No camera was found on this device.';
    case 'NotReadableError':
      return 'Another program is using the camera.';
    default:
      return 'The camera could not be started.';
  }
}

/** What the video shows now, as a JPEG of at most so many pixels on its longer side. */
export async function still(video: HTMLVideoElement, longest = 640): Promise<Blob> {
  const scale = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', 0.92)
  );
}
