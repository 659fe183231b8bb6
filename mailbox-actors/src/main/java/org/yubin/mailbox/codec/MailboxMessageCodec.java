package org.yubin.mailbox.codec;

import com.google.protobuf.ByteString;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.proto.StoredCause;
import org.yubin.proto.mailbox.WireChanges;
import org.yubin.proto.mailbox.WireCommand;
import org.yubin.proto.mailbox.WireQuery;
import org.yubin.proto.mailbox.WireReply;
import org.yubin.proto.mailbox.WireResult;

/**
 * The model's values in the messages between nodes ({@code mailbox_messages.proto}), for the
 * serialiser of the entity. The reading methods throw IllegalArgumentException for what the model
 * does not take.
 */
public final class MailboxMessageCodec {
  private MailboxMessageCodec() {}

  public static WireCommand command(MailboxCommand command) {
    return CommandCodec.write(command);
  }

  public static MailboxCommand command(WireCommand message) {
    return CommandCodec.read(message);
  }

  public static WireQuery query(MailboxQuery query) {
    return QueryCodec.write(query);
  }

  public static MailboxQuery query(WireQuery message) {
    return QueryCodec.read(message);
  }

  public static WireReply reply(MailboxReply reply) {
    return ReplyCodec.write(reply);
  }

  public static MailboxReply reply(WireReply message) {
    return ReplyCodec.read(message);
  }

  /** A result whose value is a reply, Opened, Changes, RecordPage, UidSet or MailboxStatus. */
  public static WireResult result(Result<?> result) {
    return AnswerCodec.result(result);
  }

  public static Result<?> result(WireResult message) {
    return AnswerCodec.result(message);
  }

  public static WireChanges changes(Changes changes) {
    return AnswerCodec.changes(changes);
  }

  public static Changes changes(WireChanges message) {
    return AnswerCodec.changes(message);
  }

  public static StoredCause cause(Cause cause) {
    return Values.cause(cause);
  }

  public static Cause cause(StoredCause message) {
    return Values.cause(message);
  }

  public static ByteString uids(UidSet uids) {
    return Values.uids(uids);
  }

  public static UidSet uids(ByteString octets) {
    return Values.uids(octets);
  }
}
