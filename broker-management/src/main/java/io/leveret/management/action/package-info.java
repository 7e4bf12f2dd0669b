/**
 * The endpoints that do something in virtual hosts: declaring and deleting, publishing and getting, closing connections. All of it happens in the user's name, with the rights and the
 * checks of AMQP. Everything here belongs to management's thread.
 */
@NullMarked
package io.leveret.management.action;

import org.jspecify.annotations.NullMarked;
