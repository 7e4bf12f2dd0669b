/** Certificates and keys: read from files, checked, held while they are in use, and read again when the files change. */
@NullMarked
package io.leveret.dist.tls;

import org.jspecify.annotations.NullMarked;
