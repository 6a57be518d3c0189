// Times as a phone in Mexico writes them.
const HOUR = new Intl.DateTimeFormat('es-MX', { hour: 'numeric', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('es-MX', { day: 'numeric', month: 'long', year: 'numeric' });
const SHORT = new Intl.DateTimeFormat('es-MX', { day: '2-digit', month: '2-digit', year: '2-digit' });

export function hour(ms) {
  return HOUR.format(ms);
}

/** Key of the day, to see when it changes. */
export function dayKey(ms) {
  return new Date(ms).toDateString();
}

function daysAgo(ms) {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  return Math.ceil((midnight.getTime() - ms) / 86400000);
}

/** "Hoy", "Ayer" or the date. */
export function day(ms) {
  const days = daysAgo(ms);
  if (days <= 0) return 'Hoy';
  return days === 1 ? 'Ayer' : DAY.format(ms);
}

/** Time of today, otherwise the day, for lists. */
export function brief(ms) {
  const days = daysAgo(ms);
  if (days <= 0) return hour(ms);
  return days === 1 ? 'ayer' : SHORT.format(ms);
}

/** Seconds as 0:07. */
export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}
