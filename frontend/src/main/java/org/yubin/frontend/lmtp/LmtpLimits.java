package org.yubin.frontend.lmtp;

import java.time.Duration;

/**
 * The bounds of a connection.
 *
 * @param maxLineOctets a command line with its CRLF; RFC 5321 §4.5.3.1.4 asks for 512, extensions
 *     for more
 * @param maxMessageOctets a message as it comes, told in SIZE (RFC 1870)
 * @param maxRecipients of one transaction; RFC 5321 §4.5.3.1.8 asks for 100
 * @param maxBadCommands 5xx answers to commands before the connection is closed
 * @param idleTimeout without anything from the client; RFC 5321 §4.5.3.2.7 asks for 5 minutes
 * @param drainTimeout for transactions under way when the server stops
 * @param maxConnections in all
 * @param maxConnectionsPerAddress from one address
 * @param pieceOctets what has to come of a message within an idle timeout, however slow the client
 */
public record LmtpLimits(
    int maxLineOctets,
    long maxMessageOctets,
    int maxRecipients,
    int maxBadCommands,
    Duration idleTimeout,
    Duration drainTimeout,
    int maxConnections,
    int maxConnectionsPerAddress,
    int pieceOctets) {
  private static final int PIECE_OCTETS = 64 * 1024;

  /** With as many connections from one address as in all. */
  public LmtpLimits(
      int maxLineOctets,
      long maxMessageOctets,
      int maxRecipients,
      int maxBadCommands,
      Duration idleTimeout,
      Duration drainTimeout,
      int maxConnections) {
    this(
        maxLineOctets,
        maxMessageOctets,
        maxRecipients,
        maxBadCommands,
        idleTimeout,
        drainTimeout,
        maxConnections,
        maxConnections,
        PIECE_OCTETS);
  }

  /** The bounds of a node that is told nothing else. */
  public static LmtpLimits defaults() {
    return new LmtpLimits(
        8_192,
        128L * 1024 * 1024,
        1_000,
        50,
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        1_000,
        200,
        PIECE_OCTETS);
  }

  /** The same with another bound on messages, in octets. */
  public LmtpLimits withMaxMessage(long octets) {
    return new LmtpLimits(
        maxLineOctets,
        octets,
        maxRecipients,
        maxBadCommands,
        idleTimeout,
        drainTimeout,
        maxConnections,
        maxConnectionsPerAddress,
        pieceOctets);
  }
}
