package org.yubin.mailbox.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yubin.mailbox.model.LogTip;
import org.yubin.mailbox.model.MailboxEvent;

/**
 * Every event, and every event ever released: the golden files are never changed, only added to.
 */
class EventCodecTest {
  private static final String GOLDEN = "/golden/mailbox-events/1/";

  @Test
  void everyEvent_hasASample() {
    assertThat(Samples.EVENTS)
        .extracting(Object::getClass)
        .containsOnly(MailboxEvent.class.getPermittedSubclasses());
  }

  @Test
  void everyEvent_comesBack() {
    for (MailboxEvent event : Samples.EVENTS) {
      assertThat(
              MailboxEventCodec.decode(
                  MailboxEventCodec.kind(event), event.stamp(), MailboxEventCodec.encode(event)))
          .isEqualTo(event);
    }
  }

  @Test
  void everyReleasedEvent_isStillRead(@TempDir Path fresh) throws IOException {
    LogTip tip = LogTip.START;
    for (MailboxEvent event : Samples.EVENTS) {
      String name = Samples.file(event);
      StoredEvents.Row row =
          StoredEvents.rows(
                  tip,
                  3,
                  event.stamp(),
                  MailboxEventCodec.kind(event),
                  MailboxEventCodec.encode(event))
              .get(0);
      Files.writeString(fresh.resolve(name), HexFormat.of().formatHex(row.octets()));
      byte[] released = golden(name, fresh);

      EventAssembler.Whole whole = new EventAssembler(tip).accept(released).orElseThrow();

      assertThat(MailboxEventCodec.decode(whole.kind(), whole.stamp(), whole.body()))
          .as(name)
          .isEqualTo(event);
      assertThat(row.octets()).as("%s is written as it was released", name).isEqualTo(released);
      tip = whole.tip();
    }
  }

  private static byte[] golden(String name, Path fresh) throws IOException {
    try (InputStream in = EventCodecTest.class.getResourceAsStream(GOLDEN + name)) {
      assertThat(in).as("%s%s; what is written now: %s", GOLDEN, name, fresh).isNotNull();
      return HexFormat.of().parseHex(new String(in.readAllBytes(), US_ASCII).trim());
    }
  }

  @Test
  void otherOctets_areRefusedAndNothingElseHappens() {
    long seed = 11;
    Random random = new Random(seed);
    for (MailboxEvent event : Samples.EVENTS) {
      byte[] body = MailboxEventCodec.encode(event);
      int kind = MailboxEventCodec.kind(event);
      assertThatThrownBy(() -> MailboxEventCodec.decode(99, event.stamp(), body))
          .isInstanceOf(MalformedException.class);
      for (int i = 0; i < 300; i++) {
        byte[] broken = Arrays.copyOf(body, 1 + random.nextInt(body.length));
        broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
        try {
          MailboxEventCodec.decode(kind, event.stamp(), broken);
        } catch (MalformedException refused) {
          assertThat(refused).as("seed %d", seed).hasMessageContaining("octets");
        }
      }
    }
  }
}
