package io.leveret.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many objects of clients there are, as management counts them. */
public record BrokerTotals(long connections, long channels, long consumers, long queues, long exchanges) {
    /** Asks the management listener at this port. */
    public static BrokerTotals of(int managementPort) throws IOException {
        URI overview = URI.create("http://127.0.0.1:" + managementPort + "/api/overview");
        HttpURLConnection connection = (HttpURLConnection) overview.toURL().openConnection();
        connection.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString("guest:guest".getBytes(UTF_8)));
        connection.setRequestProperty("Connection", "close");
        try (InputStream in = connection.getInputStream()) {
            String answer = new String(in.readAllBytes(), UTF_8);
            String totals = answer.substring(answer.indexOf("\"object_totals\""));
            return new BrokerTotals(
                    total(totals, "connections"),
                    total(totals, "channels"),
                    total(totals, "consumers"),
                    total(totals, "queues"),
                    total(totals, "exchanges"));
        }
    }

    private static long total(String totals, String what) {
        Matcher matcher = Pattern.compile("\"" + what + "\":(\\d+)").matcher(totals);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + what + " in " + totals);
        }
        return Long.parseLong(matcher.group(1));
    }
}
