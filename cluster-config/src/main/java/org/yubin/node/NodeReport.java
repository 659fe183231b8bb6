package org.yubin.node;

import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.datastax.oss.driver.api.core.CqlSession;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.admin.ClusterState;
import org.yubin.frontend.admin.NodeState;
import org.yubin.node.membership.ClusterPicture;
import org.yubin.node.metrics.Metrics;

/** What this node tells of itself; it is ready while it is a member and can reach Cassandra. */
record NodeReport(
    ActorSystem<?> system, CqlSession session, Metrics metered, ClusterPicture picture)
    implements NodeState {
  @Override
  public boolean ready() {
    return Cluster.get(system).selfMember().status() == MemberStatus.up()
        && session.getMetadata().getNodes().values().stream()
            .anyMatch(
                node -> node.getState() == com.datastax.oss.driver.api.core.metadata.NodeState.UP);
  }

  @Override
  public CompletionStage<String> metrics() {
    return picture
        .shardsHere()
        .thenApply(
            shards -> {
              metered.shards(shards);
              return metered.text();
            });
  }

  @Override
  public CompletionStage<ClusterState> cluster() {
    return picture.state();
  }
}
