package io.leveret.ctl;

import io.leveret.ctl.command.Arguments;
import io.leveret.ctl.credentials.CredentialSources;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.http.Api;
import io.leveret.ctl.output.Format;
import io.leveret.ctl.output.Style;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the options of all commands and the environment say. */
record CommonSettings(Arguments options, Map<String, String> environment) {
    private static final String DEFAULT_URL = "http://127.0.0.1:15672";
    private static final String DEFAULT_VHOST = "/";
    private static final long DEFAULT_TIMEOUT_SECONDS = 60;

    /** For a backup, an import or moving messages: what the broker itself takes at the most. */
    private static final long LONG_TIMEOUT_SECONDS = 900;

    String vhost() {
        return options.find(CommonOption.VHOST).orElse(DEFAULT_VHOST);
    }

    Style style(boolean terminal) {
        String name = options.find(CommonOption.FORMAT).orElse(Format.TABLE.text());
        Format format = Format.of(name)
                .orElseThrow(() -> CommandException.usage(
                        "there is no format '" + name + "'; there are table, pretty_table, json and csv"));
        boolean silent = options.has(CommonOption.SILENT);
        boolean headers = !silent && !options.has(CommonOption.NO_HEADERS);
        return new Style(format, terminal, headers, silent || options.has(CommonOption.QUIET));
    }

    Api connect() {
        String url =
                options.find(CommonOption.URL).orElseGet(() -> environment.getOrDefault("LEVERET_URL", DEFAULT_URL));
        Optional<String> authorities =
                options.find(CommonOption.CA_FILE).or(() -> Optional.ofNullable(environment.get("LEVERET_CA_FILE")));
        return Api.of(
                url,
                authorities,
                new CredentialSources(options::find, environment).find(url),
                timeout(),
                longTimeout());
    }

    /** How long an answer is waited for. */
    Duration timeout() {
        return timeout(DEFAULT_TIMEOUT_SECONDS);
    }

    /** The same where the broker may have much to do; what the user says holds for all. */
    Duration longTimeout() {
        return timeout(LONG_TIMEOUT_SECONDS);
    }

    private Duration timeout(long otherwise) {
        long seconds = options.number(CommonOption.TIMEOUT, otherwise);
        if (seconds == 0) {
            throw CommandException.usage(CommonOption.TIMEOUT + " is a second at least");
        }
        return Duration.ofSeconds(seconds);
    }
}
