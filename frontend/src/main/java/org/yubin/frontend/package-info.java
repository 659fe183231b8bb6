/** Stateless protocol frontends. */
@NullMarked
package org.yubin.frontend;

import org.jspecify.annotations.NullMarked;
