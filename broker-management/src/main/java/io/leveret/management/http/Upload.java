package io.leveret.management.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.management.broker.Problem;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpData;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import java.io.IOException;
import java.util.Locale;

/** JSON that is the body, or the part {@code file} of a form, as {@code curl -F file=@definitions.json} and browsers send it (RFC 7578). */
public final class Upload {
    private static final String FORM = "multipart/form-data";
    private static final String PART = "file";

    private Upload() {}

    /** The object; throws a {@link Problem} if it is none. */
    public static ObjectNode body(Request request) {
        String type = request.header("Content-Type").orElse("");
        return type.toLowerCase(Locale.ROOT).startsWith(FORM)
                ? Request.object(file(type, request.content().getBytes()))
                : request.body();
    }

    private static byte[] file(String type, byte[] form) {
        var whole =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(form));
        whole.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        if (!HttpPostRequestDecoder.isMultipart(whole)) {
            throw Problem.badRequest("the form can't be read: its type has no boundary");
        }
        try {
            var parts = new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), whole);
            try {
                if (parts.getBodyHttpData(PART) instanceof HttpData file) {
                    return file.get();
                }
            } finally {
                parts.destroy();
            }
        } catch (ErrorDataDecoderException | IOException e) {
            throw Problem.badRequest("the form can't be read: " + e.getMessage());
        }
        throw Problem.badRequest("the form has no part '" + PART + "'");
    }
}
