/** Commands about users, virtual hosts, permissions and limits. */
@NullMarked
package io.leveret.ctl.access;

import org.jspecify.annotations.NullMarked;
