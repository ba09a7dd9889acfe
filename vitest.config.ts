import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What runs in the test process itself: the command line and the page are tested from outside, as programs.
    coverage: {
      include: ["src/**/*.ts"],
      exclude: ["src/**/*.d.ts", "src/cli/**", "src/explorer/**"],
      reporter: ["text", "html"],
    },
  },
});
