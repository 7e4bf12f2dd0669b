package io.leveret.dist.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The layers above the defaults: command line over environment over file, and the one object they make. */
final class Layers {
    private static final String USERS_VARIABLE = "LEVERET_USERS";
    private static final String COMMAND_LINE = "command line";

    private final Map<String, String> environment;

    Layers(Map<String, String> environment) {
        this.environment = environment;
    }

    static ConfigObject reference() {
        return ConfigFactory.parseResources(Layers.class, "/reference.conf")
                .resolve()
                .root();
    }

    /**
     * Everything but the defaults, which stay apart: an unresolved value merged with its default could not be told from
     * a good one. Substitutions without a value stay unresolved; whoever reads them reports them with the other problems.
     */
    ConfigObject merged(Optional<Path> file, Map<String, String> overrides) {
        Config top = commandLine(overrides).withFallback(users());
        try {
            return file.map(path -> top.withFallback(parse(path)))
                    .orElse(top)
                    .resolve(ConfigResolveOptions.defaults()
                            .setUseSystemEnvironment(false)
                            .setAllowUnresolved(true)
                            .appendResolver(new Outside(environment, reference().toConfig())))
                    .root();
        } catch (ConfigException e) {
            throw failure(e, file.map(Path::toString).orElse(COMMAND_LINE));
        }
    }

    private static Config parse(Path file) {
        if (!Files.exists(file)) {
            throw failure(file, "no such configuration file; name an existing one with --config FILE");
        }
        if (Files.isDirectory(file)) {
            throw failure(file, "is a directory; name the configuration file in it with --config FILE");
        }
        if (!Files.isReadable(file)) {
            throw failure(file, "cannot be read; give read permission to the user that runs the broker");
        }
        try {
            return ConfigFactory.parseFile(
                    file.toFile(),
                    ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false));
        } catch (ConfigException e) {
            throw failure(e, file.toString());
        }
    }

    private Config users() {
        String users = environment.get(USERS_VARIABLE);
        return users == null || users.isBlank()
                ? ConfigFactory.empty()
                : list("leveret.users", users, "environment variable " + USERS_VARIABLE);
    }

    /** A value that starts as a HOCON list is parsed as one; any other is the text as given and needs no quotes. */
    private static Config commandLine(Map<String, String> overrides) {
        Config layer = ConfigFactory.empty();
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            String path = override.getKey();
            String value = override.getValue();
            try {
                Config one = value.startsWith("[")
                        ? list(path, value, COMMAND_LINE)
                        : ConfigValueFactory.fromAnyRef(value, COMMAND_LINE).atPath(path);
                layer = one.withFallback(layer);
            } catch (ConfigException.BadPath e) {
                throw failure(
                        COMMAND_LINE, path, "not the path of a setting; write it like leveret.listeners.amqp.port");
            }
        }
        return layer;
    }

    /** The parser's own message is left out: it may quote a part of a password. */
    private static Config list(String path, String text, String place) {
        try {
            return ConfigFactory.parseString(
                            "list = " + text, ConfigParseOptions.defaults().setOriginDescription(place))
                    .root()
                    .getOrDefault("list", ConfigValueFactory.fromAnyRef(text, place))
                    .atPath(path);
        } catch (ConfigException.Parse e) {
            throw failure(place, path, "not a HOCON list; check its brackets, commas and quotes: [ ..., ... ]");
        }
    }

    private static SettingsException failure(Path file, String text) {
        return failure(file.toString(), "", text);
    }

    private static SettingsException failure(String place, String key, String text) {
        return new SettingsException(List.of(new Problem(place, 0, key, text)));
    }

    private static SettingsException failure(ConfigException e, String place) {
        ConfigOrigin origin = e.origin();
        String text = String.valueOf(e.getMessage());
        if (origin == null) {
            return failure(place, "", "cannot be used: " + firstLine(text));
        }
        String prefix = origin.description() + ": ";
        String detail = firstLine(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
        String where = Optional.ofNullable(origin.filename()).orElse(place);
        int line = Math.max(origin.lineNumber(), 0);
        return new SettingsException(List.of(new Problem(where, line, "", "not valid HOCON: " + detail)));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }

    /** Answers substitutions of what the layers do not have: from the environment of the start, or from the defaults. */
    private record Outside(Map<String, String> environment, Config reference) implements ConfigResolver {
        @Override
        public @Nullable ConfigValue lookup(String path) {
            String variable = environment.get(path);
            if (variable != null) {
                return ConfigValueFactory.fromAnyRef(variable, "environment variable " + path);
            }
            return reference.hasPath(path) ? reference.getValue(path) : null;
        }

        @Override
        public ConfigResolver withFallback(ConfigResolver fallback) {
            return this; // there is no other
        }
    }
}
