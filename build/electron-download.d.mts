export interface Progress {
  /** Bytes; `total` is null where the server does not say it. */
  tell(done: number, total: number | null): void;
  end(): void;
}

/** A line that grows on a terminal; elsewhere one for each ten megabytes. */
export const progressLine: (output?: { isTTY?: boolean; write(text: string): unknown }) => Progress;

export interface DownloaderOptions {
  /** Keeps what has come so far. */
  folder: string;
  progress: Progress;
  /** Calls back after a silence; each `heard()` begins it anew. */
  watch?: (onSilence: () => void) => { heard: () => void; stop: () => void };
}

/** A downloader for @electron/get: goes on where a broken attempt ended, also one of an earlier run. */
export const resumingDownloader: (options: DownloaderOptions) => {
  download(url: string, target: string): Promise<void>;
};
