package org.yubin.account.codec;

import org.yubin.account.model.AccountEvent;
import org.yubin.account.model.AccountState;
import org.yubin.mailbox.codec.Envelope;
import org.yubin.mailbox.codec.EnvelopeCodec;
import org.yubin.mailbox.codec.EventAssembler;
import org.yubin.mailbox.model.LogTip;
import org.yubin.mailbox.model.Position;
import org.yubin.proto.account.StoredAccountEvent;

/** Rows of an account's log: each is one event, since none grows beyond a row. */
public final class AccountLog {
  private AccountLog() {}

  /**
   * A row and the account after it.
   *
   * @param octets what is persisted; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // octets on their way to the journal, never compared
  public record Row(byte[] octets, LoggedAccount after) {}

  /** The row of an event that was decided on {@code before}, at about {@code nowMicros}. */
  public static Row write(LoggedAccount before, long epoch, AccountEvent event, long nowMicros) {
    long micros = Math.max(nowMicros, before.tip().timeMicros());
    AccountState state = before.state().apply(event, micros);
    Position at = before.tip().at().next(epoch);
    StoredAccountEvent body = AccountEventCodec.encode(event);
    byte[] octets =
        EnvelopeCodec.encode(
            new Envelope(
                at,
                before.tip().hash(),
                state.modSeq(),
                micros,
                event.cause(),
                body.getKindCase().getNumber(),
                0,
                true,
                body.toByteArray()));
    LogTip tip = new LogTip(at, micros, EnvelopeCodec.hash(octets));
    return new Row(octets, new LoggedAccount(state, tip));
  }

  /** The account after a row that was read. */
  public static LoggedAccount read(LoggedAccount before, EventAssembler.Whole row) {
    AccountEvent event = AccountEventCodec.decode(row.body(), row.stamp().cause());
    AccountState state = before.state().apply(event, row.stamp().timeMicros());
    return new LoggedAccount(state, row.tip());
  }
}
