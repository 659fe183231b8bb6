package org.yubin.persistence.summary;

import java.util.List;

/**
 * Content-Disposition (RFC 2183).
 *
 * @param type in upper case, such as {@code ATTACHMENT}
 */
public record Disposition(String type, List<Parameter> parameters) {
  public Disposition {
    parameters = List.copyOf(parameters);
  }
}
