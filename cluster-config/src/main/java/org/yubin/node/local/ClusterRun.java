package org.yubin.node.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.yubin.node.StartFailure;

/** {@code yubin cluster}, from the start of its processes to the end of the last one. */
public final class ClusterRun {
  /** Whether the standard output is a terminal, as the launcher has found. */
  private static final String TERMINAL = "yubin.terminal";

  /** Between two looks at the cluster. */
  private static final long PAUSE_SECONDS = 2;

  private ClusterRun() {}

  /**
   * Runs until the process is asked to end (SIGTERM, Ctrl-C); then nothing of it is left running.
   *
   * @param accounts names and passwords, made if they are not there
   * @throws StartFailure in one line, if a process cannot be started
   */
  public static int run(
      LocalPlan plan, Map<String, String> accounts, PrintWriter out, PrintWriter err)
      throws StartFailure, IOException {
    LocalCluster cluster =
        LocalCluster.start(
            plan.tellingProgressTo(
                line -> {
                  err.println(line);
                  err.flush();
                }));
    CountDownLatch asked = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked.countDown();
                  cluster.close();
                },
                "yubin-stop"));
    for (Map.Entry<String, String> account : accounts.entrySet()) {
      cluster.addAccount(account.getKey(), account.getValue());
    }
    ClusterWatch watch = new ClusterWatch(cluster);
    LiveTable table = new LiveTable(out, Boolean.getBoolean(TERMINAL));
    try {
      do {
        table.show(watch.look());
      } while (!asked.await(PAUSE_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
