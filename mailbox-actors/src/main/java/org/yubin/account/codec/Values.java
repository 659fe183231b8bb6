package org.yubin.account.codec;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yubin.account.model.NewMailbox;
import org.yubin.account.model.SpecialUse;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.MailboxId;
import org.yubin.proto.account.StoredNewMailbox;
import org.yubin.proto.account.StoredSpecialUse;

/** The small values that several stored forms hold. */
final class Values {
  private static final Map<SpecialUse, StoredSpecialUse> USES =
      Map.of(
          SpecialUse.ALL, StoredSpecialUse.STORED_SPECIAL_USE_ALL,
          SpecialUse.ARCHIVE, StoredSpecialUse.STORED_SPECIAL_USE_ARCHIVE,
          SpecialUse.DRAFTS, StoredSpecialUse.STORED_SPECIAL_USE_DRAFTS,
          SpecialUse.FLAGGED, StoredSpecialUse.STORED_SPECIAL_USE_FLAGGED,
          SpecialUse.IMPORTANT, StoredSpecialUse.STORED_SPECIAL_USE_IMPORTANT,
          SpecialUse.JUNK, StoredSpecialUse.STORED_SPECIAL_USE_JUNK,
          SpecialUse.SENT, StoredSpecialUse.STORED_SPECIAL_USE_SENT,
          SpecialUse.TRASH, StoredSpecialUse.STORED_SPECIAL_USE_TRASH);

  private Values() {}

  static ByteString uuid(UUID value) {
    ByteBuffer octets = ByteBuffer.allocate(16);
    octets.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits()).flip();
    return ByteString.copyFrom(octets);
  }

  static UUID uuid(ByteString octets) {
    if (octets.size() != 16) {
      throw new IllegalArgumentException("id: " + octets.size() + " octets (expected: 16)");
    }
    ByteBuffer buffer = octets.asReadOnlyByteBuffer();
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  static ByteString mailbox(MailboxId id) {
    return uuid(id.value());
  }

  static MailboxId mailbox(ByteString octets) {
    return new MailboxId(uuid(octets));
  }

  static ByteString request(RequestId id) {
    return uuid(id.value());
  }

  static RequestId request(ByteString octets) {
    return new RequestId(uuid(octets));
  }

  static UidValidity validity(int stored) {
    return new UidValidity(Integer.toUnsignedLong(stored));
  }

  static int validity(UidValidity value) {
    return (int) value.value();
  }

  static StoredSpecialUse use(Optional<SpecialUse> use) {
    return use.map(Values::stored).orElse(StoredSpecialUse.STORED_SPECIAL_USE_NONE);
  }

  static Optional<SpecialUse> use(StoredSpecialUse stored) {
    if (stored == StoredSpecialUse.STORED_SPECIAL_USE_NONE) {
      return Optional.empty();
    }
    for (Map.Entry<SpecialUse, StoredSpecialUse> each : USES.entrySet()) {
      if (each.getValue() == stored) {
        return Optional.of(each.getKey());
      }
    }
    throw new IllegalArgumentException("special use: " + stored + " (expected: a known one)");
  }

  static StoredNewMailbox making(NewMailbox making) {
    return StoredNewMailbox.newBuilder()
        .setName(making.name())
        .setMailboxId(mailbox(making.id()))
        .setUidValidity(validity(making.uidValidity()))
        .setUse(use(making.use()))
        .build();
  }

  static NewMailbox making(StoredNewMailbox stored) {
    return new NewMailbox(
        stored.getName(),
        mailbox(stored.getMailboxId()),
        validity(stored.getUidValidity()),
        use(stored.getUse()));
  }

  private static StoredSpecialUse stored(SpecialUse use) {
    StoredSpecialUse stored = USES.get(use);
    if (stored == null) {
      throw new IllegalStateException("special use: " + use + " has no stored form");
    }
    return stored;
  }
}
