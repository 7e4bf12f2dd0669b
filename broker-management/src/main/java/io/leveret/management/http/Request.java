package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.CoreReader;
import io.leveret.core.event.Actor;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostCalls;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;

/** A request that was let in: what it asks for, and in whose name. */
public final class Request {
    private final RoutingContext http;
    private final Login login;
    private final Runnable leave;

    Request(RoutingContext http, Login login, Runnable leave) {
        this.http = http;
        this.login = login;
        this.leave = leave;
    }

    /** The answer may take long, as it waits for something to happen: from now on the request holds up no others, and its body is dropped. Its endpoint has to bound how many such there are. */
    public void mayWait() {
        leave.run();
    }

    /** Runs {@code task} if the client goes away without having got its answer. */
    public void whenGone(Runnable task) {
        http.addEndHandler(done -> {
            if (done.failed() && !http.response().ended()) {
                task.run();
            }
        });
    }

    public Login login() {
        return login;
    }

    /** In whose name something is changed. */
    public Actor actor() {
        return Actor.http(login.user().name());
    }

    /** A variable of the path, decoded. */
    public String path(String variable) {
        String value = http.pathParam(variable);
        if (value == null) {
            throw new IllegalStateException("the path has no " + variable);
        }
        return value;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(http.request().getParam(name));
    }

    /** Whether a parameter of the query says so; without a value it does. */
    public boolean flag(String name) {
        return query(name).map(value -> value.isEmpty() || value.equals("true")).orElse(false);
    }

    /** A whole number of the query from {@code least} to {@code most}. */
    public long number(String name, long otherwise, long least, long most) {
        Optional<String> value = query(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw noNumber(name, value.get(), least, most);
        }
        throw noNumber(name, value.get(), least, most);
    }

    private static Problem noNumber(String name, String value, long least, long most) {
        return Problem.badRequest(name + " is a whole number from " + least + " to " + most + ", not '" + value + "'");
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(http.request().getHeader(name));
    }

    /** The body as it came. */
    public Buffer content() {
        return BodyReader.body(http);
    }

    /** The body, which must be a JSON object; none counts as an empty one. */
    public ObjectNode body() {
        return object(content().getBytes());
    }

    static ObjectNode object(byte[] octets) {
        if (octets.length == 0) {
            return Json.object();
        }
        JsonNode parsed;
        try {
            parsed = Json.parse(octets);
        } catch (IOException e) {
            throw Problem.badRequest("not_json");
        }
        if (parsed instanceof ObjectNode object) {
            return object;
        }
        throw Problem.badRequest("not_json");
    }

    /** The virtual host that the path names, for looking at it. */
    public CoreReader visibleVhost() {
        String vhost = path("vhost");
        CoreReader reader = login.node().readers().get(vhost);
        if (reader == null) {
            throw Problem.notFound();
        }
        if (!login.sees(vhost)) {
            throw noVhost(vhost);
        }
        return reader;
    }

    /** The virtual host that the path names, for doing something in it in the user's name. */
    public VhostCalls.Caller caller() {
        String vhost = path("vhost");
        if (!login.node().vhosts().containsKey(vhost)) {
            throw new Problem(404, "not_found", "vhost_not_found");
        }
        return caller(vhost);
    }

    /** The same for a virtual host that is named elsewhere. */
    public VhostCalls.Caller caller(String vhost) {
        if (login.user().rightsIn(vhost) == null) {
            throw noVhost(vhost);
        }
        return new VhostCalls.Caller(
                login.account(), vhost, "HTTP " + http.request().remoteAddress());
    }

    private static Problem noVhost(String vhost) {
        return Problem.notAuthorised("User not authorised to access virtual host '" + vhost + "'");
    }

    /** The request itself, for who needs more of it. */
    public HttpServerRequest http() {
        return http.request();
    }
}
