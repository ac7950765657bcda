import { Counter, Histogram, Registry } from 'prom-client';

/** Upper bounds in seconds: a check should fall in the first ones, an upload in the last. */
const DURATION_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export type HttpMetrics = {
  registry: Registry;
  /** `route` is the declared path with its parameter names, never the address that was asked for. */
  observe: (request: { method: string; route: string; status: number; seconds: number }) => void;
};

export function httpMetrics(): HttpMetrics {
  const registry = new Registry();
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'gongxin_http_requests_total',
    help: 'HTTP requests answered, by route and status.',
    labelNames,
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'gongxin_http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: DURATION_BUCKETS,
    registers: [registry],
  });
  return {
    registry,
    observe: ({ method, route, status, seconds }) => {
      requests.inc({ method, route, status });
      durations.observe({ method, route }, seconds);
    },
  };
}
