package io.leveret.ctl.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Column;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import io.leveret.ctl.http.ApiException;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Health checks: exit code 0 if all is well, 69 and the reason if not. */
public final class HealthCommands {
    private static final String PORT = "PORT";
    private static final String PROTOCOL = "PROTOCOL";
    private static final String WITHIN = "--within";
    private static final String UNIT = "--unit";
    private static final int DEFAULT_WITHIN = 4;
    private static final Columns LISTENERS = Columns.of(
            Column.of("interface", "ip_address"), Column.of("port"), Column.of("protocol"), Column.of("node"));

    /** Alarms by the field of a node that tells them. */
    private record Alarm(String field, String resource) {}

    private static final List<Alarm> ALARMS =
            List.of(new Alarm("mem_alarm", "memory"), new Alarm("disk_free_alarm", "disk"));

    private HealthCommands() {}

    /** What is asked first when something is wrong. */
    public static CommandGroup firstQuestions() {
        return CommandGroup.of(
                "Health",
                Command.named("ping", "Checks that the broker answers and takes the login.")
                        .does(call -> {
                            call.api().get(ApiPath.of(Subject.of("the user of this login"), "whoami"));
                            call.output().result("Ping succeeded");
                        }),
                Command.named("check_running", "Checks that the broker runs and tells what it is.")
                        .does(call -> {
                            JsonNode overview = overview(call);
                            call.output().result("node " + overview.path("node").asText() + " is running");
                        }),
                Command.named("listeners", "Lists what the broker listens on.")
                        .does(call ->
                                LISTENERS.print(call.output(), overview(call).path("listeners")::forEach)),
                Command.named("alarms", "Lists the alarms that are on.").does(HealthCommands::alarms));
    }

    public static CommandGroup checks() {
        return CommandGroup.of(
                "Health checks",
                check("check_alarms", "Checks that no alarm is on.", "no alarm is on", "alarms"),
                check(
                        "check_local_alarms",
                        "Checks that no alarm is on at this node.",
                        "no alarm is on",
                        "local-alarms"),
                Command.named("check_port_listener", "Checks that a port is listened on.")
                        .argument(PORT, "The port.")
                        .does(call -> check(
                                call,
                                "port " + call.argument(PORT) + " is listened on",
                                "port-listener",
                                call.argument(PORT))),
                Command.named("check_protocol_listener", "Checks that a protocol is listened for.")
                        .argument(PROTOCOL, "amqp, amqp/ssl, http, and so on.")
                        .does(call -> check(
                                call,
                                call.argument(PROTOCOL) + " is listened for",
                                "protocol-listener",
                                call.argument(PROTOCOL))),
                check(
                        "check_virtual_hosts",
                        "Checks that all virtual hosts run.",
                        "all virtual hosts are running",
                        "virtual-hosts"),
                check(
                        "check_if_node_is_quorum_critical",
                        "Checks that no queue needs this node to go on.",
                        "no queue depends on this node alone",
                        "node-is-quorum-critical"),
                Command.named("check_certificate_expiration", "Checks that no certificate expires soon.")
                        .option(WITHIN, "NUMBER", "How soon; 4 unless given.")
                        .option(UNIT, "UNIT", "days, weeks, months or years; weeks unless given.")
                        .does(HealthCommands::checkCertificates));
    }

    private static Command check(String name, String summary, String well, String check) {
        return Command.named(name, summary).does(call -> check(call, well, check));
    }

    private static void checkCertificates(Call call) {
        String within = String.valueOf(call.number(WITHIN, DEFAULT_WITHIN));
        String unit = call.find(UNIT).orElse("weeks");
        check(call, "no certificate expires within " + within + " " + unit, "certificate-expiration", within, unit);
    }

    private static void check(Call call, String well, String... check) {
        List<String> segments = new ArrayList<>(List.of("health", "checks"));
        segments.addAll(List.of(check));
        ApiPath path = ApiPath.of(Subject.of("the check " + String.join(" ", check)), segments.toArray(String[]::new));
        try {
            call.api().get(path);
        } catch (ApiException e) {
            if (e.status() != ApiException.UNAVAILABLE) {
                throw e;
            }
            throw new CommandException(ExitCode.UNAVAILABLE, "the check fails: " + e.reason());
        }
        call.output().result(well);
    }

    private static void alarms(Call call) {
        JsonNode nodes = call.api().get(ApiPath.of(Subject.of("the list of nodes"), "nodes"));
        Columns.of("node", "resource").print(call.output(), row -> nodes.forEach(node -> alarms(node, row)));
    }

    private static void alarms(JsonNode node, Consumer<JsonNode> row) {
        for (Alarm alarm : ALARMS) {
            if (node.path(alarm.field()).asBoolean()) {
                row.accept(Json.object().put("resource", alarm.resource()).set("node", node.path("name")));
            }
        }
    }

    private static JsonNode overview(Call call) {
        return call.api().get(ApiPath.of(Subject.of("the overview"), "overview"));
    }
}
