package org.yubin.mailbox.codec;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.NotSerializableException;
import org.yubin.mailbox.entity.message.MailboxAnswer;
import org.yubin.mailbox.entity.message.MailboxMessage;
import org.yubin.mailbox.entity.message.MailboxNotice;
import org.yubin.proto.mailbox.WireNotice;
import org.yubin.proto.mailbox.WireRequest;
import org.yubin.proto.mailbox.WireResult;

/** Messages about mailboxes between nodes, as Protocol Buffers ({@code mailbox_messages.proto}). */
public final class ProtoSerializer extends SerializerWithStringManifest {
  /** Agreed between nodes; never changes. */
  private static final int IDENTIFIER = 7302;

  private static final String REQUEST = "q";
  private static final String ANSWER = "a";
  private static final String NOTICE = "n";

  private final RequestCodec requests;
  private final NoticeCodec notices;

  /** Made by Akka, one for each actor system. */
  public ProtoSerializer(ExtendedActorSystem system) {
    ActorRefs refs = ActorRefs.of(Adapter.toTyped(system));
    this.requests = new RequestCodec(refs);
    this.notices = new NoticeCodec(refs);
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    if (message instanceof MailboxMessage) {
      return REQUEST;
    }
    if (message instanceof MailboxAnswer) {
      return ANSWER;
    }
    if (message instanceof MailboxNotice) {
      return NOTICE;
    }
    throw new IllegalArgumentException(message.getClass() + ": no message about mailboxes");
  }

  @Override
  public byte[] toBinary(Object message) {
    if (message instanceof MailboxMessage request) {
      return requests.write(request).toByteArray();
    }
    if (message instanceof MailboxAnswer answer) {
      return AnswerCodec.result(answer.result()).toByteArray();
    }
    if (message instanceof MailboxNotice notice) {
      return notices.write(notice).toByteArray();
    }
    throw new IllegalArgumentException(message.getClass() + ": no message about mailboxes");
  }

  @Override
  public Object fromBinary(byte[] octets, String manifest) throws NotSerializableException {
    try {
      return switch (manifest) {
        case REQUEST -> requests.read(WireRequest.parseFrom(octets));
        case ANSWER -> new MailboxAnswer(AnswerCodec.result(WireResult.parseFrom(octets)));
        case NOTICE -> notices.read(WireNotice.parseFrom(octets));
        default -> throw new NotSerializableException("manifest " + manifest + ": unknown");
      };
    } catch (InvalidProtocolBufferException | IllegalArgumentException malformed) {
      NotSerializableException refused =
          new NotSerializableException("message with manifest " + manifest + ": malformed");
      refused.initCause(malformed);
      throw refused;
    }
  }
}
