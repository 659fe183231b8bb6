/**
 * What an owner recovers from: the events of its predecessors ({@link
 * org.yubin.persistence.journal.LogReader}) and incremental snapshots ({@link
 * org.yubin.persistence.journal.PageStore}); and the settings of Akka's journal, {@code
 * yubin-journal.conf}. Events are written by Akka Persistence alone.
 */
@NullMarked
package org.yubin.persistence.journal;

import org.jspecify.annotations.NullMarked;
