package org.yubin.node;

import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import java.util.function.BooleanSupplier;

/** Whether this node is a member of the cluster, and some Cassandra node can be reached. */
record Readiness(ActorSystem<?> system, CqlSession session) implements BooleanSupplier {
  @Override
  public boolean getAsBoolean() {
    return Cluster.get(system).selfMember().status() == MemberStatus.up()
        && session.getMetadata().getNodes().values().stream()
            .anyMatch(node -> node.getState() == NodeState.UP);
  }
}
