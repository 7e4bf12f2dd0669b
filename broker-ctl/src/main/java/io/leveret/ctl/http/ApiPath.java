package io.leveret.ctl.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** A path of the HTTP API with its query, encoded, and what it is about. */
public record ApiPath(String text, Subject subject) {
    private static final String ROOT = "/api/";

    /** The path of these segments, such as {@code queues}, {@code /}, {@code orders}. */
    public static ApiPath of(Subject subject, String... segments) {
        StringJoiner path = new StringJoiner("/", ROOT, "");
        for (String segment : segments) {
            path.add(segment(segment));
        }
        return new ApiPath(path.toString(), subject);
    }

    /** The same path with one more parameter in its query. */
    public ApiPath with(String name, Object value) {
        String separator = text.indexOf('?') < 0 ? "?" : "&";
        return new ApiPath(text + separator + name + '=' + encode(String.valueOf(value)), subject);
    }

    private static String segment(String name) {
        // a dot alone is a step in a path to whoever normalises it, and may be the name of a queue
        return name.equals(".") || name.equals("..") ? name.replace(".", "%2E") : encode(name);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }
}
