export interface Progress {
  /** Bytes; `total` is null where the server does not report it. */
  tell(done: number, total: number | null): void;
  end(): void;
}

/** Prints one growing line on a terminal, elsewhere a line for each ten megabytes. */
export const progressLine: (output?: { isTTY?: boolean; write(text: string): unknown }) => Progress;

export interface DownloaderOptions {
  /** Holds the bytes that have arrived so far. */
  folder: string;
  progress: Progress;
  /** Calls back after a silence; each `heard()` restarts the wait. */
  watch?: (onSilence: () => void) => { heard: () => void; stop: () => void };
}

/** A downloader for @electron/get that continues an interrupted download, even one of an earlier run. */
export const resumingDownloader: (options: DownloaderOptions) => {
  download(url: string, target: string): Promise<void>;
};
