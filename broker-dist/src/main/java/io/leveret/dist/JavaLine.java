package io.leveret.dist;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log which Java the broker got, and how much of the machine. */
final class JavaLine {
    private static final Logger LOG = LoggerFactory.getLogger(JavaLine.class);
    private static final int MIB = 1 << 20;

    private JavaLine() {}

    static void log() {
        LOG.info(
                "java home={} version={} vendor={} collector={} heap={} MiB processors={}",
                System.getProperty("java.home"),
                Runtime.version(),
                System.getProperty("java.vendor"),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")),
                Runtime.getRuntime().maxMemory() / MIB,
                Runtime.getRuntime().availableProcessors());
    }
}
