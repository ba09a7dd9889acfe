/*
 * Extinction times of the DPO flow with boost::odeint, of the equations that this package integrates: in (r1, r2, t)
 * against its clock, by the method named, until x2 = 1e-6, which the last step is shortened to meet.
 *
 *     odeint <beta> <n> <relative tolerance> <fehlberg78 | bulirsch-stoer>
 */
#include "peer.h"
#include <array>
#include <boost/numeric/odeint.hpp>
#include <boost/version.hpp>
#include <cstring>

namespace odeint = boost::numeric::odeint;
typedef std::array<double, 3> State;

static double beta;

static void field(const State &y, State &dy, double) { regularised(beta, y.data(), dy.data()); }

/* Steps and corrections of the last one, at most. */
static const int STEPS = 100000, CORRECTIONS = 12;

/* The time at which r2 reaches log END; NaN where it does not. `make` gives a stepper that controls its error. */
template <class Make> static double extinction(State y, Make make) {
  const double end = std::log(END);
  auto stepper = make();
  double s = 0, h = 0.1;
  for (int k = 0; k < STEPS; k++) {
    const State before = y;
    const double start = s;
    if (stepper.try_step(field, y, s, h) == odeint::fail) continue;
    if (y[1] > end) continue;
    /* From where the step began to the root, by Newton's method on the length of a shorter one. */
    double length = (s - start) * (end - before[1]) / (y[1] - before[1]);
    for (int i = 0; i < CORRECTIONS; i++) {
      y = before;
      double at = start, left = length;
      auto last = make();
      while (at < start + length && left > 0) {
        if (last.try_step(field, y, at, left) == odeint::success) left = start + length - at;
      }
      State dy;
      field(y, dy, at);
      const double correction = (end - y[1]) / dy[1];
      if (std::fabs(correction) < 1e-14 * (1 + length)) return y[2];
      if (std::fabs(correction) < 1e-7) return y[2] + dy[2] * correction;
      length += correction;
    }
    return y[2];
  }
  return NAN;
}

template <class Make> static void run(int n, double *times, Make make) {
  for (int j = 0; j < n; j++)
    for (int i = 0; i < n; i++)
      times[j * n + i] = extinction({std::log(centre(i, n)), std::log(centre(j, n)), 0}, make);
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  beta = std::atof(argv[1]);
  const int n = std::atoi(argv[2]);
  const double tolerance = std::atof(argv[3]);
  const bool extrapolates = std::strcmp(argv[4], "bulirsch-stoer") == 0;
  std::vector<double> times(static_cast<std::size_t>(n) * n);
  const double from = processor_time();
  if (extrapolates)
    run(n, times.data(), [&] { return odeint::bulirsch_stoer<State>(1e-3 * tolerance, tolerance); });
  else
    run(n, times.data(),
        [&] { return odeint::make_controlled(1e-3 * tolerance, tolerance, odeint::runge_kutta_fehlberg78<State>()); });
  const double seconds = processor_time() - from;
  char version[64];
  std::snprintf(version, sizeof version, "boost::odeint %d.%d, %s", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
                argv[4]);
  report(times.data(), n, seconds, version);
  return 0;
}
