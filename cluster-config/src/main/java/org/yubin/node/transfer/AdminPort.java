package org.yubin.node.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.UUID;
import java.util.function.Supplier;
import org.yubin.node.StartFailure;

/** The admin API of a node, as far as mail is moved over it. Paths are below {@code /admin/v1/}. */
public interface AdminPort {
  /** Sends a small JSON request; fails with the node's own text. */
  JsonNode call(String method, String path, Object body) throws StartFailure;

  /**
   * Posts octets of any length. Tried again, under the same id, while the node does not answer or
   * is not available, for about a minute.
   *
   * @param body opens the octets, once for each try
   */
  JsonNode post(String path, UUID request, Supplier<InputStream> body) throws StartFailure;

  /** Reads octets of any length; the caller closes them. */
  InputStream get(String path) throws StartFailure;
}
