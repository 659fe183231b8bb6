/**
 * The fence under attack, with the plainest model that can show a lost, doubled or reordered event.
 */
@NullMarked
package org.yubin.entity;

import org.jspecify.annotations.NullMarked;
