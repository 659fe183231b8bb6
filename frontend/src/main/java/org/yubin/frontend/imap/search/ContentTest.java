package org.yubin.frontend.imap.search;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.message.MessageBody;

/** A condition that only the octets of a message decide. May run on any thread. */
@FunctionalInterface
interface ContentTest {
  CompletionStage<Boolean> NO = CompletableFuture.completedStage(false);

  CompletionStage<Boolean> matches(MessageBody body);
}
