package io.leveret.ctl.credentials;

import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds credentials: the options, the file that an option names, the environment, the user's own file, and last the token
 * that the broker leaves in its data directory.
 */
public final class CredentialSources {
    private static final String TOKEN_FILE = "management.token";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Function<String, Optional<String>> options;
    private final Map<String, String> environment;

    /**
     * Looks where these say.
     *
     * @param options what was given for {@code --user}, {@code --password}, {@code --credentials}, {@code --data-dir}
     */
    public CredentialSources(Function<String, Optional<String>> options, Map<String, String> environment) {
        this.options = options;
        this.environment = environment;
    }

    /** The first that are there, for the broker at this URL. */
    public Credentials find(String url) {
        Optional<String> user = options.apply("--user");
        if (user.isPresent()) {
            return Credentials.of(user.get(), password());
        }
        Optional<String> file = options.apply("--credentials");
        if (file.isPresent()) {
            return CredentialsFile.read(Path.of(file.get()));
        }
        String name = environment.get("LEVERETCTL_USER");
        if (name != null) {
            return Credentials.of(name, password());
        }
        Path own = Path.of(environment.getOrDefault("HOME", "."), ".config", "leveret", "credentials");
        return Files.exists(own) ? CredentialsFile.read(own) : token(url);
    }

    private String password() {
        return options.apply("--password")
                .or(() -> Optional.ofNullable(environment.get("LEVERETCTL_PASSWORD")))
                .orElseThrow(() -> new CommandException(
                        ExitCode.CONFIGURATION,
                        "a user without a password; give --password, LEVERETCTL_PASSWORD or a credentials file"));
    }

    private Credentials token(String url) {
        Path directory = Path.of(options.apply("--data-dir")
                .or(() -> Optional.ofNullable(environment.get("LEVERET_DATA_DIR")))
                .orElse("data"));
        Path file = directory.resolve(TOKEN_FILE);
        if (!isLoopback(url)) {
            // it is this machine's secret
            throw missing("no credentials for " + url + " (a local token is for a broker on this machine only)");
        }
        try {
            return Credentials.token(Files.readString(file).strip(), "holder of the token in " + file);
        } catch (IOException e) {
            throw missing("no credentials, and no token that can be read at " + file + " (--data-dir DIRECTORY, as the"
                    + " broker's user)");
        }
    }

    private static boolean isLoopback(String url) {
        try {
            String host = URI.create(url).getHost();
            return host != null && LOOPBACK.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static CommandException missing(String what) {
        return new CommandException(
                ExitCode.CONFIGURATION,
                what + "; give --user and --password, LEVERETCTL_USER and LEVERETCTL_PASSWORD, or --credentials FILE");
    }
}
