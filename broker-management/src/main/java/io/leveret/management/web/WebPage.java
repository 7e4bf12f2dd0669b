package io.leveret.management.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves the management page, under a policy that lets it load nothing but its own files and the API. A file is read when it is first asked for, and kept: there are
 * some fifty small ones. Owner: management.
 */
public final class WebPage {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private final String prefix;
    private final Map<String, PageFile> files = new HashMap<>();

    /** {@code prefix} is what comes before the page's path: empty, or it begins with a slash. */
    public WebPage(String prefix) {
        this.prefix = prefix;
    }

    /** To be called before other routes are added: what is no file of the page is left to them. */
    public void addTo(Router router) {
        router.route(prefix + "/*")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::serve);
    }

    private void serve(RoutingContext context) {
        String path = context.request().path().substring(prefix.length());
        if (path.isEmpty()) {
            // The page's own addresses are relative to the directory that it lies in.
            context.redirect(prefix + "/");
            return;
        }
        PageFile file = file(path.equals("/") ? "index.html" : path.substring(1));
        if (file == null) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("ETag", file.tag());
        if (file.tag().equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", file.type());
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", String.valueOf(file.content().length()))
                    .end();
        } else {
            response.end(file.content());
        }
    }

    private @Nullable PageFile file(String name) {
        PageFile known = files.get(name);
        if (known != null) {
            return known;
        }
        PageFile read = PageFile.read(name);
        if (read != null) {
            files.put(name, read);
        }
        return read;
    }
}
