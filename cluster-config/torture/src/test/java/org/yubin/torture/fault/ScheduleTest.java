package org.yubin.torture.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static final List<Fault> KINDS = List.of(Fault.KILL, Fault.CASSANDRA);

  @Test
  void sameSeed_sameSchedule() {
    assertThat(Schedule.of(KINDS, 3, 3, 7)).isEqualTo(Schedule.of(KINDS, 3, 3, 7));
    assertThat(Schedule.of(KINDS, 3, 3, 7)).isNotEqualTo(Schedule.of(KINDS, 3, 3, 8));
  }

  @Test
  void kindsComeInTheirOrder_andMeetOnlyWhoIsThere() {
    List<Schedule.Plan> plans = Schedule.of(KINDS, 2, 3, 7).plans();
    assertThat(plans.subList(0, 4))
        .extracting(Schedule.Plan::fault)
        .containsExactly(Fault.KILL, Fault.CASSANDRA, Fault.KILL, Fault.CASSANDRA);
    assertThat(plans)
        .allMatch(plan -> plan.victim() < (plan.fault() == Fault.CASSANDRA ? 3 : 2))
        .anyMatch(plan -> plan.victim() == 2);
  }

  @Test
  void noFaults_noPlans() {
    assertThat(Schedule.of(List.of(), 3, 1, 7).plans()).isEmpty();
  }

  @Test
  void unknownWord_isRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> Fault.named("fire"))
        .hasMessage("fault: fire (expected: kill, stop, leave, partition, cassandra)");
  }
}
