package io.leveret.ctl.declare;

import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.KeyValues;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Subject;
import java.util.ArrayList;
import java.util.List;

/** Where the objects of each kind are in the API. */
final class Places {
    private Places() {}

    static ApiPath user(KeyValues given) {
        String name = given.required("name");
        return ApiPath.of(Subject.user(name), "users", name);
    }

    static ApiPath vhost(KeyValues given) {
        String name = given.required("name");
        return ApiPath.of(Subject.vhost(name), "vhosts", name);
    }

    static ApiPath permission(Call call, KeyValues given) {
        String vhost = given.orElse("vhost", call.vhost());
        String user = given.required("user");
        return ApiPath.of(Subject.userIn(vhost, "permission", user), "permissions", vhost, user);
    }

    static ApiPath limit(Call call, KeyValues given) {
        String vhost = given.orElse("vhost", call.vhost());
        return ApiPath.of(Subject.vhost(vhost), "vhost-limits", vhost, given.required("name"));
    }

    static ApiPath parameter(Call call, KeyValues given) {
        String name = given.required("name");
        String component = given.required("component");
        Subject subject = Subject.in(call.vhost(), component + " parameter", name);
        return ApiPath.of(subject, "parameters", component, call.vhost(), name);
    }

    /** An object that has a name in the virtual host. */
    static ApiPath named(Call call, KeyValues given, String collection, String kind) {
        return call.inVhost(collection, kind, given.required("name"));
    }

    /** The bindings from a source to a destination, or the one of these properties. */
    static ApiPath bindings(Call call, KeyValues given, String... properties) {
        String source = given.required("source");
        String destination = given.required("destination");
        String type = given.orElse("destination_type", "queue").equals("exchange") ? "e" : "q";
        Subject subject = Subject.in(call.vhost(), "binding to '" + destination + "' from", source);
        List<String> segments = new ArrayList<>(List.of("bindings", call.vhost(), "e", source, type, destination));
        segments.addAll(List.of(properties));
        return ApiPath.of(subject, segments.toArray(String[]::new));
    }
}
