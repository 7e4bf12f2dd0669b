package io.leveret.dist;

import io.leveret.core.Answer;
import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.message.FieldTable;
import io.leveret.core.node.Node;
import io.leveret.core.node.NodeView;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import io.leveret.dist.access.PasswordHash;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Changes users, virtual hosts and policies of a node as management will, and waits for each answer. */
final class NodeChanges {
    private static final int PATIENCE_SECONDS = 20;

    private final Node node;

    NodeChanges(Node node) {
        this.node = node;
    }

    /** Returns when the change is in force; throws what it was refused with. */
    void await(Consumer<Answer> change) throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        change.accept(new Answer() {
            @Override
            public void done() {
                answered.complete(null);
            }

            @Override
            public void refused(ChangeRefusedException why) {
                answered.completeExceptionally(why);
            }
        });
        try {
            answered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ChangeRefusedException refused ? refused : e;
        }
    }

    void user(String name) throws Exception {
        Account account = new Account(name, PasswordHash.of(name), Set.of(), false);
        await(answer -> node.putUser(account, answer));
    }

    void permissions(String vhost, String user, String configure, String write, String read) throws Exception {
        await(answer -> node.setPermissions(vhost, user, Permissions.of(configure, write, read), answer));
    }

    void vhost(String name) throws Exception {
        await(answer -> node.createVhost(name, FieldTable.EMPTY, answer));
    }

    void policy(String vhost, Policy policy) throws Exception {
        await(answer -> node.inVhost(vhost, answer, core -> core.putPolicy(PolicyLayer.USER, policy, answer)));
    }

    static Policy alternate(String name, String pattern, String exchange) {
        FieldTable definition =
                FieldTable.builder().put("alternate-exchange", exchange).build();
        return Policy.of(name, pattern, ApplyTo.EXCHANGES, 0, definition);
    }

    NodeView view() throws Exception {
        CompletableFuture<NodeView> view = new CompletableFuture<>();
        node.view(view::complete);
        return view.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
