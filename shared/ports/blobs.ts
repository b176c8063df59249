/** Whole objects under a key. Bodies are kept gzipped; callers see them as they were put. */
export interface Blobs {
  /** With `ifAbsent`, `present` means that an object was there and stays as it was. */
  put(
    key: string,
    body: Uint8Array,
    how: { ifAbsent: boolean; contentType: string },
  ): Promise<'stored' | 'present'>;
  get(key: string): Promise<Blob | undefined>;
  /** Keys in code point order. */
  list(prefix: string, page: { keysMax: number; cursor?: string | undefined }): Promise<BlobPage>;
}

export interface Blob {
  readonly body: Uint8Array;
  readonly contentType: string;
}

export interface BlobPage {
  readonly keys: string[];
  readonly cursor?: string;
}

/** Slash-separated segments of `A-Z a-z 0-9 . _ - = %`, none of them `.` or `..`; anything else throws. */
export const blobKeyPattern = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.=%-]+(?:\/[\w.=%-]+)*$/;
