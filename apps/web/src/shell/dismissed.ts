const key = 'hecate.dismissed';
/** Notes remembered; there are not so many. */
const limit = 50;

/** Ids of the notes that were dismissed in this session. */
export function readDismissed(): readonly string[] {
  try {
    return (window.sessionStorage.getItem(key) ?? '').split(' ').filter((id) => id !== '');
  } catch {
    return []; // storage is forbidden in this browser
  }
}

/** Adds an id and answers the new list. */
export function rememberDismissed(id: string): readonly string[] {
  const ids = [...new Set([...readDismissed(), id])].slice(-limit);
  try {
    window.sessionStorage.setItem(key, ids.join(' '));
  } catch {
    return ids; // dismissed until the page is left
  }
  return ids;
}
