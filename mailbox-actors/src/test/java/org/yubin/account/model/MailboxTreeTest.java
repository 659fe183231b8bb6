package org.yubin.account.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTreeTest {
  private final AccountScript script = AccountScript.initialised();

  private List<String> childNames(String name) {
    return script.state.tree().children(name).stream().map(MailboxTree.Entry::name).toList();
  }

  @Test
  void children_areExactlyOneLevelBelow() {
    script.create("a");
    script.create("a/b/c");
    script.create("a-b");
    script.create("a0");
    assertThat(childNames("a")).containsExactly("a/b");
    assertThat(childNames("a/b")).containsExactly("a/b/c");
    assertThat(childNames("")).contains("a", "a-b", "a0", "INBOX").doesNotContain("a/b");
    assertThat(script.state.tree().hasChildren("a")).isTrue();
    assertThat(script.state.tree().hasChildren("a0")).isFalse();
    assertThat(script.state.tree().inferiors("a"))
        .extracting(MailboxTree.Entry::name)
        .containsExactly("a/b", "a/b/c");
  }

  @Test
  void findById_findsUnderTheNewName() {
    script.create("a");
    var id = script.entry("a").id().orElseThrow();
    script.run(new RenameMailbox("a", "b"));
    assertThat(script.state.tree().findById(id).orElseThrow().name()).isEqualTo("b");
  }

  @Test
  void equalTrees_areEqual() {
    MailboxTree tree = script.state.tree();
    MailboxTree again = new MailboxTree(tree.entries(), tree.subscriptions());
    assertThat(again).isEqualTo(tree).hasSameHashCodeAs(tree);
    assertThat(again.withSubscription("x", true)).isNotEqualTo(tree);
  }
}
