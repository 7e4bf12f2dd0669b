package io.leveret.ctl.broker;

import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Command;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Subject;

/** What is done to a queue as a whole. */
public final class QueueCommands {
    private static final String QUEUE = "QUEUE";
    private static final String IF_EMPTY = "--if-empty";
    private static final String IF_UNUSED = "--if-unused";

    private QueueCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Queues",
                Command.named("purge_queue", "Deletes all ready messages of a queue.")
                        .argument(QUEUE, "The queue, in the virtual host of -p.")
                        .does(QueueCommands::purge),
                Command.named("delete_queue", "Deletes a queue with its messages.")
                        .argument(QUEUE, "The queue, in the virtual host of -p.")
                        .flag(IF_EMPTY, "Only if it has no messages.")
                        .flag(IF_UNUSED, "Only if it has no consumers.")
                        .does(QueueCommands::delete));
    }

    private static void purge(Call call) {
        String queue = call.argument(QUEUE);
        call.api()
                .delete(ApiPath.of(
                        Subject.in(call.vhost(), "queue", queue), "queues", call.vhost(), queue, "contents"));
        call.output().done("queue '" + queue + "' is purged");
    }

    private static void delete(Call call) {
        String queue = call.argument(QUEUE);
        ApiPath path = call.inVhost("queues", "queue", queue);
        path = call.has(IF_EMPTY) ? path.with("if-empty", true) : path;
        path = call.has(IF_UNUSED) ? path.with("if-unused", true) : path;
        call.api().delete(path);
        call.output().done("queue '" + queue + "' is deleted");
    }
}
