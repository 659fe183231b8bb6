package org.yubin.account.codec;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.NotSerializableException;
import org.yubin.account.entity.message.AccountAnswer;
import org.yubin.account.entity.message.AccountMessage;

/** Carries account messages between nodes as Protocol Buffers. */
public final class AccountMessageSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 7311;
  private static final String EXECUTE = "E";
  private static final String READ_TREE = "T";
  private static final String ANSWER = "A";

  private final ActorRefResolver refs;

  /** Made by Akka, from its configuration. */
  public AccountMessageSerializer(ExtendedActorSystem system) {
    this.refs = ActorRefResolver.get(Adapter.toTyped(system));
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    if (message instanceof AccountMessage.Execute) {
      return EXECUTE;
    } else if (message instanceof AccountMessage.ReadTree) {
      return READ_TREE;
    } else if (message instanceof AccountAnswer) {
      return ANSWER;
    }
    throw new IllegalArgumentException(message.getClass() + " is no account message");
  }

  @Override
  public byte[] toBinary(Object message) {
    if (message instanceof AccountMessage.Execute execute) {
      return AccountMessageCodec.encode(execute, text(execute.replyTo()));
    } else if (message instanceof AccountMessage.ReadTree read) {
      return AccountMessageCodec.encode(read, text(read.replyTo()));
    } else if (message instanceof AccountAnswer answer) {
      return AccountMessageCodec.encode(answer);
    }
    throw new IllegalArgumentException(message.getClass() + " is no account message");
  }

  @Override
  public Object fromBinary(byte[] octets, String manifest) throws NotSerializableException {
    try {
      return switch (manifest) {
        case EXECUTE -> AccountMessageCodec.execute(octets, refs::<AccountAnswer>resolveActorRef);
        case READ_TREE ->
            AccountMessageCodec.readTree(octets, refs::<AccountAnswer>resolveActorRef);
        case ANSWER -> AccountMessageCodec.answer(octets);
        default -> throw new NotSerializableException("account message: " + manifest);
      };
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      NotSerializableException damaged =
          new NotSerializableException(
              "account message " + manifest + ": " + octets.length + " octets");
      damaged.initCause(e);
      throw damaged;
    }
  }

  private String text(ActorRef<AccountAnswer> ref) {
    return refs.toSerializationFormat(ref);
  }
}
