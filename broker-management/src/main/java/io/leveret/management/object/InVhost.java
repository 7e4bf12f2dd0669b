package io.leveret.management.object;

/** Something and the virtual host that it is in. */
record InVhost<T>(String vhost, T view) {}
