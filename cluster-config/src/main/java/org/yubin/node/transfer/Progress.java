package org.yubin.node.transfer;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a transfer has come: a bar on a terminal, else a line now and then. */
public interface Progress extends AutoCloseable {
  void advance(long messages);

  @Override
  default void close() {}

  /** Shows nothing. */
  static Progress silent() {
    return messages -> {};
  }

  /**
   * As fits the standard error.
   *
   * @param total how many messages there are; -1 if that is not known
   */
  static Progress of(String task, long total, boolean terminal, PrintWriter err) {
    return terminal ? bar(task, total) : lines(task, err);
  }

  private static Progress bar(String task, long total) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setUnit(" messages", 1)
            .showSpeed()
            .build();
    return new Progress() {
      @Override
      public void advance(long messages) {
        bar.stepBy(messages);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }

  private static Progress lines(String task, PrintWriter err) {
    return new Progress() {
      private static final Duration EVERY = Duration.ofSeconds(10);
      private long told = System.nanoTime();
      private long count;

      @Override
      public void advance(long messages) {
        count += messages;
        long now = System.nanoTime();
        if (now - told >= EVERY.toNanos()) {
          told = now;
          err.println(task + ": " + count + " messages");
          err.flush();
        }
      }
    };
  }
}
