/** Who leveretctl is to the broker, and where that is written down. */
@NullMarked
package io.leveret.ctl.credentials;

import org.jspecify.annotations.NullMarked;
