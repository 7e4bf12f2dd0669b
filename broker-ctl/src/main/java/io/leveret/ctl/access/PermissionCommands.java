package io.leveret.ctl.access;

import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Pages;
import io.leveret.ctl.http.Subject;

/** Permissions of users in virtual hosts. */
public final class PermissionCommands {
    private static final String USER = "USER";
    private static final String CONFIGURE = "CONFIGURE";
    private static final String WRITE = "WRITE";
    private static final String READ = "READ";
    private static final String EXCHANGE = "EXCHANGE";
    private static final String PERMISSIONS = "permissions";
    private static final String TOPIC_PERMISSIONS = "topic-permissions";

    private PermissionCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Permissions",
                Command.named("set_permissions", "Sets what a user may do in a virtual host (-p).")
                        .argument(USER, "The user's name.")
                        .argument(CONFIGURE, "Regular expression of names that it may declare and delete.")
                        .argument(WRITE, "Regular expression of names that it may publish and bind to.")
                        .argument(READ, "Regular expression of names that it may consume and bind from.")
                        .does(PermissionCommands::set),
                clear("clear_permissions", "Takes a user's permissions in a virtual host (-p) away.", PERMISSIONS),
                inVhost(
                        "list_permissions",
                        "Lists the permissions of a virtual host (-p).",
                        PERMISSIONS,
                        Columns.of("user", "configure", "write", "read")),
                ofUser(
                        "list_user_permissions",
                        "Lists a user's permissions in all virtual hosts.",
                        PERMISSIONS,
                        Columns.of("vhost", "configure", "write", "read")));
    }

    public static CommandGroup topicGroup() {
        return CommandGroup.of(
                "Topic permissions",
                Command.named("set_topic_permissions", "Sets which routing keys a user may use with a topic exchange.")
                        .argument(USER, "The user's name.")
                        .argument(EXCHANGE, "The topic exchange.")
                        .argument(WRITE, "Regular expression of routing keys that it may publish with.")
                        .argument(READ, "Regular expression of routing keys that it may bind with.")
                        .does(PermissionCommands::setTopic),
                clear(
                        "clear_topic_permissions",
                        "Takes a user's topic permissions in a virtual host (-p) away, those of all exchanges. To open"
                                + " one exchange, set '.*' '.*' for it.",
                        TOPIC_PERMISSIONS),
                inVhost(
                        "list_topic_permissions",
                        "Lists the topic permissions of a virtual host (-p).",
                        TOPIC_PERMISSIONS,
                        Columns.of("user", "exchange", "write", "read")),
                ofUser(
                        "list_user_topic_permissions",
                        "Lists a user's topic permissions in all virtual hosts.",
                        TOPIC_PERMISSIONS,
                        Columns.of("vhost", "exchange", "write", "read")));
    }

    private static Command clear(String name, String summary, String collection) {
        return Command.named(name, summary).argument(USER, "The user's name.").does(call -> {
            call.api().delete(path(call, collection));
            call.output()
                    .done("user '" + call.argument(USER) + "' has no " + collection + " in '" + call.vhost() + "'");
        });
    }

    private static Command inVhost(String name, String summary, String collection, Columns columns) {
        return Command.named(name, summary).does(call -> {
            ApiPath list = ApiPath.of(Subject.vhost(call.vhost()), "vhosts", call.vhost(), collection);
            columns.print(call.output(), row -> Pages.forEach(call.api(), list, row));
        });
    }

    private static Command ofUser(String name, String summary, String collection, Columns columns) {
        return Command.named(name, summary).argument(USER, "The user's name.").does(call -> {
            String user = call.argument(USER);
            ApiPath list = ApiPath.of(Subject.user(user), "users", user, collection);
            columns.print(call.output(), row -> Pages.forEach(call.api(), list, row));
        });
    }

    private static void set(Call call) {
        call.api()
                .put(
                        path(call, PERMISSIONS),
                        Json.object()
                                .put("configure", call.argument(CONFIGURE))
                                .put("write", call.argument(WRITE))
                                .put("read", call.argument(READ)));
        call.output().done("user '" + call.argument(USER) + "' has these permissions in '" + call.vhost() + "'");
    }

    private static void setTopic(Call call) {
        call.api()
                .put(
                        path(call, TOPIC_PERMISSIONS),
                        Json.object()
                                .put("exchange", call.argument(EXCHANGE))
                                .put("write", call.argument(WRITE))
                                .put("read", call.argument(READ)));
        call.output().done("user '" + call.argument(USER) + "' has these topic permissions in '" + call.vhost() + "'");
    }

    private static ApiPath path(Call call, String collection) {
        String user = call.argument(USER);
        return ApiPath.of(
                Subject.userIn(call.vhost(), collection.equals(PERMISSIONS) ? "permission" : "topic permission", user),
                collection,
                call.vhost(),
                user);
    }
}
