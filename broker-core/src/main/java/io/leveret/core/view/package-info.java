/**
 * What management sees of a virtual host: immutable values that a core makes in slices of its turns ({@link io.leveret.core.CoreReader}) and that any
 * thread may keep.
 */
@NullMarked
package io.leveret.core.view;

import org.jspecify.annotations.NullMarked;
