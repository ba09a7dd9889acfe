/* What the compiled peers share: their starts, how they time themselves, and the line of JSON that they print. */
#ifndef PEER_H
#define PEER_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* x2 at which a trajectory ends: x2 = 0 itself is a singularity that no step may cross. */
#define END 1e-6

/* The horizon, within which every trajectory has ended. */
#define HORIZON 1e3

/* Centre of cell i of n along an axis from 0 to 1. */
static inline double centre(int i, int n) { return (i + 0.5) / n; }

static inline double processor_time(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/*
 * Compares times, NaN for a trajectory that failed, with the exact ones on stdin, and prints seconds per trajectory,
 * largest relative error, number of failures and version.
 */
static inline void report(const double *times, int n, double seconds, const char *version) {
  double worst = 0, exact;
  int failed = 0;
  for (int k = 0; k < n * n && scanf("%lf", &exact) == 1; k++) {
    if (isnan(times[k])) failed++;
    else if (fabs(times[k] / exact - 1) > worst) worst = fabs(times[k] / exact - 1);
  }
  printf("{\"seconds\":%.9g,\"error\":%.3g,\"failed\":%d,\"version\":\"%s\"}\n", seconds / (n * n), worst, failed,
         version);
}

/*
 * The equations that this package integrates: the DPO flow in (r1, r2, t), r = log x, against the clock s,
 * ds = (|r'| + 1/HORIZON) dt.
 */
static inline void regularised(double beta, const double *y, double *dy) {
  const double g = beta / (1 + exp(beta * (y[0] - y[1])));
  const double v1 = g * exp(-2 * y[0]), v2 = -g * exp(-2 * y[1]);
  const double pace = 1 / (sqrt(v1 * v1 + v2 * v2) + 1 / HORIZON);
  dy[0] = v1 * pace;
  dy[1] = v2 * pace;
  dy[2] = pace;
}

#endif
