package io.leveret.dist;

import io.leveret.dist.ldap.DirectoryLogins;
import io.leveret.dist.oauth.OauthException;
import io.leveret.dist.oauth.TokenRules;
import io.leveret.dist.settings.Configuration;
import io.leveret.dist.settings.ConfigurationSource;
import io.leveret.dist.settings.LoginSettings;
import io.leveret.dist.settings.Settings;
import io.leveret.dist.settings.SettingsException;
import io.leveret.dist.supervisor.Supervisor;
import io.leveret.dist.tls.TlsException;
import io.leveret.dist.tls.TlsInUse;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entry of the process: command line, settings, start; what fails here becomes one line and an exit code. */
public final class Main {
    private static final int ENDED = 0;
    private static final int NOT_STARTED = 1;
    private static final int DEFECT = 2;

    private final Map<String, String> environment;
    private final Optional<Path> home;
    private final PrintWriter out;
    private final PrintWriter err;
    private final BiFunction<Configuration, StartOptions, Runnable> launcher;

    /** {@code home} is the directory of the distribution; {@code launcher} starts the broker and gives what stops it. */
    Main(
            Map<String, String> environment,
            Optional<Path> home,
            PrintWriter out,
            PrintWriter err,
            BiFunction<Configuration, StartOptions, Runnable> launcher) {
        this.environment = environment;
        this.home = home;
        this.out = out;
        this.err = err;
        this.launcher = launcher;
    }

    /** Returns while the broker runs on, on threads of its own. */
    public static void main(String[] args) {
        Main main = new Main(
                System.getenv(),
                Optional.ofNullable(System.getProperty("leveret.home")).map(Path::of),
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                (configuration, options) -> launch(configuration, options, Supervisor.of(System.getenv())));
        main.run(args).ifPresent(System::exit);
    }

    private static Runnable launch(Configuration configuration, StartOptions options, Optional<Supervisor> supervisor) {
        HangUp hangUp = HangUp.install();
        supervisor.ifPresent(Supervisor::starting);
        BrokerProcess broker = BrokerProcess.start(configuration, options);
        supervisor.ifPresent(present -> present.ready(broker.watched()));
        hangUp.reloadWith(broker::reload);
        return () -> {
            hangUp.ignore();
            supervisor.ifPresent(Supervisor::stopping);
            broker.stop();
        };
    }

    /** The exit code, or empty when the broker runs. */
    OptionalInt run(String... args) {
        try {
            Optional<CommandLine> line = CommandLine.parse(args, out);
            return line.isPresent() ? run(line.get()) : OptionalInt.of(ENDED);
        } catch (SettingsException | StartException e) {
            err.println("leveret: " + e.getMessage());
            return OptionalInt.of(NOT_STARTED);
        } catch (RuntimeException | Error e) {
            logger().error("the start failed with a defect of Leveret; please report it with this log", e);
            return OptionalInt.of(DEFECT);
        }
    }

    private OptionalInt run(CommandLine line) {
        Optional<Path> config = line.config().or(this::shippedConfig);
        Configuration configuration = new ConfigurationSource(config, line.overrides(), environment).load();
        if (line.checkOnly()) {
            checkFiles(configuration.settings());
            out.println("configuration ok: " + config.map(Path::toString).orElse("no file, all defaults"));
            return OptionalInt.of(ENDED);
        }
        Shutdown shutdown = Shutdown.install();
        try {
            shutdown.stopWith(launcher.apply(configuration, new StartOptions(line.recoverTruncate())));
            return OptionalInt.empty();
        } catch (RuntimeException | Error e) {
            shutdown.remove();
            throw e;
        }
    }

    /** Certificates and keys that the settings name. */
    private static void checkFiles(Settings settings) {
        try {
            if (settings.usesTls()) {
                TlsInUse.read(settings.amqp().tls());
            }
            if (settings.access().takesTokens()) {
                TokenRules.read(settings.access().oauth());
            }
            if (settings.access().logins().backends().contains(LoginSettings.Backend.LDAP)) {
                DirectoryLogins.check(settings.access().ldap());
            }
        } catch (TlsException | OauthException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Path> shippedConfig() {
        return home.map(directory -> directory.resolve("config/leveret.conf")).filter(Files::exists);
    }

    /** Only for a defect: a start that ends in one line, or a {@code --check}, needs no logging at all. */
    private static Logger logger() {
        return LoggerFactory.getLogger(Main.class);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, Charset.defaultCharset());
    }
}
