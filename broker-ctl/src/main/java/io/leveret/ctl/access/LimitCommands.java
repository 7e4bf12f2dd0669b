package io.leveret.ctl.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Column;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Pages;
import io.leveret.ctl.http.Subject;
import java.util.ArrayList;
import java.util.List;

/** Limits of virtual hosts and users. */
public final class LimitCommands {
    private static final String USER = "USER";
    private static final String LIMITS = "LIMITS";
    private static final String LIMIT = "LIMIT";
    private static final String USER_OPTION = "--user";
    private static final String GLOBAL = "--global";
    private static final String VALUE = "value";
    private static final String USER_LIMITS = "user-limits";
    private static final String VHOST_LIMITS = "vhost-limits";
    private static final String ALL = "all";

    private LimitCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Limits",
                Command.named("set_vhost_limits", "Sets the limits of a virtual host (-p) instead of those it has.")
                        .argument(
                                LIMITS,
                                "JSON of max-connections, max-queues, max-publish-rate (messages a second) and"
                                        + " max-publish-bytes-rate (bytes of bodies a second), such as"
                                        + " {\"max-connections\":100,\"max-publish-rate\":5000}; -1 is no limit.")
                        .does(LimitCommands::setOfVhost),
                Command.named("clear_vhost_limits", "Takes the limits of a virtual host (-p) away.")
                        .does(LimitCommands::clearOfVhost),
                Command.named("list_vhost_limits", "Prints the limits of a virtual host (-p), or lists all.")
                        .flag(GLOBAL, "List those of all virtual hosts.")
                        .does(LimitCommands::listOfVhosts),
                Command.named("set_user_limits", "Sets limits of a user; those not named stay.")
                        .argument(USER, "The user's name.")
                        .argument(
                                LIMITS,
                                "JSON of max-connections, max-channels, max-publish-rate (messages a second) and"
                                        + " max-publish-bytes-rate (bytes of bodies a second), such as"
                                        + " {\"max-connections\":10,\"max-publish-rate\":500}; -1 is no limit.")
                        .does(LimitCommands::setOfUser),
                Command.named("clear_user_limits", "Takes a user's limits away.")
                        .argument(USER, "The user's name.")
                        .argument(
                                LIMIT,
                                "max-connections, max-channels, max-publish-rate, max-publish-bytes-rate or all.")
                        .does(LimitCommands::clearOfUser),
                Command.named("list_user_limits", "Prints the limits of a user, or lists all.")
                        .option(
                                USER_OPTION,
                                USER,
                                "Whose limits, as with rabbitmqctl; the user to log in as is named before the command here.")
                        .flag(GLOBAL, "List those of all users.")
                        .does(LimitCommands::listOfUsers));
    }

    private static void setOfVhost(Call call) {
        ObjectNode limits = Json.parseObject(LIMITS, call.argument(LIMITS));
        List<String> before = names(limits(call, ofVhost(call)));
        set(call, VHOST_LIMITS, call.vhost(), limits);
        before.stream()
                .filter(name -> !limits.has(name))
                .forEach(name -> call.api().delete(limit(VHOST_LIMITS, call.vhost(), name)));
        call.output().done("virtual host '" + call.vhost() + "' has the limits " + limits);
    }

    private static void clearOfVhost(Call call) {
        names(limits(call, ofVhost(call))).forEach(name -> call.api().delete(limit(VHOST_LIMITS, call.vhost(), name)));
        call.output().done("virtual host '" + call.vhost() + "' has no limits");
    }

    private static void listOfVhosts(Call call) {
        if (call.has(GLOBAL)) {
            listAll(call, VHOST_LIMITS, "vhost");
        } else {
            call.output().value(limits(call, ofVhost(call)));
        }
    }

    private static void setOfUser(Call call) {
        ObjectNode limits = Json.parseObject(LIMITS, call.argument(LIMITS));
        set(call, USER_LIMITS, call.argument(USER), limits);
        call.output().done("user '" + call.argument(USER) + "' has the limits " + limits);
    }

    private static void clearOfUser(Call call) {
        String user = call.argument(USER);
        String name = call.argument(LIMIT);
        List<String> cleared = name.equals(ALL) ? names(limits(call, ofUser(user))) : List.of(name);
        cleared.forEach(limit -> call.api().delete(limit(USER_LIMITS, user, limit)));
        call.output().done("user '" + user + "' has these limits no more: " + String.join(", ", cleared));
    }

    private static void listOfUsers(Call call) {
        if (call.has(GLOBAL)) {
            listAll(call, USER_LIMITS, "user");
            return;
        }
        String user = call.find(USER_OPTION).orElseGet(() -> self(call));
        call.output().value(limits(call, ofUser(user)));
    }

    private static String self(Call call) {
        JsonNode name = call.api()
                .get(ApiPath.of(Subject.of("the user of this login"), "whoami"))
                .path("name");
        if (!name.isTextual()) {
            throw new CommandException(ExitCode.NO_USER, "this login is no user's; " + USER_OPTION + " USER names one");
        }
        return name.textValue();
    }

    private static void listAll(Call call, String collection, String owner) {
        ApiPath list = ApiPath.of(Subject.of("the list of limits"), collection);
        Columns.of(Column.of(owner), Column.of("limits", VALUE))
                .print(call.output(), row -> Pages.forEach(call.api(), list, row));
    }

    private static void set(Call call, String collection, String owner, ObjectNode limits) {
        limits.properties()
                .forEach(limit -> call.api()
                        .put(
                                limit(collection, owner, limit.getKey()),
                                Json.object().set(VALUE, limit.getValue())));
    }

    /** The limits that there are; the API answers with a list of one, or of none. */
    private static JsonNode limits(Call call, ApiPath path) {
        JsonNode limits = call.api().get(path).path(0).path(VALUE);
        return limits.isObject() ? limits : Json.object();
    }

    private static List<String> names(JsonNode limits) {
        List<String> names = new ArrayList<>();
        limits.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static ApiPath ofVhost(Call call) {
        return ApiPath.of(Subject.vhost(call.vhost()), VHOST_LIMITS, call.vhost());
    }

    private static ApiPath ofUser(String user) {
        return ApiPath.of(Subject.user(user), USER_LIMITS, user);
    }

    private static ApiPath limit(String collection, String owner, String name) {
        Subject subject = collection.equals(USER_LIMITS) ? Subject.user(owner) : Subject.vhost(owner);
        return ApiPath.of(subject, collection, owner, name);
    }
}
