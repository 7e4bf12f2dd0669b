/**
 * The client's mistakes: reply codes, their scope, the one exception that carries them.
 */
@NullMarked
package io.leveret.core.error;

import org.jspecify.annotations.NullMarked;
