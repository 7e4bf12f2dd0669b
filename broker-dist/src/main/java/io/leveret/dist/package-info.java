/** The broker process: reads the settings, wires the other modules together, starts them and stops them. */
@NullMarked
package io.leveret.dist;

import org.jspecify.annotations.NullMarked;
