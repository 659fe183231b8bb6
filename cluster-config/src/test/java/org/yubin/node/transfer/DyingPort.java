package org.yubin.node.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.yubin.node.StartFailure;

/**
 * Ends the command that uses it after so many changes: before the node has the next one, or after
 * the node has done it and before its answer is told.
 */
record DyingPort(AdminPort node, AtomicInteger left, boolean answered, boolean countsCalls)
    implements AdminPort {

  /** Dies at a change of any kind, before the node has it. */
  static DyingPort beforeCall(int changes, AdminPort node) {
    return new DyingPort(node, new AtomicInteger(changes), false, true);
  }

  /**
   * Dies at a batch of messages.
   *
   * @param answered whether the node has done it
   */
  static DyingPort atBatch(int batches, boolean answered, AdminPort node) {
    return new DyingPort(node, new AtomicInteger(batches), answered, false);
  }

  @Override
  public JsonNode call(String method, String path, Object body) throws StartFailure {
    if (countsCalls && left.getAndDecrement() <= 0) {
      throw new StartFailure("killed");
    }
    return node.call(method, path, body);
  }

  @Override
  public JsonNode post(String path, UUID request, Supplier<InputStream> body) throws StartFailure {
    if (left.getAndDecrement() > 0) {
      return node.post(path, request, body);
    }
    if (answered) {
      JsonNode unused = node.post(path, request, body);
    }
    throw new StartFailure("killed");
  }

  @Override
  public InputStream get(String path) throws StartFailure {
    return node.get(path);
  }
}
