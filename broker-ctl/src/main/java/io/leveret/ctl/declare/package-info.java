/** rabbitmqadmin's declare and delete: each kind of object with its keys. */
@NullMarked
package io.leveret.ctl.declare;

import org.jspecify.annotations.NullMarked;
