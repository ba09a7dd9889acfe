/*
 * Extinction times of the DPO flow with SUNDIALS CVODE: Adams with fixed-point iteration, in the x-plane, until a root
 * of x2 - 1e-6 (x2 = 0 itself is a singularity that no step may cross). One solver serves all starts.
 *
 *     extinction <beta> <n> <relative tolerance>     an n x n grid of starts over [0, 1]^2, cell centres
 *
 * Reads from stdin the exact time of each start to x2 = 1e-6. Prints one line of JSON: seconds per trajectory,
 * largest relative error, version.
 */
#include "peer.h"
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sundials/sundials_version.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>

static double beta;

static int field(realtype t, N_Vector x, N_Vector dx, void *data) {
  (void)t;
  (void)data;
  const double x1 = NV_Ith_S(x, 0), x2 = NV_Ith_S(x, 1);
  if (!(x1 > 0 && x2 > 0)) return 1; /* recoverable: a smaller step, please */
  const double p = pow(x2 / x1, beta), g = beta * p / (1 + p);
  NV_Ith_S(dx, 0) = g / x1;
  NV_Ith_S(dx, 1) = -g / x2;
  return 0;
}

static int extinct(realtype t, N_Vector x, realtype *value, void *data) {
  (void)t;
  (void)data;
  value[0] = NV_Ith_S(x, 1) - END;
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  beta = atof(argv[1]);
  const int n = atoi(argv[2]);
  const double tolerance = atof(argv[3]);
  SUNContext context;
  if (SUNContext_Create(NULL, &context)) return 1;
  N_Vector x = N_VNew_Serial(2, context);
  double *times = malloc(sizeof(double) * n * n);
  void *cvode = CVodeCreate(CV_ADAMS, context);
  SUNNonlinearSolver solver = SUNNonlinSol_FixedPoint(x, 0, context);
  NV_Ith_S(x, 0) = NV_Ith_S(x, 1) = 0.5;
  if (CVodeInit(cvode, field, 0, x) || CVodeSStolerances(cvode, tolerance, 1e-3 * tolerance) ||
      CVodeSetNonlinearSolver(cvode, solver) || CVodeRootInit(cvode, 1, extinct) ||
      CVodeSetMaxNumSteps(cvode, 1000000))
    return 1;
  CVodeSetErrHandlerFn(cvode, NULL, NULL);

  const double from = processor_time();
  for (int j = 0; j < n; j++) {
    for (int i = 0; i < n; i++) {
      NV_Ith_S(x, 0) = centre(i, n);
      NV_Ith_S(x, 1) = centre(j, n);
      realtype t = 0;
      const int flag = CVodeReInit(cvode, 0, x) ? -1 : CVode(cvode, HORIZON, x, &t, CV_NORMAL);
      times[j * n + i] = flag == CV_ROOT_RETURN ? t : NAN;
    }
  }
  const double seconds = processor_time() - from;
  char number[32] = "", version[64];
  SUNDIALSGetVersion(number, sizeof number);
  snprintf(version, sizeof version, "SUNDIALS CVODE %s", number);
  report(times, n, seconds, version);
  return 0;
}
