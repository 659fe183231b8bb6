/**
 * How a message comes in, whatever the protocol: {@link org.yubin.frontend.intake.MessageIntake}
 * stores and reads it in one pass.
 */
@NullMarked
package org.yubin.frontend.intake;

import org.jspecify.annotations.NullMarked;
