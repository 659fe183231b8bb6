package org.yubin.mailbox.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.yubin.mailbox.model.ArrivedMoves;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.ModSeqBlock;
import org.yubin.mailbox.model.Page;
import org.yubin.mailbox.model.RequestMemory;
import org.yubin.persistence.journal.PageKey;
import org.yubin.persistence.journal.PagedState;

/**
 * A mailbox's state cut into pages. What copy-on-write left alone is the same object, and so the
 * same page.
 */
final class MailboxPages implements PagedState {
  /** What never changes of a page of messages. */
  static final int FIXED = 1;

  /** What changes of a page of messages. */
  static final int CHANGING = 2;

  /** A sealed block of the modseq index. */
  static final int MODSEQS = 3;

  /** A block of remembered replies. */
  static final int REPLIES = 4;

  /** A move that has arrived and is not settled. */
  static final int ARRIVED = 5;

  private final MailboxState state;

  MailboxPages(MailboxState state) {
    this.state = state;
  }

  @Override
  public byte[] root() {
    return SnapshotCodec.root(state);
  }

  @Override
  public Collection<PageKey> pages() {
    List<PageKey> keys = new ArrayList<>();
    for (Page page : state.messages().pages()) {
      keys.add(new PageKey(FIXED, page.number()));
      keys.add(new PageKey(CHANGING, page.number()));
    }
    for (int i = 0; i < state.index().sealed().size(); i++) {
      keys.add(new PageKey(MODSEQS, i));
    }
    for (RequestMemory.Block block : state.requests().blocks()) {
      keys.add(new PageKey(REPLIES, block.number()));
    }
    for (ArrivedMoves.Arrived move : state.arrived().all()) {
      keys.add(new PageKey(ARRIVED, move.number()));
    }
    return keys;
  }

  @Override
  public boolean samePage(PageKey page, PagedState before) {
    if (!(before instanceof MailboxPages that)) {
      return false;
    }
    Optional<Object> now = content(page);
    Optional<Object> then = that.content(page);
    return now.isPresent() && then.isPresent() && now.get() == then.get();
  }

  @Override
  public byte[] encode(PageKey page) {
    return switch (page.kind()) {
      case FIXED -> PageCodec.fixed(messages(page).fixed());
      case CHANGING -> PageCodec.changing(messages(page).changing());
      case MODSEQS -> state.index().sealed().get(page.number()).octets();
      case REPLIES -> SnapshotCodec.replies(replies(page).orElseThrow(() -> missing(page)));
      case ARRIVED -> SnapshotCodec.arrived(arrived(page).orElseThrow(() -> missing(page)));
      default -> throw missing(page);
    };
  }

  private Optional<Object> content(PageKey page) {
    return switch (page.kind()) {
      case FIXED -> state.messages().page(page.number()).map(Page::fixed);
      case CHANGING -> state.messages().page(page.number()).map(Page::changing);
      case MODSEQS -> block(page).map(block -> block);
      case REPLIES -> replies(page).map(block -> block);
      case ARRIVED -> arrived(page).map(move -> move);
      default -> Optional.empty();
    };
  }

  private Page messages(PageKey page) {
    return state.messages().page(page.number()).orElseThrow(() -> missing(page));
  }

  private Optional<ModSeqBlock> block(PageKey page) {
    List<ModSeqBlock> sealed = state.index().sealed();
    return page.number() < sealed.size()
        ? Optional.of(sealed.get(page.number()))
        : Optional.empty();
  }

  private Optional<RequestMemory.Block> replies(PageKey page) {
    List<RequestMemory.Block> blocks = state.requests().blocks();
    int index = blocks.isEmpty() ? 0 : page.number() - blocks.get(0).number();
    return index >= 0 && index < blocks.size() ? Optional.of(blocks.get(index)) : Optional.empty();
  }

  private Optional<ArrivedMoves.Arrived> arrived(PageKey page) {
    return state.arrived().all().stream()
        .filter(move -> move.number() == page.number())
        .findFirst();
  }

  private static IllegalArgumentException missing(PageKey page) {
    return new IllegalArgumentException("page: " + page + " is not in this state");
  }
}
