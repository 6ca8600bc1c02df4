import { deflateSync, crc32 } from 'node:zlib';
import { existsSync } from 'node:fs';
import { zipSync } from 'fflate';

/** Pixels a side. */
const SIDE = 24;

/** Numbers from 0 to 1 that are the same in each run. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A grey PNG of a bar on noise: one that stands, lies, rises or falls. */
export function bar(kind: number, next: () => number): Uint8Array {
  const shift = Math.floor(next() * 7) - 3;
  const rows = Buffer.alloc(SIDE * (SIDE + 1));
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const across = [x - SIDE / 2, y - SIDE / 2, (x + y - SIDE) / 2, (x - y) / 2][kind] ?? 0;
      rows[y * (SIDE + 1) + 1 + x] = (Math.abs(across - shift) < 2 ? 210 : 40) + Math.floor(next() * 40);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0))
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(content.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** A grey TIFF, which browsers do not draw. */
export function greyTiff(side: number): Uint8Array {
  const fields = [
    [256, side],
    [257, side],
    [258, 8],
    [259, 1],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, side],
    [279, side * side]
  ] as const;
  const start = 8 + side * side;
  const file = Buffer.alloc(start + 2 + fields.length * 12 + 4);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(start, 4);
  for (let i = 0; i < side * side; i++) {
    file[8 + i] = (i * 7) % 256;
  }
  file.writeUInt16LE(fields.length, start);
  for (const [i, [tag, value]] of fields.entries()) {
    const at = start + 2 + i * 12;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(4, at + 2);
    file.writeUInt32LE(1, at + 4);
    file.writeUInt32LE(value, at + 8);
  }
  return file;
}

const NAMES = ['standing', 'lying', 'rising', 'falling'];

/** A zip with a folder of so many pictures for each of some kinds of bars, and files that are none. */
export function barZip(kinds: readonly number[], each: number, broken = 0): Buffer {
  const next = random(7);
  const files: Record<string, Uint8Array> = {};
  for (const kind of kinds) {
    for (let i = 0; i < each; i++) {
      files[`bars/${NAMES[kind]}/${i}.png`] = bar(kind, next);
    }
  }
  for (let i = 0; i < broken; i++) {
    files[`bars/${NAMES[kinds[0] ?? 0]}/broken-${i}.png`] = bar(0, next).slice(0, 60);
  }
  return Buffer.from(zipSync(files, { level: 0 }));
}

/** A zip of standing and lying bars whose testing pictures have so many lying ones among those that stand. */
export function misplacedZip(each: number, misplaced: number): Buffer {
  const next = random(9);
  const files: Record<string, Uint8Array> = {};
  for (const [folder, count] of [
    ['training', each],
    ['testing', each / 4]
  ] as const) {
    for (const kind of [0, 1]) {
      for (let i = 0; i < count; i++) {
        files[`${folder}/${NAMES[kind]}/${i}.png`] = bar(kind, next);
      }
    }
  }
  for (let i = 0; i < misplaced; i++) {
    files[`testing/${NAMES[0]}/misplaced-${i}.png`] = bar(1, next);
  }
  return Buffer.from(zipSync(files, { level: 0 }));
}

/** A file of the real data sets, where they lie beside the project. */
export function dataSet(name: string): string | undefined {
  const path = new URL(`../../../shared/data/${name}`, import.meta.url).pathname;
  return existsSync(path) ? path : undefined;
}
