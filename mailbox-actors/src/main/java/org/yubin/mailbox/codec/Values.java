package org.yubin.mailbox.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.Flags;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.KeywordSet;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.AccountId;
import org.yubin.proto.StoredCause;
import org.yubin.proto.StoredFlagMode;
import org.yubin.proto.StoredFlags;
import org.yubin.proto.StoredInternalDate;
import org.yubin.proto.StoredPersonalCause;
import org.yubin.proto.StoredPosition;
import org.yubin.proto.StoredUidList;

/** The values that several messages hold, as the fields of {@code common.proto}. */
final class Values {
  private static final int UUID_OCTETS = 16;

  private Values() {}

  /**
   * Reads a message; any failure of the bytes or of the model's limits becomes the one exception.
   */
  static <M extends MessageLite, T> T read(Parser<M> parser, byte[] octets, Reading<M, T> reading) {
    try {
      return reading.of(parser.parseFrom(octets));
    } catch (InvalidProtocolBufferException | IllegalArgumentException | ArithmeticException e) {
      throw new MalformedException(octets.length + " octets: " + e.getMessage(), e);
    }
  }

  /** Makes a value of a parsed message. */
  interface Reading<M, T> {
    T of(M message);
  }

  static ByteString id(UUID id) {
    ByteBuffer octets = ByteBuffer.allocate(UUID_OCTETS);
    octets.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).flip();
    return ByteString.copyFrom(octets);
  }

  static UUID id(ByteString octets) {
    if (octets.size() != UUID_OCTETS) {
      throw new IllegalArgumentException("id: " + octets.size() + " octets (expected: 16)");
    }
    ByteBuffer in = octets.asReadOnlyByteBuffer();
    return new UUID(in.getLong(), in.getLong());
  }

  static RequestId request(ByteString octets) {
    return new RequestId(id(octets));
  }

  static Optional<RequestId> optionalRequest(ByteString octets) {
    return octets.isEmpty() ? Optional.empty() : Optional.of(request(octets));
  }

  static ByteString uids(UidSet set) {
    return set.isEmpty() ? ByteString.EMPTY : ByteString.copyFrom(set.toBytes());
  }

  static UidSet uids(ByteString octets) {
    return octets.isEmpty() ? UidSet.EMPTY : UidSet.fromBytes(octets.toByteArray());
  }

  static int uid(Uid uid) {
    return (int) uid.value();
  }

  static Uid uid(int field) {
    return new Uid(Integer.toUnsignedLong(field));
  }

  static int validity(UidValidity validity) {
    return (int) validity.value();
  }

  static UidValidity validity(int field) {
    return new UidValidity(Integer.toUnsignedLong(field));
  }

  static StoredUidList list(List<Uid> uids) {
    StoredUidList.Builder runs = StoredUidList.newBuilder();
    int i = 0;
    while (i < uids.size()) {
      long first = uids.get(i).value();
      int length = 1;
      while (i + length < uids.size() && uids.get(i + length).value() == first + length) {
        length++;
      }
      runs.addRuns((int) first).addRuns(length - 1);
      i += length;
    }
    return runs.build();
  }

  static List<Uid> list(StoredUidList stored) {
    if (stored.getRunsCount() % 2 != 0) {
      throw new IllegalArgumentException("uid list: odd number of fields");
    }
    List<Uid> uids = new ArrayList<>();
    for (int i = 0; i < stored.getRunsCount(); i += 2) {
      long first = Integer.toUnsignedLong(stored.getRuns(i));
      long more = Integer.toUnsignedLong(stored.getRuns(i + 1));
      if (first + more > Uid.MAX || uids.size() + more >= MAX_LISTED) {
        throw new IllegalArgumentException("uid list: run of " + (more + 1) + " from " + first);
      }
      for (long uid = first; uid <= first + more; uid++) {
        uids.add(new Uid(uid));
      }
    }
    return uids;
  }

  /** Above what any command can copy; bounds what some octets can blow up to. */
  private static final int MAX_LISTED = 2_000_000;

  static StoredFlags flags(Flags flags) {
    StoredFlags.Builder out = StoredFlags.newBuilder().setSystemBits(flags.systemBits());
    flags.keywords().forEach(out::addKeywords);
    return out.build();
  }

  static Flags flags(StoredFlags stored) {
    return new Flags(stored.getSystemBits(), keywords(stored.getKeywordsList()));
  }

  static KeywordSet keywords(List<Integer> numbers) {
    KeywordSet keywords = KeywordSet.EMPTY;
    for (int number : numbers) {
      keywords = keywords.with(number);
    }
    return keywords;
  }

  static StoredFlagMode mode(FlagChange.Mode mode) {
    return switch (mode) {
      case ADD -> StoredFlagMode.STORED_FLAG_MODE_ADD;
      case REMOVE -> StoredFlagMode.STORED_FLAG_MODE_REMOVE;
      case REPLACE -> StoredFlagMode.STORED_FLAG_MODE_REPLACE;
    };
  }

  static FlagChange.Mode mode(StoredFlagMode stored) {
    return switch (stored) {
      case STORED_FLAG_MODE_ADD -> FlagChange.Mode.ADD;
      case STORED_FLAG_MODE_REMOVE -> FlagChange.Mode.REMOVE;
      case STORED_FLAG_MODE_REPLACE -> FlagChange.Mode.REPLACE;
      case STORED_FLAG_MODE_UNKNOWN, UNRECOGNIZED ->
          throw new IllegalArgumentException("flag mode: " + stored);
    };
  }

  static StoredInternalDate date(InternalDate date) {
    return StoredInternalDate.newBuilder()
        .setEpochSecond(date.epochSecond())
        .setZoneMinutes(date.zoneMinutes())
        .build();
  }

  static InternalDate date(StoredInternalDate stored) {
    return new InternalDate(stored.getEpochSecond(), stored.getZoneMinutes());
  }

  static StoredPosition position(Position at) {
    return StoredPosition.newBuilder().setEpoch(at.epoch()).setSequence(at.sequence()).build();
  }

  static Position position(StoredPosition stored) {
    return new Position(stored.getEpoch(), stored.getSequence());
  }

  static StoredCause cause(Cause cause) {
    return StoredCause.newBuilder()
        .setAccount(id(cause.account().value()))
        .setCommand(cause.command())
        .setRequest(id(cause.request().value()))
        .setPersonal(
            StoredPersonalCause.newBuilder()
                .setIdentity(cause.identity())
                .setSession(cause.session())
                .setClientAddress(cause.clientAddress())
                .setClientId(cause.clientId()))
        .build();
  }

  static Cause cause(StoredCause stored) {
    StoredPersonalCause personal = stored.getPersonal();
    if (!personal.getKeyId().isEmpty()) {
      throw new IllegalArgumentException(
          "cause: encrypted under " + personal.getKeyId() + " (expected: in clear)");
    }
    return new Cause(
        new AccountId(id(stored.getAccount())),
        personal.getIdentity(),
        personal.getSession(),
        personal.getClientAddress(),
        personal.getClientId(),
        stored.getCommand(),
        request(stored.getRequest()));
  }
}
