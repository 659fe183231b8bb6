package org.yubin.frontend.imap.session;

import java.time.Duration;

/**
 * The bounds of a connection, each of them answered when it is met.
 *
 * @param maxLineOctets a command line without its literals
 * @param maxLiteralOctets all literals of a command together, the message of an APPEND excepted
 * @param maxMessageOctets the message of an APPEND
 * @param maxPipelined commands that wait for their turn
 * @param maxBadCommands BAD answers in a row before the connection is closed
 * @param maxLoginFailures refused logins before the connection is closed
 * @param loginTimeout from the connection to the login
 * @param idleTimeout without anything from the client; at least 30 minutes (RFC 3501 §5.4)
 * @param writeTimeout for a client that does not read
 * @param drainTimeout for commands that run when the server stops
 * @param maxConnections in all
 * @param maxConnectionsPerAddress from one address
 * @param allowPlainLogin whether passwords are taken without TLS
 * @param strangers what holds for a client until it has logged in, and for one that is slow
 * @param literalMinus whether LITERAL- is offered in place of LITERAL+ (RFC 7888 §5)
 */
public record ImapLimits(
    int maxLineOctets,
    int maxLiteralOctets,
    long maxMessageOctets,
    int maxPipelined,
    int maxBadCommands,
    int maxLoginFailures,
    Duration loginTimeout,
    Duration idleTimeout,
    Duration writeTimeout,
    Duration drainTimeout,
    int maxConnections,
    int maxConnectionsPerAddress,
    boolean allowPlainLogin,
    Strangers strangers,
    boolean literalMinus) {

  /**
   * What keeps those off who only want to hold something.
   *
   * @param maxLoginOctets a command before the login, its literals with it
   * @param handshakeTimeout of TLS
   * @param commandTimeout from the first octet of a command to its last; of a message, from one
   *     {@code messageOctets} to the next
   * @param messageOctets what has to come of a message in that time
   * @param maxHeldOctets of commands that have not come whole or wait for their turn, all
   *     connections together; beyond it, those that hold much are closed
   */
  public record Strangers(
      int maxLoginOctets,
      Duration handshakeTimeout,
      Duration commandTimeout,
      int messageOctets,
      long maxHeldOctets) {
    /** The bounds of a node that is told nothing else. */
    public static Strangers defaults() {
      return new Strangers(
          8 * 1024, Duration.ofSeconds(10), Duration.ofMinutes(5), 64 * 1024, 64L * 1024 * 1024);
    }
  }

  /** With the usual bounds for strangers. */
  public ImapLimits(
      int maxLineOctets,
      int maxLiteralOctets,
      long maxMessageOctets,
      int maxPipelined,
      int maxBadCommands,
      int maxLoginFailures,
      Duration loginTimeout,
      Duration idleTimeout,
      Duration writeTimeout,
      Duration drainTimeout,
      int maxConnections,
      int maxConnectionsPerAddress,
      boolean allowPlainLogin) {
    this(
        maxLineOctets,
        maxLiteralOctets,
        maxMessageOctets,
        maxPipelined,
        maxBadCommands,
        maxLoginFailures,
        loginTimeout,
        idleTimeout,
        writeTimeout,
        drainTimeout,
        maxConnections,
        maxConnectionsPerAddress,
        allowPlainLogin,
        Strangers.defaults(),
        false);
  }

  /** The bounds of a node that is told nothing else. */
  public static ImapLimits defaults() {
    return new ImapLimits(
        64 * 1024,
        1024 * 1024,
        128L * 1024 * 1024,
        64,
        20,
        5,
        Duration.ofMinutes(1),
        Duration.ofMinutes(30),
        Duration.ofMinutes(2),
        Duration.ofSeconds(10),
        20_000,
        200,
        false);
  }

  /** The same with passwords taken, or not taken, without TLS. */
  public ImapLimits withPlainLogin(boolean allowed) {
    return new ImapLimits(
        maxLineOctets,
        maxLiteralOctets,
        maxMessageOctets,
        maxPipelined,
        maxBadCommands,
        maxLoginFailures,
        loginTimeout,
        idleTimeout,
        writeTimeout,
        drainTimeout,
        maxConnections,
        maxConnectionsPerAddress,
        allowed,
        strangers,
        literalMinus);
  }

  /** The same with other bounds for strangers. */
  public ImapLimits withStrangers(Strangers others) {
    return new ImapLimits(
        maxLineOctets,
        maxLiteralOctets,
        maxMessageOctets,
        maxPipelined,
        maxBadCommands,
        maxLoginFailures,
        loginTimeout,
        idleTimeout,
        writeTimeout,
        drainTimeout,
        maxConnections,
        maxConnectionsPerAddress,
        allowPlainLogin,
        others,
        literalMinus);
  }

  /** The same with LITERAL- offered, or LITERAL+. */
  public ImapLimits withLiteralMinus(boolean minus) {
    return new ImapLimits(
        maxLineOctets,
        maxLiteralOctets,
        maxMessageOctets,
        maxPipelined,
        maxBadCommands,
        maxLoginFailures,
        loginTimeout,
        idleTimeout,
        writeTimeout,
        drainTimeout,
        maxConnections,
        maxConnectionsPerAddress,
        allowPlainLogin,
        strangers,
        minus);
  }

  /** What a client may send of one literal without waiting (RFC 7888 §5). */
  public long maxNonSynchronisingOctets() {
    return literalMinus ? 4096 : Long.MAX_VALUE;
  }
}
