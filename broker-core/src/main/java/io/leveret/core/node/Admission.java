package io.leveret.core.node;

import io.leveret.core.CoreLoop;
import io.leveret.core.Session;
import io.leveret.core.access.Account;
import io.leveret.core.access.Grant;
import io.leveret.core.access.User;
import io.leveret.core.channel.SessionPort;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets connections into virtual hosts, in RabbitMQ's order of checks, and counts them. Owner: node. */
final class Admission {
    private final NodeState state;
    private final Map<String, CoreLoop> cores;
    private final Quotas quotas;
    private final NodeLoop loop;
    private final Map<String, Integer> byVhost = new HashMap<>();
    private final Map<String, Integer> byUser = new HashMap<>();

    Admission(NodeState state, Map<String, CoreLoop> cores, Quotas quotas, NodeLoop loop) {
        this.state = state;
        this.cores = cores;
        this.quotas = quotas;
        this.loop = loop;
    }

    /** The node itself opens the session: what it tells the core later of this user or virtual host reaches the session too. */
    Entry admit(EntryRequest request, SessionPort port) {
        String vhost = request.vhost();
        String name = request.user();
        CoreLoop core = cores.get(vhost);
        if (core == null) {
            throw refused("vhost " + vhost + " not found");
        }
        String access = "access to vhost '" + vhost + "' refused for user '" + name + "'";
        if (request.details() != null) {
            checkLimits(vhost, name, access);
        }
        User user = user(request.account(), vhost);
        if (user == null || user.rightsIn(vhost) == null) {
            throw refused(access);
        }
        SessionSettings settings = new SessionSettings(
                user,
                request.clientId(),
                request.connectionName(),
                request.outputBoundBytes(),
                request.capabilities(),
                request.details(),
                request.actor());
        return new Entry(core, open(core, settings, port, vhost), quotas.channels(name), quotas.publishes(name, vhost));
    }

    /** Null if the account is not the one of this name any more: its rights are not for this login. */
    private @Nullable User user(Account account, String vhost) {
        Grant grant = account.grant();
        if (grant != null) {
            return User.granted(account.name(), account.tags(), grant, Set.of(vhost));
        }
        return account.equals(state.account(account.name())) ? state.user(account.name()) : null;
    }

    /** What the broker does itself in the name of a user is no connection that counts. */
    private Session open(CoreLoop core, SessionSettings settings, SessionPort port, String vhost) {
        if (!settings.isListed()) {
            return core.open(settings, port);
        }
        String name = settings.user().name();
        byVhost.merge(vhost, 1, Integer::sum);
        byUser.merge(name, 1, Integer::sum);
        return core.open(settings, port, () -> loop.execute(() -> left(vhost, name)));
    }

    private void checkLimits(String vhost, String name, String access) {
        checkLimit(byVhost, vhost, state.vhostLimits(vhost).maxConnections(), access + ": connection limit");
        checkLimit(
                byUser,
                name,
                state.userLimits(name).maxConnections(),
                "connection refused for user '" + name + "': user connection limit");
    }

    private static void checkLimit(Map<String, Integer> counts, String name, long limit, String text) {
        if (limit >= 0 && counts.getOrDefault(name, 0) >= limit) {
            throw refused(text + " (" + limit + ") is reached");
        }
    }

    private static AmqpException refused(String text) {
        return new AmqpException(ReplyCode.NOT_ALLOWED, text);
    }

    private void left(String vhost, String user) {
        byVhost.computeIfPresent(vhost, (name, count) -> count == 1 ? null : count - 1);
        byUser.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
    }
}
