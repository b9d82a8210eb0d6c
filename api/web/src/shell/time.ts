/** Days and times as people write them; legal days are days in China. */
import { english } from './words';

const ZONE = 'Asia/Shanghai';
const EN_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: ZONE });
const ISO = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: ZONE });

/** `2026-03-01` → 2026年3月1日 or 1 March 2026. */
export function day(iso: string): string {
  const [year, month, date] = iso.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return iso;
  return english ? EN_DAY.format(Date.UTC(year, month - 1, date)) : `${year}年${month}月${date}日`;
}

/** The legal day of an instant, `2026-03-01`. */
export function legalDay(instant: string | number): string {
  return ISO.format(new Date(instant));
}

/** 10:32 */
export function clock(instant: string | number): string {
  return CLOCK.format(new Date(instant));
}
