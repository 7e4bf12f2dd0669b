package io.leveret.dist;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** How many objects of Leveret's classes live in this process, once its heap was collected. */
final class ObjectCount {
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(io\\.leveret\\.\\S+)");

    private ObjectCount() {}

    static Map<String, Long> byClass() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Long> counts = new TreeMap<>();
        Matcher line = LINE.matcher(histogram);
        while (line.find()) {
            counts.put(line.group(2), Long.parseLong(line.group(1)));
        }
        return counts;
    }
}
