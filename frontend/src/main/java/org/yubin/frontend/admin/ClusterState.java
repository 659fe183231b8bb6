package org.yubin.frontend.admin;

import java.util.List;
import java.util.Map;

/**
 * The cluster as one node sees it, told as JSON under these names. Addresses are {@code host:port}
 * of the nodes' cluster ports.
 *
 * @param self the node that was asked
 * @param owner names its process in head rows
 * @param leader who moves members from one status to the next; empty while the members do not agree
 * @param members by address
 * @param shards by kind of entity ({@code mailbox}, {@code account}): the nodes that hold some; of
 *     a kind whose regions did not all answer in time, nothing
 */
public record ClusterState(
    String self,
    String owner,
    String leader,
    List<Member> members,
    Map<String, List<Region>> shards) {

  /**
   * A node of the cluster.
   *
   * @param status in Akka's words: {@code Joining}, {@code Up}, {@code Leaving}, {@code Exiting},
   *     {@code Down}
   * @param reachable whether no other node misses it
   * @param oldest whether it is the oldest mailbox node, which places the shards
   */
  public record Member(
      String address, List<String> roles, String status, boolean reachable, boolean oldest) {}

  /**
   * What one node holds of one kind.
   *
   * @param entities that live: mailboxes or accounts in use
   */
  public record Region(String address, int shards, int entities) {}
}
