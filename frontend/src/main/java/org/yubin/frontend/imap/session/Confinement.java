package org.yubin.frontend.imap.session;

import java.util.concurrent.Executor;

/**
 * Runs what it is given one task after another, in order, never two at once, each seeing what those
 * before it did. Never blocks its caller. What comes after {@link #close} is dropped.
 */
public interface Confinement extends Executor, AutoCloseable {
  @Override
  void close();
}
