package io.leveret.dist.store;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.leveret.dist.ExternalBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A broker to be: where its data lie, options for its Java, settings. */
record Setup(Path folder, String javaOptions, List<String> settings) {

    /** As {@code -Dleveret.measure.java} and {@code -Dleveret.measure.settings} (separated by semicolons) say. */
    static Setup given(Path folder) {
        return given(folder, "-Xmx256m");
    }

    /** The same with other options for Java, unless some are given. */
    static Setup given(Path folder, String javaOptions) {
        String settings = System.getProperty("leveret.measure.settings", "");
        return new Setup(
                folder,
                System.getProperty("leveret.measure.java", javaOptions),
                Stream.of(settings.split(";", -1))
                        .map(String::strip)
                        .filter(setting -> !setting.isEmpty())
                        .toList());
    }

    /** Settings that were given win over this one. */
    Setup with(String setting) {
        return new Setup(
                folder,
                javaOptions,
                Stream.concat(Stream.of(setting), settings.stream()).toList());
    }

    Path data() {
        return folder.resolve("data");
    }

    ExternalBroker start() throws IOException {
        return ExternalBroker.start(data(), javaOptions, settings.toArray(String[]::new));
    }

    static List<String> queues(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
    }

    static void declare(ExternalBroker broker, List<String> queues) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            for (String queue : queues) {
                channel.queueDeclare(queue, true, false, false, null);
            }
        }
    }

    /** Ready messages of all these queues, by passive declares. */
    static long count(ExternalBroker broker, List<String> queues) throws Exception {
        long sum = 0;
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            for (String queue : queues) {
                sum += channel.queueDeclarePassive(queue).getMessageCount();
            }
        }
        return sum;
    }
}
