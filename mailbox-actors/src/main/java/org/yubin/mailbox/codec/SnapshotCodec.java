package org.yubin.mailbox.codec;

import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yubin.mailbox.model.ArrivedMoves;
import org.yubin.mailbox.model.EventHash;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.LogTip;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.Messages;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.ModSeqBlock;
import org.yubin.mailbox.model.ModSeqIndex;
import org.yubin.mailbox.model.OpenMove;
import org.yubin.mailbox.model.Origin;
import org.yubin.mailbox.model.Page;
import org.yubin.mailbox.model.RequestMemory;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.journal.PageKey;
import org.yubin.persistence.journal.PagedState;
import org.yubin.proto.mailbox.StoredArrivedMove;
import org.yubin.proto.mailbox.StoredChangingPage;
import org.yubin.proto.mailbox.StoredFixedPage;
import org.yubin.proto.mailbox.StoredMailboxRoot;
import org.yubin.proto.mailbox.StoredOpenMove;
import org.yubin.proto.mailbox.StoredReplies;
import org.yubin.proto.mailbox.StoredReply;

/**
 * States of a mailbox and their snapshots: a root, and pages of which only changed ones are
 * written. The same state gives the same octets, so two states are the same bit for bit if their
 * snapshots are.
 */
public final class SnapshotCodec {
  private static final int FORMAT = 1;

  private SnapshotCodec() {}

  /** The state as the snapshot store takes it. */
  public static PagedState paged(MailboxState state) {
    return new MailboxPages(state);
  }

  /**
   * Reads a snapshot.
   *
   * @param root as {@link PagedState#root()} gave it
   * @param pages as {@link PagedState#encode} gave them, all of them
   * @throws MalformedException if they do not make up a state
   */
  public static MailboxState decode(byte[] root, Map<PageKey, byte[]> pages) {
    return Values.read(StoredMailboxRoot.parser(), root, in -> state(in, new TreeMap<>(pages)));
  }

  static byte[] root(MailboxState state) {
    StoredMailboxRoot.Builder out =
        StoredMailboxRoot.newBuilder()
            .setFormat(FORMAT)
            .setAt(Values.position(state.at()))
            .setTimeMicros(state.tip().timeMicros())
            .setHash(UnsafeByteOperations.unsafeWrap(state.tip().hash().toBytes()))
            .setDeleted(state.deleted())
            .setUidNext(Values.uid(state.uidNext()))
            .setHighestModSeq(state.highestModSeq().value())
            .addAllKeywords(state.keywords().names())
            .setNextPageNumber(state.messages().nextPageNumber())
            .setOpenModSeqEntries(
                UnsafeByteOperations.unsafeWrap(ModSeqBlock.write(state.index().open())))
            .setForgottenReplies(state.requests().forgotten());
    state
        .origin()
        .ifPresent(
            made ->
                out.setOwner(Values.id(made.owner().value()))
                    .setUidValidity(Values.validity(made.uidValidity())));
    for (OpenMove move : state.moves()) {
      out.addMoves(
          StoredOpenMove.newBuilder()
              .setCause(Values.cause(move.cause()))
              .setUids(Values.uids(move.uids()))
              .setTarget(Values.id(move.target().value())));
    }
    return out.build().toByteArray();
  }

  static byte[] replies(RequestMemory.Block block) {
    StoredReplies.Builder out = StoredReplies.newBuilder().setFormat(FORMAT);
    for (RequestMemory.Remembered reply : block.replies()) {
      out.addReplies(
          StoredReply.newBuilder()
              .setRequest(Values.id(reply.request().value()))
              .setTimeMicros(reply.timeMicros())
              .setReply(ReplyCodec.write(reply.reply())));
    }
    return out.build().toByteArray();
  }

  static byte[] arrived(ArrivedMoves.Arrived move) {
    return StoredArrivedMove.newBuilder()
        .setFormat(FORMAT)
        .setMove(Values.id(move.move().value()))
        .setCopied(ReplyCodec.copied(move.copied()))
        .build()
        .toByteArray();
  }

