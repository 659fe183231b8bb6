package org.yubin.node.transfer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names in the paths of the admin API. */
public final class ApiPaths {
  private ApiPaths() {}

  /** One path segment, or value of a query, encoded. */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
