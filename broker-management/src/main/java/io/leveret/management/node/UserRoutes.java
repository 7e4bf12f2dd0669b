package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.access.Account;
import io.leveret.core.node.Node;
import io.leveret.core.node.NodeView;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Passwords;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Columns;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Json;
import io.leveret.management.http.Page;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Users; all of it is for administrators. Owner: management. */
final class UserRoutes {
    private static final String ALL = "/api/users";
    private static final String ONE = ALL + "/{user}";
    private static final String HASH = "/api/auth/hash_password";

    private final Node node;
    private final ManagementLoop loop;
    private final Passwords passwords;
    private final UserBody bodies;
    private final UserJson json;

    UserRoutes(Node node, ManagementLoop loop, Passwords passwords, UserBody bodies) {
        this.node = node;
        this.loop = loop;
        this.passwords = passwords;
        this.bodies = bodies;
        this.json = new UserJson(passwords);
    }

    /** What is one of no user's names comes first. */
    List<Route> routes() {
        return List.of(
                Route.get(ALL, Access.ADMINISTRATOR, request -> list(request, account -> true)),
                Route.get(ALL + "/without-permissions", Access.ADMINISTRATOR, this::withoutPermissions),
                Route.post(ALL + "/bulk-delete", Access.ADMINISTRATOR, this::deleteMany),
                Route.get(ONE, Access.ADMINISTRATOR, this::one),
                Route.put(ONE, Access.ADMINISTRATOR, this::put),
                Route.delete(ONE, Access.ADMINISTRATOR, this::delete),
                Route.get(HASH + "/{password}", Access.ADMINISTRATOR, request -> hashed(request.path("password"))),
                Route.post(
                        HASH,
                        Access.ADMINISTRATOR,
                        request -> hashed(Fields.of(request, "password").text("password"))));
    }

    private Future<JsonNode> withoutPermissions(Request request) {
        NodeView there = request.login().node();
        return list(
                request,
                account -> !there.users().containsKey(account.name())
                        || there.users().get(account.name()).rights().isEmpty());
    }

    private Future<JsonNode> list(Request request, Predicate<Account> wanted) {
        NodeView there = request.login().node();
        List<Account> accounts = there.accounts().values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(Account::name))
                .toList();
        return Future.succeededFuture(
                Page.of(request, new Page.Rows<>(accounts, Account::name, account -> json.of(account, there))));
    }

    private Future<JsonNode> one(Request request) {
        NodeView there = request.login().node();
        Account account = there.accounts().get(Sight.user(request).name());
        if (account == null) {
            throw Problem.notFound();
        }
        return Future.succeededFuture(Columns.of(request).of(json.of(account, there)));
    }

    private Future<Reply> put(Request request) {
        String name = request.path("user");
        Account before = request.login().node().accounts().get(name);
        return bodies.account(request, name, before)
                .compose(account -> loop.change(request.actor(), answer -> node.putUser(account, answer)))
                .map(done -> Reply.put(before == null));
    }

    private Future<Reply> delete(Request request) {
        String name = Sight.user(request).name();
        return loop.change(request.actor(), answer -> node.deleteUser(name, answer))
                .map(done -> Reply.noContent());
    }

    /** All or, if one is not there, none. */
    private Future<Reply> deleteMany(Request request) {
        Set<String> names = new LinkedHashSet<>(Fields.of(request, "users").words("users"));
        for (String name : names) {
            if (!request.login().node().accounts().containsKey(name)) {
                throw Problem.badRequest("no_such_user: " + name);
            }
        }
        List<Future<Void>> changes = names.stream()
                .map(name -> loop.change(request.actor(), answer -> node.deleteUser(name, answer)))
                .toList();
        return Future.all(changes).map(done -> Reply.noContent());
    }

    private Future<ObjectNode> hashed(String password) {
        return Future.succeededFuture(
                Json.object().put("ok", passwords.rabbitHash(password.getBytes(StandardCharsets.UTF_8))));
    }
}