  private static MailboxState state(StoredMailboxRoot in, SortedMap<PageKey, byte[]> stored) {
    if (in.getFormat() != FORMAT) {
      throw new IllegalArgumentException("snapshot format: " + in.getFormat() + " (expected: 1)");
    }
    List<Page> pages = new ArrayList<>();
    List<ModSeqBlock> sealed = new ArrayList<>();
    List<RequestMemory.Block> replies = new ArrayList<>();
    List<ArrivedMoves.Arrived> arrived = new ArrayList<>();
    for (Map.Entry<PageKey, byte[]> page : stored.entrySet()) {
      PageKey key = page.getKey();
      switch (key.kind()) {
        case MailboxPages.FIXED -> pages.add(page(key.number(), stored));
        case MailboxPages.CHANGING -> {} // read with the fixed one of its number
        case MailboxPages.MODSEQS -> sealed.add(ModSeqBlock.of(page.getValue()));
        case MailboxPages.REPLIES -> replies.add(replies(key.number(), page.getValue()));
        case MailboxPages.ARRIVED -> arrived.add(arrived(key.number(), page.getValue()));
        default -> throw new IllegalArgumentException("page kind: " + key.kind());
      }
    }
    return new MailboxState(
        new LogTip(
            Values.position(in.getAt()),
            in.getTimeMicros(),
            EventHash.of(in.getHash().toByteArray())),
        in.getOwner().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Origin(
                    new AccountId(Values.id(in.getOwner())), Values.validity(in.getUidValidity()))),
        in.getDeleted(),
        Values.uid(in.getUidNext()),
        new ModSeq(in.getHighestModSeq()),
        new KeywordTable(in.getKeywordsList()),
        Messages.of(pages, in.getNextPageNumber()),
        ModSeqIndex.of(sealed, ModSeqBlock.read(in.getOpenModSeqEntries().toByteArray())),
        RequestMemory.of(replies, in.getForgottenReplies()),
        in.getMovesList().stream().map(SnapshotCodec::move).toList(),
        new ArrivedMoves(arrived));
  }

  private static OpenMove move(StoredOpenMove in) {
    return new OpenMove(
        Values.cause(in.getCause()),
        Values.uids(in.getUids()),
        new MailboxId(Values.id(in.getTarget())));
  }

  private static ArrivedMoves.Arrived arrived(int number, byte[] octets) {
    return Values.read(
        StoredArrivedMove.parser(),
        octets,
        in ->
            new ArrivedMoves.Arrived(
                number, Values.request(in.getMove()), ReplyCodec.copied(in.getCopied())));
  }

  private static Page page(int number, SortedMap<PageKey, byte[]> stored) {
    byte[] fixed = octets(new PageKey(MailboxPages.FIXED, number), stored);
    byte[] changing = octets(new PageKey(MailboxPages.CHANGING, number), stored);
    return new Page(
        number,
        Values.read(StoredFixedPage.parser(), fixed, PageCodec::fixed),
        Values.read(StoredChangingPage.parser(), changing, PageCodec::changing));
  }

  private static byte[] octets(PageKey key, SortedMap<PageKey, byte[]> stored) {
    byte[] octets = stored.get(key);
    if (octets == null) {
      throw new IllegalArgumentException("snapshot: no page " + key);
    }
    return octets;
  }

  private static RequestMemory.Block replies(int number, byte[] octets) {
    return Values.read(
        StoredReplies.parser(),
        octets,
        in ->
            new RequestMemory.Block(
                number,
                in.getRepliesList().stream()
                    .map(
                        reply ->
                            new RequestMemory.Remembered(
                                Values.request(reply.getRequest()),
                                reply.getTimeMicros(),
                                ReplyCodec.read(reply.getReply())))
                    .toList()));
  }
}
