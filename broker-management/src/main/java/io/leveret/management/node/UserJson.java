package io.leveret.management.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.access.Account;
import io.leveret.core.node.NodeView;
import io.leveret.core.node.UserLimits;
import io.leveret.management.broker.Passwords;
import io.leveret.management.http.Json;

/** Users as RabbitMQ shows them to administrators. */
final class UserJson {
    private final Passwords passwords;

    UserJson(Passwords passwords) {
        this.passwords = passwords;
    }

    ObjectNode of(Account account, NodeView node) {
        Passwords.Shown password = passwords.shown(account.passwordHash());
        ObjectNode json = Json.object()
                .put("name", account.name())
                .put("password_hash", password.hash())
                .put("hashing_algorithm", password.algorithm());
        account.tags().stream().sorted().forEach(json.putArray("tags")::add);
        json.set("limits", LimitJson.of(node.userLimits().getOrDefault(account.name(), UserLimits.NONE)));
        return json;
    }
}
