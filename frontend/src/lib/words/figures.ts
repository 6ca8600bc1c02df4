import type { Schemas } from '#lib/api/client.ts';

type Interval = Schemas['Interval'];

/** Below this many check pictures, a share of a hundred says more than is known. */
export const ENOUGH = 30;

const WORDS = new Intl.NumberFormat('en');

/** 12,345. */
export function count(number: number): string {
  return WORDS.format(number);
}

/** "1 picture", "2 pictures". */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** Of a hundred, never flattering: 99.6 % is 99 unless it is all. */
export function ofHundred(fraction: number): number {
  return fraction >= 1 ? 100 : Math.min(99, Math.round(fraction * 100));
}

/** "95 of 100", exactly what was asked for: 99.9 is not reached by 99. */
export function goalOf(fraction: number): string {
  return `${Number((fraction * 100).toFixed(1))} of 100`;
}

/** "Right on about 96 of 100 new pictures", or how many of the few that there were. */
export function rightOn(accuracy: Interval, checked?: number): string {
  if (checked !== undefined && checked < ENOUGH) {
    return `Right on ${Math.round(accuracy.value * checked)} of ${counted(checked, 'check picture')}`;
  }
  return `Right on about ${ofHundred(accuracy.value)} of 100 new pictures`;
}

/** "Likely range 90 to 99", rounded outwards. */
export function likelyRange(accuracy: Interval, checked?: number, what = 'check pictures'): string {
  if (checked !== undefined && checked < ENOUGH) {
    return `Too few ${what} to say more.`;
  }
  const low = Math.floor(accuracy.low * 100 + 1e-9);
  const high = Math.ceil(accuracy.high * 100 - 1e-9);
  return `Likely range ${low} to ${high}`;
}

/** How firmly a class was chosen. */
export function sureness(probability: number): 'Very sure' | 'Fairly sure' | 'Not sure' {
  if (probability >= 0.95) {
    return 'Very sure';
  }
  return probability >= 0.75 ? 'Fairly sure' : 'Not sure';
}

/** "4 seconds", "2 minutes", "1 hour 5 minutes", "30 days"; never a false precision. */
export function lasting(seconds: number): string {
  if (seconds < 1) {
    return 'less than a second';
  }
  if (seconds < 90) {
    return counted(Math.round(seconds), 'second');
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) {
    return counted(minutes, 'minute');
  }
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) {
    return counted(Math.round(hours / 24), 'day');
  }
  return minutes % 60 === 0
    ? counted(hours, 'hour')
    : `${counted(hours, 'hour')} ${counted(minutes % 60, 'minute')}`;
}

/** "1:05", for what counts down or up. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** "1.4 MB". */
export function bytes(number: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = number;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0
    ? counted(number, 'byte')
    : `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** "today 14:02", "19 Nov 14:02", "19 Nov 2025". */
export function moment(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (at.toDateString() === now.toDateString()) {
    return `today ${time}`;
  }
  const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return at.getFullYear() === now.getFullYear() ? `${day} ${time}` : `${day} ${at.getFullYear()}`;
}

/** "29 days left", "1 day left", "goes today": how long something that goes at a time is still there. */
export function leaves(iso: string, now = new Date()): string {
  const days = (new Date(iso).getTime() - now.getTime()) / 86_400_000;
  return days < 1 ? 'goes today' : `${counted(Math.round(days), 'day')} left`;
}

/** Seconds of an ISO 8601 length of time such as `PT15M`. */
export function secondsOf(duration: string): number {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration);
  if (!parts) {
    return 0;
  }
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
}
