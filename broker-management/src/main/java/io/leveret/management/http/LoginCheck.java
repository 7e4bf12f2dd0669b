package io.leveret.management.http;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.Grant;
import io.leveret.core.access.LoginPace;
import io.leveret.core.access.LoginUncheckedException;
import io.leveret.core.access.User;
import io.leveret.core.access.Verdict;
import io.leveret.core.node.Node;
import io.leveret.core.node.NodeView;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.PasswordWorkers;
import io.leveret.management.broker.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who sends a request: HTTP's Basic; or Bearer, with the token that only the service's own user can read, or one that says itself whose it is.
 * Owner: management.
 */
final class LoginCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LoginCheck.class);

    /** Passwords that are being checked or wait for it. */
    private static final int MOST_CHECKS = 64;

    /** Logins whose answers wait because others from there have failed: they hold the places of requests. */
    private static final int MOST_SLOWED = 64;

    private static final String WAITING = "too many logins are waiting, try again later";

    private final WorkerExecutor workers;
    private final ManagementLoop loop;
    private final Node node;
    private final Authenticator authenticator;
    private final LoginPace pace;
    private final byte[] token;
    private int checks;
    private int slowed;

    LoginCheck(Vertx vertx, ManagementLoop loop, Node node, Authenticator authenticator, String token) {
        this.workers = PasswordWorkers.of(vertx);
        this.loop = loop;
        this.node = node;
        this.authenticator = authenticator;
        this.pace = authenticator.pace();
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** Fails with a {@link Problem} if nobody is let in. */
    Future<Login> login(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        InetAddress peer = address(request.remoteAddress());
        if (authorization == null) {
            return Future.failedFuture(failed());
        }
        String[] parts = authorization.split(" ", 2);
        if (parts.length == 2 && parts[0].equalsIgnoreCase("Bearer")) {
            return bearer(parts[1].trim(), peer);
        }
        if (parts.length == 2 && parts[0].equalsIgnoreCase("Basic")) {
            return basic(parts[1].trim(), peer);
        }
        return Future.failedFuture(failed());
    }

    private static @Nullable InetAddress address(@Nullable SocketAddress address) {
        if (address == null || address.hostAddress() == null) {
            return null;
        }
        try {
            return InetAddress.getByName(address.hostAddress());
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static boolean isLocal(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }

    private Future<Login> bearer(String sent, @Nullable InetAddress peer) {
        byte[] secret = sent.getBytes(StandardCharsets.UTF_8);
        if (token.length > 0 && MessageDigest.isEqual(token, secret)) {
            return isLocal(peer)
                    ? view().compose(view -> entitled(Account.OPERATOR, view))
                    : Future.failedFuture(failed());
        }
        return named("", secret, peer);
    }

    private Future<Login> basic(String sent, @Nullable InetAddress peer) {
        byte[] credentials;
        try {
            credentials = Base64.getDecoder().decode(sent);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(failed());
        }
        int colon = 0;
        while (colon < credentials.length && credentials[colon] != ':') {
            colon++;
        }
        if (colon == credentials.length) {
            return Future.failedFuture(failed());
        }
        String name = new String(credentials, 0, colon, StandardCharsets.UTF_8);
        return named(name, Arrays.copyOfRange(credentials, colon + 1, credentials.length), peer);
    }

    /** An empty name is that of nobody: whoever it is, the password must tell. */
    private Future<Login> named(String name, byte[] password, @Nullable InetAddress peer) {
        byte[] from = peer == null ? new byte[0] : peer.getAddress();
        if (slowed >= MOST_SLOWED && pace.slows(from)) {
            return Future.failedFuture(Problem.busy(WAITING));
        }
        Future<@Nullable Account> checked = account(name, password).recover(why -> unchecked(why, name, from));
        return checked.compose(account -> {
            boolean right = account != null && (!account.loopbackOnly() || isLocal(peer));
            long delayMillis = pace.checked(from, name, right);
            if (account == null || !right) {
                LOG.info(
                        "management login refused: {} peer={} user={}",
                        account == null ? "wrong user or password" : "the user may only log in from this host",
                        peer == null ? "unknown" : peer.getHostAddress(),
                        forLog(name));
                return after(delayMillis).compose(due -> Future.failedFuture(failed()));
            }
            return after(delayMillis)
                    .onSuccess(due -> pace.letIn(from))
                    .compose(due -> view())
                    .compose(view -> entitled(account, view));
        });
    }

    /** Counts as a wrong password: it may have been one, as far as those say who could be asked. */
    private Future<@Nullable Account> unchecked(Throwable why, String name, byte[] from) {
        if (why instanceof Problem) {
            return Future.failedFuture(why);
        }
        if (why instanceof RejectedExecutionException) {
            return Future.failedFuture(Problem.busy(WAITING));
        }
        return after(pace.checked(from, name, false)).compose(due -> Future.failedFuture(told(why, name)));
    }

    /** Why it is so is nothing for who may be anybody: the log has it. */
    private static Throwable told(Throwable why, String name) {
        if (why instanceof LoginUncheckedException) {
            LOG.info("management login refused: it could not be checked: {} user={}", why.getMessage(), forLog(name));
            return Problem.busy("the login could not be checked, try again later");
        }
        return why;
    }

    private static String forLog(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    private Future<Void> after(long millis) {
        if (millis == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> due = Promise.promise();
        slowed++;
        loop.after(millis, () -> {
            slowed--;
            due.complete();
        });
        return due.future();
    }

    private Future<@Nullable Account> account(String name, byte[] password) {
        Account recalled = authenticator.recall(name, password);
        if (recalled != null) {
            return Future.succeededFuture(recalled);
        }
        if (checks >= MOST_CHECKS) {
            return Future.failedFuture(Problem.busy("too many logins are being checked, try again later"));
        }
        checks++;
        Promise<@Nullable Account> found = Promise.promise();
        Verdict verdict = verdict(found);
        verdict.goOn(() -> authenticator.check(name, password, verdict));
        return found.future().onComplete(done -> checks--);
    }

    private Verdict verdict(Promise<@Nullable Account> found) {
        return new Verdict() {
            @Override
            public void is(@Nullable Account account) {
                loop.execute(() -> found.complete(account));
            }

            @Override
            public void failed(RuntimeException why) {
                loop.execute(() -> found.fail(why));
            }

            @Override
            public void goOn(Runnable rest) {
                workers.executeBlocking(Executors.callable(rest), false).onFailure(found::tryFail);
            }
        };
    }

    private Future<Login> entitled(Account account, NodeView view) {
        Grant grant = account.grant();
        if (grant != null) {
            Set<String> vhosts = view.vhosts().keySet();
            User granted = User.granted(account.name(), account.tags(), grant, vhosts);
            return Future.succeededFuture(new Login(account, granted, view));
        }
        User user = view.users().get(account.name());
        return user == null || !account.equals(view.accounts().get(account.name()))
                ? Future.failedFuture(failed())
                : Future.succeededFuture(new Login(account, user, view));
    }

    private Future<NodeView> view() {
        return loop.ask(node::view);
    }

    private static Problem failed() {
        return new Problem(401, "not_authorized", "Login failed");
    }
}
