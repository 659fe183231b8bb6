/**
 * What mailboxes and accounts share: one owner, one log an epoch, group commit, and nothing that
 * leaves unconfirmed.
 *
 * <p>A kind of entity plugs in its model as an {@link org.yubin.entity.EntityModel} and what it
 * says to callers as a {@link org.yubin.entity.Desk}. Start at {@link org.yubin.entity.Owner}
 * (order of things) and {@link org.yubin.entity.Fence} (why it is safe).
 */
@NullMarked
package org.yubin.entity;

import org.jspecify.annotations.NullMarked;
