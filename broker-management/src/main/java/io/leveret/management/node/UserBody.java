package io.leveret.management.node;

import io.leveret.core.access.Account;
import io.leveret.management.broker.PasswordWorkers;
import io.leveret.management.broker.Passwords;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the account that a request wants; new passwords are hashed on a worker. Owner: management. */
final class UserBody {
    private static final String USUAL_ALGORITHM = "rabbit_password_hashing_sha256";

    /** Passwords that are being hashed or wait for it. */
    private static final int MOST_HASHES = 64;

    private final WorkerExecutor workers;
    private final Passwords passwords;
    private int hashes;

    UserBody(Vertx vertx, Passwords passwords) {
        this.workers = PasswordWorkers.of(vertx);
        this.passwords = passwords;
    }

    /** The account with this name; {@code before} is what it is now, if it is there. Without a password nobody logs in by one, as in RabbitMQ. */
    Future<Account> account(Request request, String name, @Nullable Account before) {
        Fields body = Fields.of(request);
        if (!body.has("tags")) {
            throw Problem.badRequest("tags_not_present");
        }
        Set<String> tags = Set.copyOf(body.words("tags"));
        boolean loopbackOnly = before != null && before.loopbackOnly();
        return kept(body).map(hash -> new Account(name, hash, tags, loopbackOnly));
    }

    private Future<String> kept(Fields body) {
        if (body.has("password_hash")) {
            String algorithm = body.text("hashing_algorithm", USUAL_ALGORITHM);
            try {
                return Future.succeededFuture(passwords.ofRabbit(body.text("password_hash"), algorithm));
            } catch (IllegalArgumentException e) {
                throw Problem.badRequest(String.valueOf(e.getMessage()));
            }
        }
        String password = body.text("password", "");
        return password.isEmpty() ? Future.succeededFuture("") : hash(password);
    }

    private Future<String> hash(String password) {
        if (hashes >= MOST_HASHES) {
            throw Problem.busy("too many passwords are being hashed, try again later");
        }
        hashes++;
        return workers.executeBlocking(() -> passwords.hash(password.getBytes(StandardCharsets.UTF_8)), false)
                .onComplete(done -> hashes--);
    }
}
