package io.leveret.ctl.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Column;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.credentials.Credentials;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import io.leveret.ctl.http.ApiException;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Pages;
import io.leveret.ctl.http.Subject;

/** Users: who they are, their passwords and tags. */
public final class UserCommands {
    private static final String USER = "USER";
    private static final String PASSWORD = "PASSWORD";
    private static final String TAG = "TAG";
    private static final String HASHED = "--pre-hashed-password";
    private static final String FROM_INPUT = "The password; without it, it is asked for or read from standard input.";

    private static final String NOT_FOR_MANAGEMENT = "management user";
    private static final String TAGS = "tags";
    private static final String PASSWORD_HASH = "password_hash";
    private static final Columns COLUMNS =
            Columns.of(Column.of("user", "name"), Column.of(TAGS, TAGS, UserCommands::tagList));

    private UserCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Users",
                Command.named("add_user", "Creates a user, who has no permissions at first.")
                        .argument(USER, "The user's name.")
                        .optionalArgument(PASSWORD, FROM_INPUT)
                        .flag(HASHED, "PASSWORD is a hash, as hash_password prints it.")
                        .does(UserCommands::add),
                Command.named("delete_user", "Deletes a user; its connections are closed.")
                        .argument(USER, "The user's name.")
                        .does(UserCommands::delete),
                Command.named("change_password", "Gives a user another password.")
                        .argument(USER, "The user's name.")
                        .optionalArgument(PASSWORD, FROM_INPUT)
                        .does(UserCommands::changePassword),
                Command.named("clear_password", "Takes a user's password away, so that it can't log in with any.")
                        .argument(USER, "The user's name.")
                        .does(UserCommands::clearPassword),
                Command.named("authenticate_user", "Tries whether a password is right; exit code 65 if not.")
                        .argument(USER, "The user's name.")
                        .optionalArgument(PASSWORD, FROM_INPUT)
                        .does(UserCommands::authenticate),
                Command.named("set_user_tags", "Gives a user these tags instead of those it has; none takes all away.")
                        .argument(USER, "The user's name.")
                        .optionalArguments(TAG, "administrator, monitoring, policymaker, management, impersonator.")
                        .does(UserCommands::setTags),
                Command.named("list_users", "Lists users and their tags.").does(UserCommands::list),
                Command.named("hash_password", "Prints the hash of a password, for definitions; asks no broker.")
                        .optionalArgument(PASSWORD, FROM_INPUT)
                        .does(UserCommands::hash));
    }

    private static void add(Call call) {
        String user = call.argument(USER);
        String password = password(call);
        if (call.api().find(path(user)).isPresent()) {
            throw new CommandException(
                    ExitCode.FAILED, "user '" + user + "' exists already; change_password gives it another password");
        }
        String key = call.has(HASHED) ? PASSWORD_HASH : "password";
        call.api().put(path(user), Json.object().put(key, password).put(TAGS, ""));
        call.output().done("user '" + user + "' is there; set_permissions lets it use a virtual host");
    }

    private static void delete(Call call) {
        call.api().delete(path(call.argument(USER)));
        call.output().done("user '" + call.argument(USER) + "' is deleted");
    }

    private static void changePassword(Call call) {
        String user = call.argument(USER);
        String password = password(call);
        JsonNode tags = call.api().get(path(user)).path(TAGS);
        call.api().put(path(user), Json.object().put("password", password).set(TAGS, tags));
        call.output().done("user '" + user + "' has another password");
    }

    private static void clearPassword(Call call) {
        String user = call.argument(USER);
        JsonNode tags = call.api().get(path(user)).path(TAGS);
        call.api().put(path(user), Json.object().put(PASSWORD_HASH, "").set(TAGS, tags));
        call.output().done("user '" + user + "' has no password");
    }

    private static void authenticate(Call call) {
        String user = call.argument(USER);
        ApiPath whoami = ApiPath.of(Subject.user(user), "whoami");
        try {
            call.api().as(Credentials.of(user, password(call))).get(whoami);
        } catch (ApiException e) {
            // whose password is right and who may not use management is told so
            if (e.status() != ApiException.UNAUTHORIZED) {
                throw e;
            }
            if (!e.reason().contains(NOT_FOR_MANAGEMENT)) {
                throw CommandException.data(
                        "the password is not that of user '" + user + "', or there is no such user");
            }
        }
        call.output().result("Success");
    }

    /** A user is written as a whole: its password goes with its tags. */
    private static void setTags(Call call) {
        String user = call.argument(USER);
        JsonNode before = call.api().get(path(user));
        ObjectNode after = Json.object();
        after.set(PASSWORD_HASH, before.path(PASSWORD_HASH));
        after.set("hashing_algorithm", before.path("hashing_algorithm"));
        call.api().put(path(user), after.put(TAGS, String.join(",", call.all(TAG))));
        call.output().done("user '" + user + "' has the tags [" + String.join(", ", call.all(TAG)) + "]");
    }

    private static void list(Call call) {
        ApiPath users = ApiPath.of(Subject.of("the list of users"), "users");
        COLUMNS.print(call.output(), row -> Pages.forEach(call.api(), users, row));
    }

    private static void hash(Call call) {
        call.output().value(Json.text(PasswordHash.of(password(call))));
    }

    private static String password(Call call) {
        return call.find(PASSWORD).orElseGet(call.input()::password);
    }

    private static ApiPath path(String user) {
        return ApiPath.of(Subject.user(user), "users", user);
    }

    /** Older brokers give tags as one text with commas. */
    private static JsonNode tagList(JsonNode tags) {
        if (!tags.isTextual()) {
            return tags;
        }
        ArrayNode list = Json.object().arrayNode();
        for (String tag : tags.textValue().split(",", -1)) {
            if (!tag.isBlank()) {
                list.add(tag.strip());
            }
        }
        return list;
    }
}
