package io.leveret.management.http;

import io.leveret.core.BindingRequest;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells a binding from the others between the same two: its routing key, quoted as in a query, and behind a tilde a hash of its arguments, if it has any; just a tilde if it has
 * neither.
 */
public final class PropertiesKey {
    private static final String SEPARATOR = "~";

    /** So that nobody makes two bindings with the same hash by chance. */
    private static final int HASH_OCTETS = 9;

    private PropertiesKey() {}

    public static String of(BindingRequest binding) {
        String key = quoted(binding.routingKey());
        if (!binding.arguments().isEmpty()) {
            return key + SEPARATOR + hash(binding.arguments());
        }
        return key.isEmpty() ? SEPARATOR : key;
    }

    /** Whether {@code text} names this binding; the routing key may stand in it without quotes too, where that is clear. */
    public static boolean names(String text, BindingRequest binding) {
        int separator = text.indexOf(SEPARATOR);
        String key = separator < 0 ? text : text.substring(0, separator);
        String hash = separator < 0 ? "" : text.substring(separator + 1);
        boolean sameArguments = binding.arguments().isEmpty() ? hash.isEmpty() : hash.equals(hash(binding.arguments()));
        return sameArguments && unquoted(key).equals(binding.routingKey());
    }

    private static String quoted(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("*", "%2A");
    }

    private static String unquoted(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return key;
        }
    }

    /** The order of arguments does not matter to bindings. */
    private static String hash(FieldTable arguments) {
        Map<String, FieldValue> sorted = new TreeMap<>();
        for (FieldTable.Entry argument : arguments) {
            sorted.putIfAbsent(argument.key(), argument.value());
        }
        MessageDigest digest = sha256();
        sorted.forEach((key, value) ->
                digest.update(FieldTable.builder().put(key, value).build().encoded()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), HASH_OCTETS));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
