/**
 * The account as a sharded entity; {@link org.yubin.account.entity.Accounts} is the port that
 * frontends use. No type of Akka stands in it.
 */
@NullMarked
package org.yubin.account.entity;

import org.jspecify.annotations.NullMarked;
