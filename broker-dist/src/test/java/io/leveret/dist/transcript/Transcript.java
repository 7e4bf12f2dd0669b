package io.leveret.dist.transcript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a transcript without what is different in each run or on each machine. */
final class Transcript {
    /** How a line begins that says that nothing came. */
    static final String IN_VAIN = "waited in vain for";

    /** Names made by the broker, which are numbered in the order in which the transcript has them. */
    private static final Pattern MADE_BY_BROKER =
            Pattern.compile("(amq\\.gen-|amq\\.ctag-|amq\\.rabbitmq\\.reply-to\\.)[A-Za-z0-9+/=._-]+");

    private static final Pattern SERVER_PROPERTY =
            Pattern.compile("\\b(cluster_name|copyright|information|platform|product|version): \"[^\"]*\"");
    private static final Pattern DEATH_TIME = Pattern.compile("\\btime: ts:\\d+");
    private static final Pattern NODE = Pattern.compile("\\b[a-z][\\w-]*@[A-Za-z][\\w-]*");
    private static final Pattern PROCESS = Pattern.compile("<\\d+\\.\\d+\\.\\d+>");

    private Transcript() {}

    static List<String> normalise(List<String> lines, Names names) {
        Map<String, String> made = new LinkedHashMap<>();
        List<String> normal = new ArrayList<>();
        for (String line : lines) {
            String text = names.restore(line);
            text = MADE_BY_BROKER
                    .matcher(text)
                    .replaceAll(match -> Matcher.quoteReplacement(made.computeIfAbsent(
                            match.group(), key -> match.group(1) + "<" + (made.size() + 1) + ">")));
            if (text.contains(" connection.start ")) {
                text = SERVER_PROPERTY.matcher(text).replaceAll("$1: \"<$1>\"");
            }
            if (text.contains(" reply-text=")) {
                text = NODE.matcher(text).replaceAll("<node>");
                text = PROCESS.matcher(text).replaceAll("<process>");
            }
            normal.add(DEATH_TIME.matcher(text).replaceAll("time: ts:<time>"));
        }
        return normal;
    }
}
