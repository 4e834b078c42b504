/** Measured values by name; durations in milliseconds, sizes in kB (1,000 bytes) or MB, rates as the name says. */
export type Figures = Record<string, number>;

export interface Budget {
  figure: string;
  /** Unset if the figure is only for comparison. */
  most?: (figures: Figures) => number;
  /** What is measured, and how. */
  note: string;
}

/** One polling interval with its jitter. */
const INTERVAL_MS = 33_000;

/** The budgets of the design, and the meaning of each figure. */
export const BUDGETS: readonly Budget[] = [
  {
    figure: 'notify_latency_push_p50_ms',
    most: () => 25,
    note: 'real time, loopback, no server debounce: message stored → notification asked',
  },
  { figure: 'notify_latency_push_p95_ms', most: () => 250, note: 'the same; messages come 0.2–2 s after the last' },
  {
    figure: 'notify_latency_push_processor_p50_ms',
    note: 'processor time of that, server included; a longer latency than this is a busy machine',
  },
  {
    figure: 'notify_latency_poll_p50_ms',
    most: (figures) => INTERVAL_MS + (figures.notify_round_trip_poll_p50_ms ?? 0),
    note: 'message at a random moment: simulated wait for the next poll + the measured round trip',
  },
  {
    figure: 'notify_latency_poll_max_ms',
    most: (figures) => INTERVAL_MS + (figures.notify_round_trip_poll_max_ms ?? 0),
    note: 'the longest of these',
  },
  { figure: 'notify_round_trip_poll_p50_ms', note: 'the measured part of these: first request → notification asked' },
  { figure: 'notify_round_trip_poll_max_ms', note: 'the longest of these' },
  { figure: 'idle_requests_per_hour_push', most: () => 75, note: 'simulated hour, 200 conversations, websocket open' },
  { figure: 'idle_requests_per_hour_poll', most: () => 135, note: 'simulated hour, 200 conversations' },
  {
    figure: 'idle_requests_per_hour_push_companions',
    most: () => 100,
    note: 'the same with push, all companions and their notifications switched on, window hidden',
  },
  {
    figure: 'idle_requests_per_hour_poll_companions',
    most: (figures) => (figures.idle_requests_per_hour_poll ?? 0) + 25,
    note: 'the same without push',
  },
  {
    figure: 'idle_bytes_ratio_vs_full_list_30s',
    most: () => 0.04,
    note: 'bodies of that hour (without push) : 120 full lists, uncompressed',
  },
  { figure: 'idle_bytes_per_hour_poll', note: 'bodies of that hour' },
  { figure: 'list_json_parse_1000_ms', note: 'JSON.parse of the text of 1,000 conversations; median of 25' },
  {
    figure: 'list_unchanged_1000_ms',
    note: 'the same text → read → store → sorted list → nothing new, interleaved with the above',
  },
  { figure: 'list_unchanged_1000_ratio_vs_json_parse', most: () => 2, note: 'the ratio of these two' },
  { figure: 'list_json_parse_5000_ms', note: 'JSON.parse of the text of 5,000 conversations; median of 25' },
  { figure: 'list_unchanged_5000_ms', note: 'as above' },
  { figure: 'list_unchanged_5000_ratio_vs_json_parse', most: () => 2, note: 'the ratio of these two' },
  {
    figure: 'fleet_100_peak_requests_per_s',
    most: () => 25,
    note: '100 PCs that start within a second, simulated hour after the first minute',
  },
  { figure: 'fleet_100_peak_requests_per_s_unjittered', note: 'the same without jitter' },
  {
    figure: 'fleet_100_push_lost_peak_requests_per_s',
    most: () => 25,
    note: '100 PCs that lose push together, in the next five minutes',
  },
  { figure: 'fleet_100_push_lost_peak_requests_per_s_unjittered', note: 'the same without jitter' },
  {
    figure: 'fleet_100_alarm_peak_requests_per_s',
    // Chance alone makes peaks of 34 in ten minutes of 20/s.
    most: () => 36,
    note: '100 PCs with an alarm conversation and without push: 20/s on average; ten minutes after the first',
  },
  {
    figure: 'alarm_latency_push_p95_ms',
    most: () => 250,
    note: 'real time, loopback, no server debounce: message stored → card asked for',
  },
  {
    figure: 'alarm_latency_poll_p95_ms',
    most: () => 6_000,
    note: 'message at a random moment: simulated wait for the next list + the measured round trip',
  },
  { figure: 'alarm_latency_lane_p95_ms', most: () => 1_500, note: 'as with push, with the long-poll lane' },
  {
    figure: 'alarm_requests_per_hour_push',
    most: () => 75,
    note: 'simulated idle hour after the first, 200 conversations, one of them an alarm conversation',
  },
  { figure: 'alarm_requests_per_hour_poll', most: () => 750, note: 'the same without push' },
  { figure: 'alarm_bytes_per_hour_poll', note: 'bodies of that hour without push' },
  { figure: 'window_js_css_gzip_kb', note: 'what the window loads before it shows its list' },
  { figure: 'window_lazy_gzip_kb', note: 'the rest: menus, dialogs, settings, loaded when idle or on demand' },
  { figure: 'main_bundle_gzip_kb', most: () => 250, note: 'what main loads at its start' },
  { figure: 'main_lazy_gzip_kb', note: 'the rest of main: companions, loaded when they are switched on' },
  {
    figure: 'window_first_list_200_ms',
    note: 'navigation → window full of the 200 conversations, Chromium; median of 7',
  },
  {
    figure: 'window_first_list_200_bare_ms',
    note: 'a bare Solid list of 200 rows in a store, interleaved with the above',
  },
  { figure: 'window_first_list_200_ratio_vs_bare', most: () => 1.4, note: 'the ratio of these two' },
  { figure: 'window_first_list_1000_ms', note: 'the same with 1,000 conversations; median of 7' },
  {
    figure: 'window_row_update_ms',
    note: 'a new state with 1 of 1,000 conversations changed → its frame painted; median of 7',
  },
  { figure: 'window_row_update_bare_ms', note: 'the same in the bare list, in turn with the above' },
  { figure: 'window_row_update_ratio_vs_bare', most: () => 1.5, note: 'the ratio of these two' },
  { figure: 'window_heap_200_mb', most: () => 8, note: 'JS heap after garbage collection; median' },
  {
    figure: 'window_hidden_timers',
    most: () => 0,
    note: 'timers, intervals and frames still waiting in a minimised window, 2 s after a new state reached it',
  },
];
