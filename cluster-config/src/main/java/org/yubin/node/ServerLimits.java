package org.yubin.node;

import com.typesafe.config.Config;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.lmtp.LmtpLimits;

/** The bounds of the mail servers, read from {@code yubin.imap} and {@code yubin.lmtp}. */
final class ServerLimits {
  private ServerLimits() {}

  static ImapLimits imap(Config imap, boolean allowPlainLogin) {
    Config limits = imap.getConfig("limits");
    ImapLimits usual = ImapLimits.defaults();
    return new ImapLimits(
        limits.getInt("line-octets"),
        limits.getInt("literal-octets"),
        imap.getLong("max-message-octets"),
        limits.getInt("pipelined"),
        limits.getInt("bad-commands"),
        limits.getInt("login-failures"),
        limits.getDuration("login-timeout"),
        limits.getDuration("idle-timeout"),
        limits.getDuration("write-timeout"),
        usual.drainTimeout(),
        limits.getInt("connections"),
        limits.getInt("connections-per-address"),
        allowPlainLogin,
        new ImapLimits.Strangers(
            limits.getInt("login-octets"),
            limits.getDuration("handshake-timeout"),
            limits.getDuration("command-timeout"),
            usual.strangers().messageOctets(),
            limits.getLong("held-octets")),
        imap.getBoolean("literal-minus"));
  }

  static LmtpLimits lmtp(Config lmtp) {
    Config limits = lmtp.getConfig("limits");
    LmtpLimits usual = LmtpLimits.defaults();
    return new LmtpLimits(
        usual.maxLineOctets(),
        lmtp.getLong("max-message-octets"),
        limits.getInt("recipients"),
        usual.maxBadCommands(),
        limits.getDuration("idle-timeout"),
        usual.drainTimeout(),
        limits.getInt("connections"),
        limits.getInt("connections-per-address"),
        usual.pieceOctets());
  }
}
