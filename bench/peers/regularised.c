/*
 * Extinction times of the DPO flow with SUNDIALS CVODE, as in extinction.c, but of the equations that this package
 * integrates: in (r1, r2, t) against its clock. What is left between the two is the code.
 *
 *     regularised <beta> <n> <relative tolerance>
 */
#include "peer.h"
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sundials/sundials_version.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>

static double beta;

static int field(realtype s, N_Vector y, N_Vector dy, void *data) {
  (void)s;
  (void)data;
  regularised(beta, NV_DATA_S(y), NV_DATA_S(dy));
  return 0;
}

static int extinct(realtype s, N_Vector y, realtype *value, void *data) {
  (void)s;
  (void)data;
  value[0] = NV_Ith_S(y, 1) - log(END);
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  beta = atof(argv[1]);
  const int n = atoi(argv[2]);
  const double tolerance = atof(argv[3]);
  SUNContext context;
  if (SUNContext_Create(NULL, &context)) return 1;
  N_Vector y = N_VNew_Serial(3, context), absolute = N_VNew_Serial(3, context);
  /* An error of a log-ratio is a relative one of x; that of the time is relative to it. */
  NV_Ith_S(absolute, 0) = NV_Ith_S(absolute, 1) = tolerance;
  NV_Ith_S(absolute, 2) = 1e-300;
  NV_Ith_S(y, 0) = NV_Ith_S(y, 1) = -1;
  NV_Ith_S(y, 2) = 0;
  double *times = (double *)malloc(sizeof(double) * n * n);
  void *cvode = CVodeCreate(CV_ADAMS, context);
  SUNNonlinearSolver solver = SUNNonlinSol_FixedPoint(y, 0, context);
  if (CVodeInit(cvode, field, 0, y) || CVodeSVtolerances(cvode, tolerance, absolute) ||
      CVodeSetNonlinearSolver(cvode, solver) || CVodeRootInit(cvode, 1, extinct) ||
      CVodeSetMaxNumSteps(cvode, 1000000))
    return 1;
  CVodeSetErrHandlerFn(cvode, NULL, NULL);

  const double from = processor_time();
  for (int j = 0; j < n; j++) {
    for (int i = 0; i < n; i++) {
      NV_Ith_S(y, 0) = log(centre(i, n));
      NV_Ith_S(y, 1) = log(centre(j, n));
      NV_Ith_S(y, 2) = 0;
      realtype s = 0;
      const int flag = CVodeReInit(cvode, 0, y) ? -1 : CVode(cvode, 1e6, y, &s, CV_NORMAL);
      times[j * n + i] = flag == CV_ROOT_RETURN ? NV_Ith_S(y, 2) : NAN;
    }
  }
  const double seconds = processor_time() - from;
  char number[32] = "", version[64];
  SUNDIALSGetVersion(number, sizeof number);
  snprintf(version, sizeof version, "SUNDIALS CVODE %s", number);
  report(times, n, seconds, version);
  return 0;
}
