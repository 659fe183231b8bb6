package org.yubin.frontend.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Admission admission = new Admission(3, 2);

  private boolean enter(String host) {
    return admission.enter(new ClientAddress(host, 1));
  }

  private void leave(String host) {
    admission.leave(new ClientAddress(host, 2));
  }

  @Test
  void oneNetwork_hasItsShare() {
    assertThat(enter("192.0.2.1")).isTrue();
    assertThat(enter("192.0.2.1")).isTrue();
    assertThat(enter("192.0.2.1")).isFalse();
    assertThat(enter("192.0.2.2")).isTrue();
    assertThat(admission.taken()).isEqualTo(3);
  }

  @Test
  void all_areNoMoreThanTheMost() {
    assertThat(enter("192.0.2.1")).isTrue();
    assertThat(enter("192.0.2.2")).isTrue();
    assertThat(enter("192.0.2.3")).isTrue();
    assertThat(enter("192.0.2.4")).isFalse();
    leave("192.0.2.2");
    assertThat(enter("192.0.2.4")).isTrue();
  }

  @Test
  void refusedOnes_takeNoPlace() {
    enter("192.0.2.1");
    enter("192.0.2.1");
    assertThat(enter("192.0.2.1")).isFalse();
    leave("192.0.2.1");
    assertThat(enter("192.0.2.1")).isTrue();
    assertThat(admission.taken()).isEqualTo(2);
  }

  @Test
  void ipv6Network_countsAsOne() {
    assertThat(enter("2001:db8:0:1:0:0:0:1")).isTrue();
    assertThat(enter("2001:db8:0:1:9:9:9:9")).isTrue();
    assertThat(enter("2001:db8:0:1:8:8:8:8")).isFalse();
    assertThat(enter("2001:db8:0:2:0:0:0:1")).isTrue();
  }
}
