package io.leveret.ctl.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Who asks: the value of the Authorization header, which is never printed, and a name for errors. */
public final class Credentials {
    private final String header;
    private final String name;

    private Credentials(String header, String name) {
        this.header = header;
        this.name = name;
    }

    public static Credentials of(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Credentials("Basic " + Base64.getEncoder().encodeToString(pair), "user '" + user + "'");
    }

    /** The holder of a token. */
    public static Credentials token(String token, String name) {
        return new Credentials("Bearer " + token, name);
    }

    public String header() {
        return header;
    }

    @Override
    public String toString() {
        return name;
    }
}
