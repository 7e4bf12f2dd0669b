package io.leveret.dist.oauth;

import java.io.IOException;
import java.net.URI;

/** Fetches a document from an address. Called on auth workers and management's: may take its time, but not forever. */
interface Documents {
    /** Its text; whatever keeps it from coming is an {@link IOException}. */
    String fetch(URI address) throws IOException;
}
