// The key of this window. It is made here, cannot be taken out of the browser, and is the window's
// whole identity: whoever clears the browser's data has to enrol again.

export interface Enrolled {
  readonly client: string;
  readonly key: CryptoKeyPair;
}

const DATABASE = 'lz-counter';
const STORE = 'enrolment';
const ONLY = 'this';

export function newKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
}

export async function recall(): Promise<Enrolled | undefined> {
  return (await act('readonly', (store) => store.get(ONLY))) as Enrolled | undefined;
}

export async function remember(enrolled: Enrolled): Promise<void> {
  await act('readwrite', (store) => store.put(enrolled, ONLY));
}

function act(mode: IDBTransactionMode, on: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((done, failed) => {
    const open = indexedDB.open(DATABASE, 1);
    open.onupgradeneeded = () => open.result.createObjectStore(STORE);
    open.onerror = () => failed(open.error);
    open.onsuccess = () => {
      const database = open.result;
      const transaction = database.transaction(STORE, mode);
      const request = on(transaction.objectStore(STORE));
      transaction.oncomplete = () => {
        database.close();
        done(request.result);
      };
      transaction.onabort = () => {
        database.close();
        failed(transaction.error);
      };
    };
  });
}
