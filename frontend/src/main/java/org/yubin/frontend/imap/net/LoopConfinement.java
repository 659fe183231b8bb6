package org.yubin.frontend.imap.net;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.imap.session.Confinement;

/**
 * Runs a session on the event loop of its connection: a command is read, run and answered without a
 * change of threads, as long as it asks nobody. What takes long does not run here: text is searched
 * and messages are scanned in {@code Services.scan}, and a long answer leaves in bursts, between
 * which the loop serves its other connections.
 */
final class LoopConfinement implements Confinement {
  private static final Logger LOG = LoggerFactory.getLogger(LoopConfinement.class);

  private final EventLoop loop;
  private boolean closed;

  LoopConfinement(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public void execute(Runnable task) {
    try {
      loop.execute(() -> run(task));
    } catch (RejectedExecutionException stopped) {
      LOG.debug("imap session task dropped: its event loop has ended", stopped);
    }
  }

  private void run(Runnable task) {
    if (closed) {
      return;
    }
    try {
      task.run();
    } catch (RuntimeException bug) {
      // The session lives on: what it does next depends on no single task.
      LOG.error("imap session task failed", bug);
    }
  }

  /** Called by a task, as the session's last. */
  @Override
  public void close() {
    closed = true;
  }
}
