package org.yubin.frontend.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yubin.mailbox.model.ModSeq;

class ClientModSeqTest {
  private final ClientModSeq client = new ClientModSeq(new ModSeq(10));

  @Test
  void nothingShown_needsNoWord() {
    assertThat(client.correction(new ModSeq(10), false)).isEmpty();
    assertThat(client.correction(new ModSeq(12), false)).isEmpty();
  }

  @Test
  void shownNoMoreThanTold_needsNoWord() {
    client.shown(new ModSeq(12));
    assertThat(client.correction(new ModSeq(12), false)).isEmpty();
  }

  @Test
  void shownMoreThanTold_isLowered_andRaisedOnceToldAll() {
    client.shown(new ModSeq(14));
    assertThat(client.correction(new ModSeq(11), false)).contains(new ModSeq(11));
    assertThat(client.correction(new ModSeq(11), false)).isEmpty();
    assertThat(client.correction(new ModSeq(14), false)).contains(new ModSeq(14));
    assertThat(client.correction(new ModSeq(15), false)).isEmpty();
  }

  @Test
  void vanished_isFollowedByItsModSeq() {
    assertThat(client.correction(new ModSeq(11), true)).contains(new ModSeq(11));
  }

  @Test
  void vanishedButNotAll_neverPassesWhatWasTold() {
    client.shown(new ModSeq(14));
    assertThat(client.correction(new ModSeq(12), true)).contains(new ModSeq(12));
  }
}
