package io.leveret.ctl.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.http.ApiException;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Pages;
import io.leveret.ctl.http.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Closing connections. */
public final class ConnectionCommands {
    private static final String CONNECTION = "CONNECTION";
    private static final String EXPLANATION = "EXPLANATION";
    private static final String USER = "USER";
    private static final String GLOBAL = "--global";
    private static final String LIMIT = "--limit";
    private static final String TOLD = "What the clients are told.";

    private ConnectionCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Connections",
                Command.named("close_connection", "Closes a connection; its client is told why.")
                        .argument(CONNECTION, "Its name: column pid or name of list_connections.")
                        .argument(EXPLANATION, "What the client is told.")
                        .does(ConnectionCommands::closeOne),
                Command.named("close_all_connections", "Closes the connections of a virtual host (-p), or all.")
                        .argument(EXPLANATION, TOLD)
                        .flag(GLOBAL, "Those of all virtual hosts.")
                        .option(LIMIT, "NUMBER", "No more than so many.")
                        .does(ConnectionCommands::closeAll),
                Command.named("close_all_user_connections", "Closes the connections of a user.")
                        .argument(USER, "The user's name.")
                        .argument(EXPLANATION, TOLD)
                        .does(call -> close(call, connectionsOf(call), Long.MAX_VALUE)));
    }

    private static void closeOne(Call call) {
        close(call, call.argument(CONNECTION));
        call.output().done("the connection is closed");
    }

    private static void closeAll(Call call) {
        ApiPath path = call.has(GLOBAL)
                ? ApiPath.of(Subject.of("the list of connections"), "connections")
                : ApiPath.of(Subject.vhost(call.vhost()), "vhosts", call.vhost(), "connections");
        close(call, names(call, path), call.number(LIMIT, Long.MAX_VALUE));
    }

    private static List<String> connectionsOf(Call call) {
        String user = call.argument(USER);
        return names(call, ApiPath.of(Subject.user(user), "connections", "username", user));
    }

    private static List<String> names(Call call, ApiPath path) {
        List<String> names = new ArrayList<>();
        Pages.forEach(call.api(), path, connection -> add(names, connection));
        return names;
    }

    private static void add(List<String> names, JsonNode connection) {
        names.add(connection.path("name").asText());
    }

    private static void close(Call call, List<String> names, long limit) {
        long closed = names.stream()
                .limit(limit)
                .filter(name -> closeIfThere(call, name))
                .count();
        call.output().result("Closed " + closed + " connections");
    }

    /** One that has gone by itself meanwhile is no error. */
    private static boolean closeIfThere(Call call, String name) {
        try {
            close(call, name);
            return true;
        } catch (ApiException e) {
            if (e.status() == ApiException.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private static void close(Call call, String name) {
        call.api()
                .delete(
                        ApiPath.of(Subject.named("connection", name), "connections", name),
                        Map.of("X-Reason", call.argument(EXPLANATION)));
    }
}
