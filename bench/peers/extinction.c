/*
 * Extinction times of the DPO flow with SUNDIALS CVODE: Adams, functional iteration, x-plane, rtol 1e-9, a root of
 * x2 - 1e-6 as the end (x2 = 0 itself is a singularity that no step may cross).
 *
 *     extinction-cvode <beta> <n>     an n x n grid of starts over [0, 1]^2, cell centres
 *
 * Prints the seconds that the integrations took, the largest relative error against the closed form read from
 * stdin (one time per start, to x2 = 1e-6), and the version.
 */
#include <cvode/cvode.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <stdio.h>
#include <stdlib.h>
#include <sundials/sundials_version.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>
#include <time.h>

#define END 1e-6

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
  if (argc != 3) return 2;
  beta = atof(argv[1]);
  const int n = atoi(argv[2]);
  SUNContext context;
  if (SUNContext_Create(NULL, &context)) return 1;
  N_Vector x = N_VNew_Serial(2, context), weight = N_VNew_Serial(2, context);
  double *times = malloc(sizeof(double) * n * n);
  void *cvode = CVodeCreate(CV_ADAMS, context);
  SUNNonlinearSolver solver = SUNNonlinSol_FixedPoint(x, 0, context);
  NV_Ith_S(x, 0) = NV_Ith_S(x, 1) = 0.5;
  if (CVodeInit(cvode, field, 0, x) || CVodeSStolerances(cvode, 1e-9, 1e-12) ||
      CVodeSetNonlinearSolver(cvode, solver) || CVodeRootInit(cvode, 1, extinct) ||
      CVodeSetMaxNumSteps(cvode, 100000))
    return 1;
  CVodeSetErrHandlerFn(cvode, NULL, NULL);

  struct timespec from, to;
  clock_gettime(CLOCK_MONOTONIC, &from);
  int failed = 0;
  for (int j = 0; j < n; j++) {
    for (int i = 0; i < n; i++) {
      NV_Ith_S(x, 0) = (i + 0.5) / n;
      NV_Ith_S(x, 1) = (j + 0.5) / n;
      realtype t = 0;
      const int flag = CVodeReInit(cvode, 0, x) ? -1 : CVode(cvode, 1e3, x, &t, CV_NORMAL);
      if (flag != CV_ROOT_RETURN) failed++;
      times[j * n + i] = flag == CV_ROOT_RETURN ? t : NAN;
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &to);

  double worst = 0, exact;
  for (int k = 0; k < n * n; k++) {
    if (scanf("%lf", &exact) != 1) break;
    const double error = fabs(times[k] / exact - 1);
    if (error > worst) worst = error;
  }
  char version[32] = "";
  SUNDIALSGetVersion(version, sizeof version);
  printf("{\"seconds\":%.9g,\"failed\":%d,\"error\":%.3g,\"version\":\"SUNDIALS %s\"}\n",
         (to.tv_sec - from.tv_sec) + 1e-9 * (to.tv_nsec - from.tv_nsec), failed, worst, version);
  N_VDestroy(weight);
  return 0;
}
