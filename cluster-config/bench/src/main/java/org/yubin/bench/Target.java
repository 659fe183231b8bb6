package org.yubin.bench;

import java.util.List;

/**
 * A server that is measured.
 *
 * @param label names it in the report
 * @param lmtpPort 0: mail is not delivered to it
 * @param users pattern of user names; {@code %d} becomes a number
 * @param pids the server's processes, to whose CPU time their descendants' is added; may be empty
 */
record Target(
    String label,
    String host,
    int port,
    boolean tls,
    int lmtpPort,
    String users,
    String password,
    List<Long> pids) {
  /** The user of that number. */
  String user(int number) {
    return users.replace("%d", Integer.toString(number));
  }
}
