package io.leveret.management.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.message.Body;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A message's payload as JSON: as a string if it is UTF-8 and nobody minds, in base64 otherwise. */
public final class PayloadJson {
    private PayloadJson() {}

    /** Adds {@code payload} and {@code payload_encoding}: of the first {@code most} octets, as text if {@code mayBeText}. */
    public static void put(ObjectNode json, Body body, long most, boolean mayBeText) {
        byte[] octets = octets(body, most);
        String text = mayBeText ? text(octets) : null;
        if (text == null) {
            json.put("payload", Base64.getEncoder().encodeToString(octets)).put("payload_encoding", "base64");
        } else {
            json.put("payload", text).put("payload_encoding", "string");
        }
    }

    /** The first {@code most} octets, or all if they are fewer. */
    public static byte[] octets(Body body, long most) {
        byte[] octets = new byte[Math.toIntExact(Math.min(most, body.size()))];
        int at = 0;
        for (int i = 0; at < octets.length; i++) {
            byte[] chunk = body.chunk(i);
            int length = Math.min(chunk.length, octets.length - at);
            System.arraycopy(chunk, 0, octets, at, length);
            at += length;
        }
        return octets;
    }

    private static @Nullable String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
