package io.leveret.ctl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, which Maven writes into the jar. */
final class BuildVersion {
    private static final String PROPERTIES = "/META-INF/maven/io.leveret/broker-ctl/pom.properties";

    private BuildVersion() {}

    /** {@code development} where the classes do not come from a jar, as in the tests. */
    static String text() {
        try (InputStream in = BuildVersion.class.getResourceAsStream(PROPERTIES)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "development");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + PROPERTIES + " in the jar of broker-ctl", e);
        }
    }
}
